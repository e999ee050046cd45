import { beforeAll, describe, expect, it } from 'vitest';
import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Decision } from '../../functions/dossiers/decision.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import type { StoredEvent } from '../../functions/kernel/table/event.ts';
import type { Item } from '../../functions/kernel/table/item.ts';
import { overwrite } from '../../functions/kernel/table/write.ts';
import { publicPart } from '../../functions/search/parts.ts';
import { openTable } from '../../functions/kernel/table/table.ts';
import { rowsOf } from '../../functions/search/search.store.ts';
import { drafted, launched } from '../support/campaigns.ts';
import { office, type Held } from '../support/dossiers.ts';
import { hiddenOversight } from '../support/oversight.ts';
import { deliver, eventsOf, indexAll, indexDump, searched } from '../support/search.ts';
import { hienKhanh, minhThuan, province, vuBan, yenBang, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type World } from '../support/world.ts';

const legalAct = { number: '1104/NQ-UBTVQH15', issuer: 'Ủy ban Thường vụ Quốc hội', issuedOn: '2020-12-01' };

describe('search', () => {
  let world: World;
  let o: Awaited<ReturnType<typeof office>>;
  let planner: Id<'usr'>, neighbour: Id<'usr'>, districtAuditor: Id<'usr'>, admin: Id<'usr'>;
  let dossier: Held;
  const people = ['Nguyễn Thị Hòa', 'Nguyễn Thị Hoà', 'Nguyễn Thị Hoa', 'Đỗ Văn Đường', 'Trần Hoàng'];

  const mutate = async (by: Id<'usr'>, name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const answer = await world.run(
      by,
      `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code field } } }`,
      { input: { idempotencyKey: key(), ...input } },
    );
    expect(refusals(answer, name)).toEqual([]);
  };
  const titles = async (as: Id<'usr'> | undefined, text: string, kinds?: readonly string[]) =>
    (await searched(world, as, text, kinds ? { kinds } : {})).titles;
  const idOf = async (as: Id<'usr'>, text: string) =>
    String(pick((await searched(world, as, text, { kinds: ['SUBJECT'] })).nodes[0], 'id'));

  beforeAll(async () => {
    world = await createWorld('2021-02-01T02:00:00Z');
    o = await office(world);
    planner = await world.user('planner', [['OFFICER', province]]);
    districtAuditor = await world.user('district auditor', [['AUDITOR', vuBan]]);
    admin = await world.user('admin', [['ADMIN', province]]);
    neighbour = await world.user('next door', [
      ['OFFICER', yYen],
      ['APPRAISER', yYen],
      ['LEADER', yYen],
      ['AUDITOR', yYen],
    ]);
    for (const [index, name] of people.entries())
      await mutate(o.officer, 'registerSubject', {
        ...{ kind: 'INDIVIDUAL', unitId: minhThuan, name, position: 'Chuyên viên', since: '2015-09-01' },
        ...{ birthDate: `1990-01-0${index + 1}`, idNumber: `03619000012${index}` },
      });
    await launched(world, planner, { name: 'Phong trào Hòa Bình' });
    await drafted(world, planner, { name: 'Phong trào Hòa chưa phát động' });
    const subjectId = await o.person('Lê Thị Xuân');
    dossier = await o.complete([{ subjectId, awardCode: 'BKT' }], { title: 'Đề nghị khen cụm Hòa Bình' });
    await hiddenOversight(o);
    await indexAll(world);
  });

  it('finds a name from any of its words, with or without marks, exact marks first', async () => {
    expect(await titles(o.officer, 'hoà', ['SUBJECT'])).toEqual([
      'Nguyễn Thị Hòa',
      'Nguyễn Thị Hoà',
      'Trần Hoàng',
      'Nguyễn Thị Hoa',
    ]);
    expect(await titles(o.officer, 'hòa', ['SUBJECT'])).toEqual(
      await titles(o.officer, 'HOÀ'.normalize('NFD'), ['SUBJECT']),
    );
    expect((await titles(o.officer, 'thi hoa'))[0]).toBe('Nguyễn Thị Hoa');
    expect(await titles(o.officer, 'duong')).toEqual(['Đỗ Văn Đường']);
    expect(await titles(o.officer, 'ường')).toEqual([]);
  });

  it('marks what matched and says what it is', async () => {
    const { nodes } = await searched(world, o.officer, 'do van', { kinds: ['SUBJECT'] });
    expect(nodes).toEqual([
      {
        ...{ kind: 'SUBJECT', id: pick(nodes[0], 'id'), title: 'Đỗ Văn Đường', number: null },
        ...{ detail: 'Chuyên viên', on: null, unit: { id: minhThuan }, exactMarks: false },
        highlights: [{ start: 0, length: 6 }],
      },
    ]);
  });

  it('shows people to the staff of their unit and above, and to nobody else, in three calls', async () => {
    for (const who of [o.officer, o.first, o.leader, o.auditor, o.district, districtAuditor]) {
      const { answer, titles: found } = await searched(world, who, 'nguyen thi');
      expect(found).toHaveLength(3);
      expect(answer.calls).toEqual({ reads: 3, writes: 0 });
    }
    for (const who of [undefined, neighbour, o.outsider, admin, root, await world.user('nobody')])
      for (const kinds of [undefined, ['SUBJECT'], ['DOSSIER', 'SUBJECT']])
        expect(await titles(who, 'nguyen thi', kinds)).toEqual([]);
    expect((await searched(world, undefined, 'nguyen')).answer.calls.reads).toBe(2);
  });

  it('shows launched campaigns and units to everybody, drafts to their host', async () => {
    const both = ['Phong trào Hòa Bình', 'Phong trào Hòa chưa phát động'];
    expect(await titles(undefined, 'phong trao hoa')).toEqual(both.slice(0, 1));
    expect(await titles(planner, 'phong trao hoa')).toEqual(both);
    expect(await titles(admin, 'phong trao hoa', ['CAMPAIGN'])).toEqual(both);
    expect(await titles(neighbour, 'phong trao hoa', ['CAMPAIGN'])).toEqual(both.slice(0, 1));
    expect(await titles(undefined, 'minh', ['UNIT'])).toEqual(['Xã Minh Thuận']);
    expect(await titles(undefined, 'minh', ['CAMPAIGN'])).toEqual([]);
  });

  it('shows a dossier to whoever sees the dossier, as it goes along', async () => {
    const who = () =>
      Promise.all(
        [o.officer, o.district, districtAuditor, o.first, o.auditor, neighbour, undefined].map(
          async (one) => (await titles(one, 'cum hoa', ['DOSSIER'])).length,
        ),
      );
    expect(await who()).toEqual([1, 0, 1, 0, 1, 0, 0]);
    dossier = await o.done(o.officer, 'submitDossier', dossier, { receivingUnitId: province });
    await indexAll(world);
    expect(await who()).toEqual([1, 0, 1, 1, 1, 0, 0]);
    dossier = await o.done(o.first, 'receiveDossier', dossier, { handlerUnitId: province });
    await indexAll(world);
    const { nodes } = await searched(world, o.first, 'cum', { kinds: ['DOSSIER'] });
    expect((await titles(o.first, String(pick(nodes[0], 'number')))).length).toBe(1);
  });

  it('finds a decision by its number and issuer, for everybody', async () => {
    await decided('335/QĐ-UBND', 'Tỉnh Nam Định');
    const { nodes } = await searched(world, undefined, '335 qđ', { kinds: ['DECISION'] });
    expect(nodes).toMatchObject([
      { number: '335/QĐ-UBND', title: 'Quyết định khen thưởng của Tỉnh Nam Định', highlights: [] },
    ]);
    expect(await titles(undefined, 'tỉnh nam', ['DECISION'])).toHaveLength(1);
  });

  it('follows a corrected name and a transfer', async () => {
    const subjectId = await idOf(o.officer, 'Trần Hoàng');
    await mutate(o.officer, 'correctSubject', { subjectId, expectedVersion: 1, name: 'Trần Hoằng' });
    await indexAll(world);
    expect(await titles(o.officer, 'trần hoàng')).toEqual(['Trần Hoằng']);
    expect(pick((await searched(world, o.officer, 'trần hoàng')).nodes[0], 'exactMarks')).toBe(false);
    await mutate(o.officer, 'moveSubject', {
      ...{ subjectId, expectedVersion: 2, unitId: yenBang, from: '2021-01-15' },
    });
    await indexAll(world);
    expect(await titles(o.officer, 'tran hoang')).toEqual([]);
    expect(await titles(neighbour, 'tran hoang')).toEqual(['Trần Hoằng']);
  });

  it('lets a grant that is taken away find nothing from the next request on', async () => {
    const short = await world.user('short', [['OFFICER', minhThuan]]);
    expect(await titles(short, 'nguyen thi')).toHaveLength(3);
    await mutate(root, 'setGrants', { userId: short, grants: [], expectedVersion: 1 });
    expect(await titles(short, 'nguyen thi')).toEqual([]);
  });

  it('takes events twice and in any order, and can be built anew', async () => {
    const events = await eventsOf(world);
    const before = await indexDump(world);
    await deliver(world, [...events].reverse());
    await deliver(
      world,
      events.toSorted((a, b) => (a.requestId < b.requestId ? -1 : 1)),
    );
    expect(await indexDump(world)).toBe(before);
    const rows = before.split('\n').map((line): unknown => JSON.parse(line));
    for (const row of rows)
      await world.client.send(
        new DeleteItemCommand({
          TableName: world.shared.viewTableName,
          Key: { pk: { S: String(pick(row, 'pk')) }, sk: { S: String(pick(row, 'sk')) } },
        }),
      );
    expect(await titles(o.officer, 'nguyen thi')).toEqual([]);
    await deliver(world, [...events, ...issued].reverse());
    const unversioned = (dump: string) => dump.replace(/,"version":\d+/g, '');
    expect(unversioned(await indexDump(world))).toBe(unversioned(before));
  });

  it('leaves no row behind when two look at one record at once', async () => {
    const subjectId = await idOf(o.officer, 'Đỗ Văn Đường');
    await mutate(o.officer, 'correctSubject', { subjectId, expectedVersion: 1, name: 'Đỗ Văn Đượng' });
    const events = (await eventsOf(world)).filter((event) => event.aggregateId === subjectId);
    await Promise.all([deliver(world, events), deliver(world, [...events].reverse())]);
    expect(await titles(o.officer, 'do van')).toEqual(['Đỗ Văn Đượng']);
    expect(await indexDump(world)).not.toContain('Đường');
  });

  it('pages without losing or repeating, and takes no cursor of another search or reader', async () => {
    const all = await titles(o.first, 'ng');
    const seen: unknown[] = [];
    let after: unknown;
    let more: unknown = true;
    while (more === true) {
      const { titles: page, found, answer } = await searched(world, o.first, 'ng', { first: 2, after });
      expect(answer.calls.reads).toBe(3);
      seen.push(...page);
      after = pick(found, 'pageInfo', 'endCursor');
      more = pick(found, 'pageInfo', 'hasNextPage');
    }
    expect(seen).toEqual(all);
    expect(all.length).toBeGreaterThan(2);
    for (const [who, text, kinds] of [
      [o.first, 'nh', undefined],
      [o.second, 'ng', undefined],
      [o.first, 'ng', ['UNIT']],
    ] as const) {
      const { answer } = await searched(world, who, text, { first: 2, after, ...(kinds && { kinds }) });
      expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    }
    for (const text of ['a', ' . ', 'a'.repeat(101)])
      expect(pick((await searched(world, o.first, text)).answer.errors, 0, 'extensions', 'code')).toBe(
        'BAD_USER_INPUT',
      );
  });

  it('keeps no personal number, complaint or complainant', async () => {
    const dump = await indexDump(world);
    expect(dump).toContain('Nguyễn Thị Hòa');
    for (const secret of ['0361900001', '••', '"cpl_', 'sealed', 'fingerprint', 'birthDate', '"opi_'])
      expect(dump).not.toContain(secret);
  });

  it('follows units that merge: from the day on, and no earlier, their records are their heirs’', async () => {
    const heir = await world.user('heir', [['OFFICER', hienKhanh]]);
    expect(await titles(heir, 'nguyen thi')).toEqual([]);
    await mutate(root, 'mergeUnits', {
      ...{ effectiveOn: '2021-05-01', legalAct, unitIds: [minhThuan], into: hienKhanh },
    });
    await mutate(root, 'moveUnit', {
      ...{ effectiveOn: '2021-06-01', legalAct, unitId: hienKhanh, parentId: yYen, expectedVersion: 2 },
    });
    const finds = async () =>
      Promise.all(
        [heir, o.officer, o.district, neighbour, o.first].map(
          async (one) => (await titles(one, 'nguyen thi', ['SUBJECT'])).length,
        ),
      );
    expect(await finds()).toEqual([0, 3, 3, 0, 3]);
    world.clock.set('2021-06-02T02:00:00Z');
    // Nothing is found by an index that hasn't followed yet where the tree of today says no.
    expect(await finds()).toEqual([0, 3, 0, 0, 3]);
    world.clock.set('2021-02-01T02:00:00Z');
    await indexAll(world);
    expect(await finds()).toEqual([0, 3, 3, 0, 3]);
    world.clock.set('2021-05-02T02:00:00Z');
    expect(await finds()).toEqual([3, 3, 3, 0, 3]);
    world.clock.set('2021-06-02T02:00:00Z');
    expect(await finds()).toEqual([3, 3, 0, 3, 3]);
    expect(await titles(heir, 'cum hoa', ['DOSSIER'])).toHaveLength(1);
    const formerly = `SCH#STAFF#${vuBan}#ng`;
    expect(await indexDump(world)).toContain(formerly);
    await indexAll(world);
    expect(await indexDump(world)).not.toContain(formerly);
    expect(await finds()).toEqual([3, 3, 0, 3, 3]);
  });

  it('ranks exact marks first even where more matches than is ranked, and says that there is more', async () => {
    const titled = (title: string): Item[] => [
      ...rowsOf(
        {
          ...{ kind: 'DECISION', id: world.shared.ids.next('dec'), title, number: null, detail: null },
          ...{ on: null, unitId: null, anchors: null },
        },
        [publicPart],
      ),
    ];
    const rows = ['Thẩm mưu', ...Array.from({ length: 305 }, (_, index) => `Tham muu ${index}`)].flatMap(
      titled,
    );
    const views = openTable(world.shared.client, world.shared.viewTableName);
    for (let from = 0; from < rows.length; from += 100)
      await views.transact(rows.slice(from, from + 100).map((row) => overwrite(row).request));
    const { titles: found, found: page, answer } = await searched(world, undefined, 'thẩm m', { first: 2 });
    expect(found).toEqual(['Thẩm mưu', 'Tham muu 0']);
    expect(pick(page, 'complete')).toBe(false);
    expect(answer.calls.reads).toBe(3);
    expect(pick((await searched(world, undefined, 'tham muu 30')).found, 'complete')).toBe(true);
  });

  const issued: StoredEvent[] = [];
  async function decided(number: string, issuerName: string): Promise<void> {
    const { ids } = world.shared;
    const decision: Decision = {
      id: ids.next('dec'),
      kind: 'AWARD',
      dossierId: ids.next('dos'),
      number,
      issuedOn: localDate('2021-02-26'),
      year: 2021,
      signerName: 'Phạm Đình Nghị',
      signerTitle: 'Chủ tịch',
      issuerUnitId: province,
      issuerName,
      stage: 1,
      revision: 1,
      legalBases: [],
      corrects: null,
      text: null,
      changes: [],
      keptBy: null,
      awardCounts: { BKT: 1 },
    };
    await world.write(...world.deps().dossiers.addDecision(decision));
    const event = {
      ...{ aggregateId: decision.dossierId, seq: 9, name: 'DossierDecided', at: '2021-02-26T02:00:00.000Z' },
      ...{ actorId: o.leader, requestId: 'r', facts: { decisionId: decision.id } },
    };
    issued.push(event);
    await deliver(world, [event]);
  }
});
