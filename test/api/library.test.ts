import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { indexAll, searched } from '../support/search.ts';
import { stepper, type Held } from '../support/steps.ts';
import { hienKhanh, minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const fields = `id version status number title hasFiles: files { attachmentId title } text withdrawnFor
  replaces { number } amends { number } availableActions { code allowed }`;
const list = `query ($filter: LegalDocumentFilter, $first: Int, $after: String) {
  legalDocuments(filter: $filter, first: $first, after: $after) {
    nodes { id number } complete pageInfo { hasNextPage endCursor } } }`;

describe('the legal library', () => {
  let world: World;
  let o: Awaited<ReturnType<typeof office>>;
  let documents: ReturnType<typeof stepper>;
  let decree: string;

  const terms = (extra: object = {}) => ({
    kind: 'DECISION',
    number: '12/2021/QĐ-UBND',
    title: 'Ban hành Quy chế thi đua, khen thưởng của tỉnh',
    issuer: 'Ủy ban nhân dân tỉnh Nam Định',
    issuedOn: '2021-01-15',
    effectiveFrom: '2021-02-01',
    summary: '',
    replaces: [],
    amends: [],
    ...extra,
  });
  const register = (extra: object = {}, by = o.leader, keeperUnitId: Id<'unt'> = province) =>
    documents.step(by, 'registerLegalDocument', null, { keeperUnitId, ...terms(extra) });
  const registered = async (extra: object = {}): Promise<Held> => {
    const taken = await register(extra);
    expect(taken.refusals).toEqual([]);
    return taken.held;
  };
  const listed = async (filter?: object, more: object = {}) => {
    const answer = await world.run(undefined, list, { filter, ...more });
    const found = pick(answer.data, 'legalDocuments');
    const numbers = [pick(found, 'nodes') ?? []].flat().map((node) => pick(node, 'number'));
    return { answer, numbers, found };
  };
  const view = async (id: string, what: string, as?: Id<'usr'>) =>
    pick(
      (await world.run(as, `query ($id: ID!) { legalDocument(id: $id) { ${what} } }`, { id })).data,
      'legalDocument',
    );

  beforeAll(async () => {
    world = await createWorld('2021-02-10T02:00:00Z');
    o = await office(world);
    documents = stepper(world, 'documentId', 'legalDocument', fields);
    decree = String(pick((await listed({ number: '91/2017/nd-cp' })).found, 'nodes', 0, 'id'));
  });

  it('brings the documents that the law data cites, and each citation leads to them', async () => {
    const query = `{ documentsCited(citation: "Nghị định 91/2017/NĐ-CP, Điều 43; Luật Tố cáo 2018") { number verified force } }`;
    expect(pick((await world.run(undefined, query)).data, 'documentsCited')).toEqual([
      { number: '91/2017/NĐ-CP', verified: true, force: 'IN_FORCE' },
      { number: '25/2018/QH14', verified: false, force: 'UNKNOWN' },
    ]);
    const books = '{ lawBooks(code: "PROCESSING") { data { citation documents { number } } } }';
    const data = pick((await world.run(undefined, books)).data, 'lawBooks', 0, 'data');
    expect([data].flat().length).toBeGreaterThan(3);
    expect(await view(decree, 'force(on: "2024-01-01") replacedBy { number } keeperUnit { id }')).toEqual({
      force: 'REPLACED',
      replacedBy: [{ number: '98/2023/NĐ-CP' }],
      keeperUnit: null,
    });
    expect(
      (await documents.step(o.leader, 'withdrawLegalDocument', { id: decree, version: 1 }, { reason: 'x' }))
        .refusals,
    ).toEqual(['NOT_YOURS documentId']);
  });

  it('takes a document in one read and one write, for everybody to read at once', async () => {
    const {
      held,
      answer,
      view: shown,
    } = await register({
      ...{ number: '20/2021/QĐ-UBND', text: 'Điều 1. Quỹ thi đua.\nĐiều 2. Hiệu lực.', amends: [decree] },
    });
    expect(answer.calls.writes).toBe(1);
    expect((await register({ number: '21/2021/QĐ-UBND' })).answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(shown).toMatchObject({ status: 'PUBLISHED', amends: [{ number: '91/2017/NĐ-CP' }] });
    expect(await view(held.id, 'text keeperUnit { id } force')).toEqual({
      text: 'Điều 1. Quỹ thi đua.\nĐiều 2. Hiệu lực.',
      keeperUnit: { id: province },
      force: 'IN_FORCE',
    });
    expect(await view(decree, 'amendedBy { number } force')).toEqual({
      amendedBy: [{ number: '20/2021/QĐ-UBND' }],
      force: 'IN_FORCE',
    });
  });

  it('refuses what is wrong, and changes nothing', async () => {
    await registered({ number: '30/2021/QĐ-UBND' });
    const before = await world.dump();
    const refusalsOf = async (extra: object, by = o.leader, unit: Id<'unt'> = province) =>
      (await register({ number: '31/2021/QĐ-UBND', ...extra }, by, unit)).refusals;
    expect(await refusalsOf({ number: '30/2021/qđ-ubnd' })).toEqual(['DUPLICATE number']);
    expect(await refusalsOf({ number: '91/2017/NĐ-CP', issuer: 'Chính phủ' })).toEqual(['DUPLICATE number']);
    expect(await refusalsOf({ number: ' ', title: '' })).toEqual(['REQUIRED number', 'REQUIRED title']);
    expect(await refusalsOf({ issuedOn: '2021-02-11' })).toEqual(['INVALID_VALUE issuedOn']);
    expect(await refusalsOf({ effectiveTo: '2021-02-01' })).toEqual(['INVALID_VALUE effectiveTo']);
    expect(await refusalsOf({ text: 'x'.repeat(60_001) })).toEqual(['TOO_LONG text']);
    expect(await refusalsOf({ replaces: ['ldo_nope', decree], amends: [decree] })).toEqual([
      'NOT_FOUND replaces.0',
      'DUPLICATE amends.0',
    ]);
    expect(await refusalsOf({ replaces: Array.from({ length: 11 }, () => decree) })).toContain(
      'TOO_MANY replaces',
    );
    expect(await refusalsOf({}, o.officer)).toEqual(['NOT_FOUND keeperUnitId']);
    expect(await refusalsOf({}, o.leader, hienKhanh)).toEqual(['NOT_FOUND keeperUnitId']);
    for (const who of [o.auditor, undefined])
      expect(
        await documents.errorCode(who, 'registerLegalDocument', null, { keeperUnitId: province, ...terms() }),
      ).toBe(who ? 'FORBIDDEN' : 'UNAUTHENTICATED');
    expect(await world.dump()).toBe(before);
  });

  it('follows corrections: number, days and links', async () => {
    const old = await registered({ number: '40/2021/QĐ-UBND' });
    const other = await registered({ number: '41/2021/QĐ-UBND' });
    let held = await registered({
      number: '42/2021/QĐ-UBND',
      replaces: [old.id],
      effectiveFrom: '2021-06-01',
    });
    expect(await view(old.id, 'force late: force(on: "2021-06-01")')).toEqual({
      force: 'IN_FORCE',
      late: 'REPLACED',
    });
    held = await documents.done(o.leader, 'correctLegalDocument', held, {
      ...terms({ number: '43/2021/QĐ-UBND', replaces: [other.id], amends: [old.id] }),
    });
    expect(await view(old.id, 'force(on: "2021-06-01") amendedBy { number } replacedBy { number }')).toEqual({
      force: 'IN_FORCE',
      amendedBy: [{ number: '43/2021/QĐ-UBND' }],
      replacedBy: [],
    });
    expect(await view(other.id, 'force')).toEqual({ force: 'REPLACED' });
    expect((await listed({ number: '42/2021/QĐ-UBND' })).numbers).toEqual([]);
    await registered({ number: '42/2021/QĐ-UBND' });
    const { refusals } = await documents.step(o.leader, 'correctLegalDocument', held, {
      ...terms({ number: '42/2021/QĐ-UBND', amends: [held.id] }),
    });
    expect(refusals).toEqual(['NOT_FOUND amends.0']);
    const stale = await documents.step(o.leader, 'correctLegalDocument', { ...held, version: 1 }, terms());
    expect(stale.refusals).toEqual(['STALE_VERSION expectedVersion']);
    const foreign = await documents.step(o.officer, 'correctLegalDocument', held, terms());
    expect(foreign.refusals).toEqual(['NOT_YOURS documentId']);
  });

  it('attaches clean files of the keeping unit, which everybody with an account then reads', async () => {
    const held = await registered({ number: '50/2021/QĐ-UBND' });
    const attach = (attachmentId: string) =>
      documents.step(o.leader, 'attachToLegalDocument', held, { attachmentId, title: 'Bản ký' });
    const unchecked = await o.file('a.pdf', 'CHECKING', province);
    expect((await attach(unchecked)).refusals).toEqual(['FILE_NOT_CLEAN attachmentId']);
    expect((await attach(await o.file('b.pdf', 'CLEAN', minhThuan))).refusals).toEqual([
      'NOT_FOUND attachmentId',
    ]);
    const file = await o.file('c.pdf', 'CLEAN', province);
    const { refusals, view: shown } = await attach(file);
    expect(refusals).toEqual([]);
    expect(pick(shown, 'hasFiles')).toEqual([{ attachmentId: file, title: 'Bản ký' }]);
    const query = 'query ($id: ID!) { attachment(id: $id) { fileName } }';
    const seen = async (id: string, as?: Id<'usr'>) =>
      pick((await world.run(as, query, { id })).data, 'attachment', 'fileName') ?? null;
    expect(await seen(file, o.outsider)).toBe('c.pdf');
    expect([await seen(unchecked, o.outsider), await seen(file)]).toEqual([null, null]);
  });

  it('finds by the words of title, number and text, exact marks first, then the newest', async () => {
    await registered({
      number: '60/2021/QĐ-UBND',
      title: 'Quy định về sáng kiến',
      text: 'Hội đồng xét hoà giải',
    });
    await registered({ number: '61/2021/QĐ-UBND', title: 'Quy định về hoa', summary: 'Sáng tạo, hội đồng' });
    await indexAll(world);
    expect((await listed({ text: 'hòa hội' })).numbers).toEqual(['60/2021/QĐ-UBND', '61/2021/QĐ-UBND']);
    expect((await listed({ text: 'HOI dong sang kien' })).numbers).toEqual(['60/2021/QĐ-UBND']);
    expect((await listed({ text: 'hoa hội' })).numbers[0]).toBe('61/2021/QĐ-UBND');
    expect((await listed({ text: 'luat khieu nai' })).numbers).toEqual(['02/2011/QH13']);
    expect((await listed({ text: 'không có gì như vậy' })).numbers).toEqual([]);
    const { answer } = await listed({ text: 'sáng kiến' });
    expect(answer.calls.reads).toBe(3);
    for (const text of ['a', '', 'một hai ba bốn năm sáu bảy', 'x'.repeat(101)])
      expect(pick((await listed({ text })).answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    const both = await listed({ text: 'sáng', kind: 'LAW' });
    expect(pick(both.answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    expect((await searched(world, undefined, 'quy định về sáng', { kinds: ['DOCUMENT'] })).titles).toEqual([
      'Quy định về sáng kiến',
    ]);
    expect((await searched(world, undefined, '152/2025', { kinds: ['DOCUMENT'] })).nodes[0]).toMatchObject({
      ...{ kind: 'DOCUMENT', number: '152/2025/NĐ-CP', detail: 'Chính phủ' },
    });
  });

  it('lists all, newest first, page by page, in one call', async () => {
    const all = (await listed(undefined, { first: 100 })).numbers;
    const seen: unknown[] = [];
    let after: unknown;
    for (let more: unknown = true; more === true;) {
      const { numbers, found, answer } = await listed(undefined, { first: 4, after });
      expect(answer.calls.reads).toBeLessThanOrEqual(1);
      seen.push(...numbers);
      after = pick(found, 'pageInfo', 'endCursor');
      more = pick(found, 'pageInfo', 'hasNextPage');
    }
    expect(seen).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
    expect((await listed({ kind: 'PLAN' })).numbers).toEqual(['08/KH-UBND']);
    const wrong = await listed({ kind: 'LAW' }, { after });
    expect(pick(wrong.answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
  });

  it('takes out what was registered by mistake: from lists, search and what it replaced', async () => {
    const old = await registered({ number: '70/2021/QĐ-UBND' });
    const held = await registered({ number: '71/2021/QĐ-UBND', title: 'Nhầm lẫn', replaces: [old.id] });
    await indexAll(world);
    expect(await view(old.id, 'force')).toEqual({ force: 'REPLACED' });
    expect((await documents.step(o.leader, 'withdrawLegalDocument', held, { reason: ' ' })).refusals).toEqual(
      ['REQUIRED reason'],
    );
    const gone = await documents.done(o.leader, 'withdrawLegalDocument', held, { reason: 'Trùng' });
    await indexAll(world);
    expect(await view(old.id, 'force')).toEqual({ force: 'IN_FORCE' });
    expect((await listed({ text: 'nhầm lẫn' })).numbers).toEqual([]);
    expect((await listed({ number: '71/2021/QĐ-UBND' })).numbers).toEqual([]);
    expect((await listed(undefined, { first: 100 })).numbers).not.toContain('71/2021/QĐ-UBND');
    expect([await view(held.id, 'status'), await view(held.id, 'status', o.leader)]).toEqual([
      null,
      { status: 'WITHDRAWN' },
    ]);
    expect((await documents.step(o.leader, 'withdrawLegalDocument', gone, { reason: 'x' })).refusals).toEqual(
      ['WRONG_STATE documentId'],
    );
    await registered({ number: '71/2021/QĐ-UBND' });
  });
});
