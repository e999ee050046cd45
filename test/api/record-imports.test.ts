import { beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '../../functions/kernel/dates.ts';
import { importOffice, type ImportOffice } from '../support/imports.ts';
import { inLegacy } from '../support/legacy.ts';
import { education, yenBang } from '../support/units.ts';
import { pick } from '../support/pick.ts';

const heading = 'Họ và tên,Ngày sinh,Năm,Mức hoàn thành';
const list = (...rows: readonly string[]) => [heading, ...rows].join('\r\n');

describe('an import of records', () => {
  let o: ImportOffice;
  beforeAll(async () => {
    o = await importOffice();
  });

  it('is read off the request, shown, committed, and then counts for everybody', async () => {
    const [lan, hung] = [await o.subject('Đỗ Thị Lan'), await o.subject('Vũ Mạnh Hùng')];
    const csv = list(
      'Đỗ Thị Lan,01/06/1985,2020,HTXSNV',
      'Vũ Mạnh Hùng,1/6/1985,2019-2020,Hoàn thành tốt nhiệm vụ',
    );
    const { id, view } = await o.preview('COMPLETION', csv);
    expect(view).toMatchObject({
      status: 'PREVIEWED',
      counts: { rows: 2, add: 2, same: 0, choices: 0, errors: 0, subjects: 2 },
      rows: {
        nodes: [
          { row: 2, outcome: 'ADD', subject: { id: lan } },
          { row: 3, outcome: 'ADD' },
        ],
      },
      problems: { nodes: [] },
    });
    expect(await o.records(o.officer, lan)).toEqual([]);
    expect((await o.change(o.officer, 'commitRecordImport', id)).view).toMatchObject({
      status: 'COMMITTING',
    });
    expect(await o.records(o.officer, lan)).toEqual([]);
    await o.run(id);
    expect(await o.head(id)).toMatchObject({ status: 'COMMITTED', tidy: true });
    expect(await o.records(o.officer, lan)).toMatchObject([
      {
        source: 'IMPORT',
        recordedBy: o.officer,
        completion: { level: 'EXCELLENT', year: { name: 'năm 2020' } },
      },
    ]);
    expect(await o.records(o.officer, hung)).toMatchObject([
      { completion: { year: { name: 'năm học 2019–2020' } } },
    ]);
    const before = await o.world.dump();
    await o.run(id);
    expect(await o.world.dump()).toBe(before);
    const again = await o.preview('COMPLETION', csv);
    expect(again.view).toMatchObject({ counts: { add: 0, same: 2 } });
  });

  it('tells what is wrong with each cell, and then commits nothing', async () => {
    await o.subject('Lê Văn Sáu');
    const { id, view } = await o.preview(
      'COMPLETION',
      list(
        'Lê Văn Sáu,01/06/1985,2020,Giỏi',
        'Lê Văn Sáu,31/02/1985,2020,HTNV',
        'Lê Văn Sáu,01/06/1985,2050,HTNV',
        'Không Có Ai,01/06/1985,2020,HTNV',
        '=1+1,01/06/1985,2020,HTNV',
        `${inLegacy('TCVN3', 'Nguyễn Văn Hồng')},01/06/1985,2020,HTNV`,
      ),
    );
    expect(view).toMatchObject({ status: 'PREVIEWED', counts: { rows: 6, errors: 6, add: 0 } });
    const errors = [pick(view, 'problems', 'nodes')]
      .flat()
      .map(
        (row) =>
          `${String(pick(row, 'row'))} ${String(pick(row, 'errors', 0, 'error', 'code'))} ${String(pick(row, 'errors', 0, 'column'))}`,
      );
    expect(errors).toEqual([
      '2 INVALID_VALUE level',
      '3 INVALID_VALUE birthDate',
      '4 INVALID_VALUE year',
      '5 IMPORT_PERSON_UNKNOWN name',
      '6 IMPORT_FORMULA name',
      '7 IMPORT_ENCODING_TCVN3 name',
    ]);
    expect((await o.change(o.officer, 'commitRecordImport', id)).refusals).toEqual([
      'IMPORT_NOT_READY importId',
    ]);
  });

  it('takes positions of a career, each with its group, tells a wrong one by its cell, and knows them again', async () => {
    const han = await o.subject('Mạc Thị Hân');
    const positions = (...rows: readonly string[]) =>
      ['Họ tên,Ngày sinh,Chức vụ,Nhóm chức vụ,Từ ngày,Đến ngày,Số quyết định', ...rows].join('\r\n');
    const who = 'Mạc Thị Hân,01/06/1985';
    const bad = await o.preview(
      'POSITION',
      positions(
        `${who},Giám đốc Sở,Giám đốc tất cả,01/02/2015,,`,
        `${who},Giám đốc Sở,DIRECTORS,,,`,
        `${who},Giám đốc Sở,DIRECTORS,01/02/2015,01/02/2014,`,
        `${who},,DIRECTORS,01/02/2015,,`,
        `${who},=A1,DIRECTORS,01/02/2015,,`,
      ),
    );
    const told = [pick(bad.view, 'problems', 'nodes')]
      .flat()
      .map(
        (row) =>
          `${String(pick(row, 'errors', 0, 'error', 'code'))} ${String(pick(row, 'errors', 0, 'column'))}`,
      );
    expect(told).toEqual([
      'INVALID_VALUE group',
      'REQUIRED from',
      'INVALID_VALUE to',
      'REQUIRED title',
      'IMPORT_FORMULA title',
    ]);
    const good = positions(
      `${who},Phó Giám đốc Sở,Chức vụ khác,01/01/2010,31/01/2015,5/QĐ-UBND`,
      `${who},Giám đốc Sở,"Giám đốc sở, Bí thư huyện ủy và tương đương",01/02/2015,,`,
    );
    const { id, view } = await o.preview('POSITION', good);
    expect(view).toMatchObject({ counts: { rows: 2, add: 2, errors: 0, subjects: 1 } });
    await o.change(o.officer, 'commitRecordImport', id);
    await o.run(id);
    const career = `query ($id: ID!) { subject(id: $id) { records(kinds: [POSITION], first: 5) { nodes {
      source position { title group from to decisionNumber } } } } }`;
    const kept = await o.world.run(o.officer, career, { id: han });
    expect(kept.errors).toEqual([]);
    const nodes = [pick(kept.data, 'subject', 'records', 'nodes')].flat();
    expect(nodes).toHaveLength(2);
    expect(nodes).toContainEqual({
      source: 'IMPORT',
      position: {
        ...{ title: 'Giám đốc Sở', group: 'DIRECTORS', from: '2015-02-01', to: null, decisionNumber: null },
      },
    });
    expect((await o.preview('POSITION', good)).view).toMatchObject({ counts: { add: 0, same: 2 } });
  });

  it('guesses nobody: namesakes, missing birth dates and names without marks are for a person to choose', async () => {
    const [one, other] = [await o.subject('Trần Thị Mai'), await o.subject('Trần Thị Mai')];
    const [undated, marked] = [
      await o.subject('Hồ Đức Tín', { birthDate: null }),
      await o.subject('Phạm Hoà'),
    ];
    const { id, view } = await o.preview(
      'COMPLETION',
      list(
        'Trần Thị Mai,01/06/1985,2020,HTNV',
        'Hồ Đức Tín,01/06/1985,2020,HTNV',
        'Phạm Hòa,01/06/1985,2020,HTNV',
      ),
    );
    expect(view).toMatchObject({
      counts: { choices: 3, add: 0 },
      problems: {
        nodes: [
          { outcome: 'CHOOSE', candidates: [{ id: one }, { id: other }] },
          { outcome: 'CHOOSE', candidates: [{ id: undated }] },
          { outcome: 'CHOOSE', candidates: [{ id: marked }] },
        ],
      },
    });
    expect((await o.change(o.officer, 'commitRecordImport', id)).refusals).toEqual([
      'IMPORT_NOT_READY importId',
    ]);
    const wrong = await o.change(o.officer, 'chooseImportSubject', id, { row: 2, subjectId: undated });
    expect(wrong.refusals).toEqual(['INVALID_VALUE subjectId']);
    for (const [row, subjectId] of [
      [2, other],
      [3, undated],
      [4, marked],
    ] as const)
      await o.change(o.officer, 'chooseImportSubject', id, { row, subjectId });
    expect(await o.view(id)).toMatchObject({
      counts: { choices: 0, add: 3 },
      rows: { nodes: [{ subject: { id: other }, outcome: 'ADD' }, {}, {}] },
    });
    await o.change(o.officer, 'commitRecordImport', id);
    await o.run(id);
    expect([(await o.records(o.officer, one)).length, (await o.records(o.officer, other)).length]).toEqual([
      0, 1,
    ]);
  });

  it('refuses rows that contradict what is on record or each other, and marks what is there already', async () => {
    const subjectId = await o.subject('Mai Xuân Bắc');
    const year = { kind: 'CALENDAR', year: 2020 };
    await o.recorded(o.officer, 'recordCompletion', { subjectId, year, level: 'GOOD' });
    const row = (of: number, level: string) => `Mai Xuân Bắc,01/06/1985,${of},${level}`;
    const { view } = await o.preview(
      'COMPLETION',
      list(
        row(2020, 'HTTNV'),
        row(2020, 'HTXSNV'),
        row(2019, 'HTNV'),
        row(2019, 'HTNV'),
        row(2019, 'HTXSNV'),
      ),
    );
    expect(
      [pick(view, 'rows', 'nodes')]
        .flat()
        .map((one) => pick(one, 'errors', 0, 'error', 'code') ?? pick(one, 'outcome')),
    ).toEqual(['SAME', 'RECORD_CONTRADICTS', 'ADD', 'IMPORT_ROW_TWICE', 'IMPORT_ROWS_CONTRADICT']);
  });

  it.each<[string, () => Buffer | string, string]>([
    [
      'TCVN3 bytes',
      () => Buffer.from(inLegacy('TCVN3', list('Nguyễn Văn Hồng,01/06/1985,2020,HTNV')), 'latin1'),
      'IMPORT_ENCODING_TCVN3',
    ],
    [
      'VNI text copied as Unicode',
      () => inLegacy('VNI', list('Nguyễn Văn Hồng,01/06/1985,2020,HTNV')),
      'IMPORT_ENCODING_VNI',
    ],
    [
      'bytes of no encoding known',
      () => Buffer.concat([Buffer.from(heading), Buffer.from([10, 0xc0, 0xff, 0x41])]),
      'IMPORT_ENCODING_UNKNOWN',
    ],
    ['a heading alone', () => heading, 'IMPORT_EMPTY'],
    ['a broken quote', () => list('"Lê Văn,01/06/1985,2020,HTNV'), 'IMPORT_BROKEN'],
    [
      '10,001 rows',
      () => list(...Array.from({ length: 10_001 }, (_, n) => `A ${n},,2020,HTNV`)),
      'IMPORT_TOO_MANY_ROWS',
    ],
    [
      'a column that nothing is known of',
      () => 'Họ và tên,Năm,Mức hoàn thành,Lương\nA,2020,HTNV,1',
      'IMPORT_COLUMN_UNKNOWN',
    ],
    ['a column missing', () => 'Họ và tên,Năm\nA,2020', 'IMPORT_COLUMN_MISSING'],
    ['more than ten megabytes', () => Buffer.alloc(10 * 1024 ** 2 + 1, 65), 'IMPORT_TOO_LARGE'],
  ])('refuses a file with %s, and keeps no row of it', async (_what, content, code) => {
    const { id, view } = await o.preview('COMPLETION', content());
    expect(view).toMatchObject({ status: 'REFUSED', refusals: [{ code }], rows: { nodes: [] } });
    expect((await o.change(o.officer, 'commitRecordImport', id)).refusals).toEqual(['WRONG_STATE importId']);
  });

  it('reads UTF-16, a mark at the beginning, semicolons, and letters apart from their marks', async () => {
    await o.subject('Đặng Thị Ngọc');
    const csv = `\ufeff${list('Đặng Thị Ngọc,01/06/1985,2020,Hoàn thành nhiệm vụ').replaceAll(',', ';').normalize('NFD')}`;
    for (const content of [Buffer.from(csv, 'utf16le'), Buffer.from(csv)])
      expect((await o.preview('COMPLETION', content)).view).toMatchObject({ counts: { add: 1 } });
  });

  it("isn't begun for another unit, another kind of file, or a file that is in use", async () => {
    const bytes = Buffer.from(list('A,,2020,HTNV'));
    const attachmentId = await o.upload(bytes, 'application/pdf');
    const input = { unitId: yenBang, kind: 'COMPLETION', attachmentId };
    const start = async (extra: object) =>
      (await o.act(o.officer, 'startRecordImport', { ...input, ...extra })).refusals;
    expect(await start({})).toEqual(['NOT_FOUND unitId']);
    const unitId = 'unitId' in input ? (await o.head((await o.preview('COMPLETION', bytes)).id)).unitId : '';
    expect(await start({ unitId })).toEqual(['FILE_TYPE_NOT_ALLOWED attachmentId']);
    const used = (await o.head((await o.preview('COMPLETION', bytes)).id)).attachmentId;
    expect(await start({ unitId, attachmentId: used })).toEqual(['DUPLICATE attachmentId']);
    const foreign = await o.upload(bytes, 'text/csv', education);
    expect(await start({ unitId, attachmentId: foreign })).toEqual(['NOT_FOUND attachmentId']);
  });

  it('is seen, with its file, by those who bring such lists to the unit, and by nobody else', async () => {
    const { id } = await o.preview(
      'DISCIPLINE',
      'Họ và tên,Hình thức kỷ luật,Từ ngày,Số quyết định\nA,Cảnh cáo,01/02/2020,1/QĐ',
    );
    for (const user of [o.leader, o.outsider, o.auditor]) {
      expect(await o.view(id, user)).toBeNull();
      const { attachmentId } = await o.head(id);
      const file = await o.world.run(user, 'query ($id: ID!) { attachment(id: $id) { id } }', {
        id: attachmentId,
      });
      expect(file.data).toEqual({ attachment: null });
    }
    expect(pick(await o.view(id, o.officer), 'id')).toBe(id);
    expect((await o.change(o.outsider, 'abandonRecordImport', id)).refusals).toEqual(['NOT_FOUND importId']);
    const imports = 'query ($unitId: ID!) { recordImports(unitId: $unitId, reach: OWN) { nodes { id } } }';
    const { unitId } = await o.head(id);
    expect(
      pick((await o.world.run(o.officer, imports, { unitId })).data, 'recordImports', 'nodes', 0, 'id'),
    ).toBe(id);
    expect((await o.world.run(o.auditor, imports, { unitId })).errors[0]?.extensions?.['code']).toBe(
      'FORBIDDEN',
    );
  });

  it('is abandoned for good', async () => {
    const { id } = await o.preview('COMPLETION', list('A,,2020,HTNV'));
    expect((await o.change(o.officer, 'abandonRecordImport', id)).view).toMatchObject({
      status: 'ABANDONED',
    });
    expect((await o.change(o.officer, 'recheckRecordImport', id)).refusals).toEqual(['WRONG_STATE importId']);
  });

  it('finds people by personal number, if the number has the name, and never shows the number', async () => {
    const { sealer } = o.world.deps();
    const number = '036185000123';
    const idNumber = {
      type: 'CCCD' as const,
      masked: '0361••••••23',
      sealed: 'x',
      fingerprint: await sealer.fingerprint(number),
    };
    const who = await o.subject('Ngô Thị Thu', { idNumber });
    const csv = (...rows: readonly string[]) => ['Họ và tên,Số định danh,Năm,Xếp loại', ...rows].join('\n');
    const { id, view } = await o.preview(
      'COMPLETION',
      csv(
        `Ngô Thị Thu,${number},2020,HTNV`,
        `Tên Khác,${number},2019,HTNV`,
        'Ngô Thị Thu,03618500012,2018,HTNV',
      ),
    );
    expect(pick(view, 'rows', 'nodes')).toMatchObject([
      { outcome: 'ADD', subject: { id: who } },
      { outcome: 'CHOOSE', candidates: [{ id: who }] },
      { outcome: 'ERROR', errors: [{ column: 'idNumber', error: { code: 'ID_NUMBER_SHAPE' } }] },
    ]);
    const stored = (await o.world.dump())
      .split('\n')
      .filter((line) => line.includes(id))
      .join('\n');
    expect(stored).not.toContain('03618500012');
  });

  it('brings counts of collectives, awards by name, and disciplines, each with its own columns', async () => {
    await o.subject('Văn phòng Ủy ban', { kind: 'COLLECTIVE', birthDate: null });
    await o.subject('Bùi Thị Nga', { birthDate: localDate('1990-02-03') });
    const staff = await o.preview(
      'STAFFING',
      'Tên tập thể;Năm;Tổng số;Hoàn thành nhiệm vụ;Lao động tiên tiến;Chiến sĩ thi đua cơ sở;Bị kỷ luật\nVăn phòng Ủy ban;2020;10;10;8;1;0\nVăn phòng Ủy ban;2019;10;11;8;1;0',
    );
    expect(pick(staff.view, 'rows', 'nodes')).toMatchObject([
      { outcome: 'ADD' },
      { outcome: 'ERROR', errors: [{ column: 'completed', error: { code: 'STAFF_COUNTS_INCONSISTENT' } }] },
    ]);
    const awards = await o.preview(
      'AWARD',
      'STT,Họ và tên,Ngày sinh,Danh hiệu,Năm,Số QĐ,Ngày quyết định,Cơ quan quyết định\n1,Bùi Thị Nga,03/02/1990,Chiến sĩ thi đua cơ sở,2019,5/QĐ-UBND,20/12/2019,Chủ tịch UBND huyện\n2,Bùi Thị Nga,03/02/1990,Huân chương Mặt Trời,2019,5/QĐ-UBND,20/12/2019,Chủ tịch UBND huyện',
    );
    expect(pick(awards.view, 'rows', 'nodes')).toMatchObject([
      { outcome: 'ADD' },
      { outcome: 'ERROR', errors: [{ column: 'award' }] },
    ]);
    const ministry = await o.preview(
      'AWARD',
      'Họ và tên,Ngày sinh,Danh hiệu,Loại hình,Năm,Số QĐ,Ngày quyết định,Cơ quan quyết định\nBùi Thị Nga,03/02/1990,Bằng khen của Bộ trưởng,Công trạng,2019,7/QĐ-BYT,20/12/2019,Bộ trưởng Bộ Y tế\nBùi Thị Nga,03/02/1990,CHIẾN SĨ THI ĐUA CẤP BỘ,,2019,8/QĐ-BYT,20/12/2019,Bộ trưởng Bộ Y tế',
    );
    await o.change(o.officer, 'commitRecordImport', ministry.id);
    await o.run(ministry.id);
    const nga = pick(ministry.view, 'rows', 'nodes', 0, 'subject', 'id');
    const query = `query ($id: ID!) { subject(id: $id) { records(kinds: [AWARD], first: 9) { nodes { award { awardCode issuer } } } } }`;
    const { data } = await o.world.run(o.officer, query, { id: nga });
    expect([pick(data, 'subject', 'records', 'nodes')].flat()).toEqual(
      expect.arrayContaining([
        { award: { awardCode: 'BKT', issuer: 'Bộ trưởng Bộ Y tế' } },
        { award: { awardCode: 'CSTDT', issuer: 'Bộ trưởng Bộ Y tế' } },
      ]),
    );
    const disciplines = await o.preview(
      'DISCIPLINE',
      'Họ và tên,Ngày sinh,Hình thức kỷ luật,Từ ngày,Số quyết định\nBùi Thị Nga,03/02/1990,Khiển trách,01/02/2020,1/QĐ',
    );
    expect(disciplines.view).toMatchObject({ counts: { add: 1 } });
  });
});
