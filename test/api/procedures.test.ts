import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office, type Held } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { indexAll } from '../support/search.ts';
import { minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const shown = 'state receiptNumber receivedOn dueOn finishedOn timing procedures { code }';
const merit = '2.000449';

describe('administrative procedures', () => {
  let world: World;
  let o: Awaited<ReturnType<typeof office>>;
  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    o = await office(world);
  });

  const oneStop = async (held: Held, as: Id<'usr'> | undefined = o.officer) => {
    const query = `query ($id: ID!) { dossier(id: $id) { oneStop { ${shown} } } }`;
    return pick((await world.run(as, query, { id: held.id })).data, 'dossier', 'oneStop');
  };
  const under = (as: Id<'usr'> | undefined, code = merit, unitId: string = province) =>
    world.run(
      as,
      `query ($code: String!, $u: ID!) { procedureDossiers(code: $code, unitId: $u, first: 20) {
        nodes { dossier { id } state dueOn timing } } }`,
      { code, u: unitId },
    );
  const idsUnder = async (as: Id<'usr'>, code = merit) =>
    [pick((await under(as, code)).data, 'procedureDossiers', 'nodes')]
      .flat()
      .map((node) => pick(node, 'dossier', 'id'));

  it('are listed for everybody, with awards, components, days and source', async () => {
    const query = `{ administrativeProcedures(level: PROVINCE, on: "2021-03-01") { code }
      administrativeProcedure(code: "2.000418") { name days dayKind fee sets subjects status
        awards { code components } documents { number } } }`;
    const { data } = await world.run(undefined, query);
    expect(pick(data, 'administrativeProcedures', 'length')).toBe(9);
    expect(pick(data, 'administrativeProcedure')).toMatchObject({
      ...{ name: 'Tặng Bằng khen của Chủ tịch Ủy ban nhân dân cấp tỉnh cho gia đình', days: 25, fee: 0 },
      ...{ dayKind: 'WORKING', sets: 1, subjects: ['HOUSEHOLD'], status: 'CONFIRMED', documents: [] },
      awards: [{ code: 'BKT' }],
    });
    const books = '{ lawBooks(code: "PROCESSING", on: "2021-03-01") { data { procedures { code } } } }';
    const data2 = pick((await world.run(undefined, books)).data, 'lawBooks', 0, 'data');
    expect([data2].flat().flatMap((one) => pick(one, 'procedures', 0, 'code') ?? [])).toEqual([
      '2.000418',
      '1.000843',
    ]);
    expect(
      pick((await world.run(undefined, '{ administrativeProcedure(code: "9.9") { code } }')).data),
    ).toEqual({ administrativeProcedure: null });
  });

  it('show each dossier as a one-stop centre does, from receipt to result', async () => {
    let d = await o.complete([{ subjectId: await o.person('Trần Thị Hoa'), awardCode: 'BKT' }]);
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    expect(await oneStop(d)).toBeNull();
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    expect(await oneStop(d)).toEqual({
      ...{ state: 'RECEIVED', receiptNumber: '1/2021', receivedOn: '2021-03-01', dueOn: '2021-04-05' },
      ...{ finishedOn: null, timing: null, procedures: [{ code: merit }] },
    });
    await indexAll(world);
    const seen = await under(o.first);
    expect(seen.calls.reads).toBe(3);
    expect(pick(seen.data, 'procedureDossiers', 'nodes')).toEqual([
      { dossier: { id: d.id }, state: 'RECEIVED', dueOn: '2021-04-05', timing: null },
    ]);
    world.clock.set('2021-03-10T02:00:00Z');
    d = await o.done(o.first, 'returnDossier', d, { reasons: [{ path: ['nominees'], reason: 'Thiếu' }] });
    expect(await oneStop(d)).toMatchObject({ state: 'SUPPLEMENT', timing: null });
    world.clock.set('2021-03-18T02:00:00Z');
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    expect(await oneStop(d)).toBeNull();
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    expect(await oneStop(d)).toMatchObject({ state: 'RECEIVED', receivedOn: '2021-03-18' });
    world.clock.set('2021-06-01T02:00:00Z');
    expect(await oneStop(d)).toMatchObject({ timing: 'LATE' });
    await indexAll(world);
    expect(await idsUnder(o.auditor)).toEqual([d.id]);
    world.clock.set('2021-03-01T02:00:00Z');
  });

  it('say early or late of what is done', async () => {
    const d = await o.throughCouncil(o.second, await postings(o).appraised('BKT', ['Lê Văn Sớm']));
    world.clock.set('2021-03-05T02:00:00Z');
    const signed = { issuedOn: '2021-03-05', signerName: 'A', signerTitle: 'Chủ tịch' };
    const decided = await o.done(o.leader, 'decideDossier', d, { number: '77/QĐ-UBND', ...signed });
    expect(await oneStop(decided)).toMatchObject({
      ...{ state: 'DONE', finishedOn: '2021-03-05', timing: 'EARLY' },
    });
    await indexAll(world);
    expect(await idsUnder(o.first)).toContain(d.id);
  });

  it('tell nothing to who doesn’t work at the unit, and nothing of a household’s procedure to others', async () => {
    for (const who of [undefined, o.officer, o.outsider, o.district])
      expect(pick((await under(who)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(pick((await under(o.first, merit, vuBan)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(pick((await under(o.first, '0.000000')).errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    expect(await idsUnder(o.first, '2.000418')).toEqual([]);
  });

  describe('that the province has published itself', () => {
    const own = {
      ...{ code: '1.234567', name: 'Tặng Bằng khen, rút gọn', level: 'PROVINCE', awards: ['BKT'] },
      ...{ types: ['MERIT'], days: 12, dayKind: 'WORKING', fee: 0, sets: 1 },
    };
    const act = { number: '7/QĐ-UBND', issuer: 'UBND tỉnh', issuedOn: '2021-01-04' };
    const adopt = `mutation ($input: AdoptLocalRuleInput!) { adoptLocalRule(input: $input) {
      localRulebook { version rules { number kind procedure { code days citation } } } userErrors { code field } } }`;
    const adopted = (expectedVersion: number, procedure: object) =>
      world.run(o.leader, adopt, {
        input: {
          ...{ unitId: province, expectedVersion, from: '2021-03-01', act, idempotencyKey: key() },
          content: { kind: 'PROCEDURE', procedure },
        },
      });
    const catalogue = async (unitId: string | null, on = '2021-03-02') => {
      const query = `query ($u: ID, $on: LocalDate) { administrativeProcedures(level: PROVINCE, unitId: $u, on: $on) {
        code days status citation awards { code components } } }`;
      const { data } = await world.run(undefined, query, { u: unitId, on });
      return [pick(data, 'administrativeProcedures')].flat();
    };
    const codes = async (unitId: string | null, on?: string) =>
      (await catalogue(unitId, on)).map((one) => pick(one, 'code'));

    it('is refused when it is slower than the one of the same code, or about an unknown award', async () => {
      const before = await world.dump();
      const slow = await adopted(0, { ...own, code: '2.000418', days: 26 });
      expect(refusals(slow, 'adoptLocalRule')).toEqual(['LOCAL_RULE_LOOSER content']);
      const unknown = await adopted(0, { ...own, awards: ['BKT', 'NOPE'] });
      expect(refusals(unknown, 'adoptLocalRule')).toEqual(['LAW_AWARD_UNKNOWN content.procedure.awards.1']);
      const broken = await adopted(0, { ...own, code: 'x', days: 0 });
      expect(refusals(broken, 'adoptLocalRule')).toEqual([
        'INVALID_VALUE content.procedure.code',
        'INVALID_VALUE content.procedure.days',
      ]);
      expect(await world.dump()).toBe(before);
    });

    it('holds for its units from its day on, takes the place of that of the same code, and has its dossiers', async () => {
      expect(refusals(await adopted(0, own), 'adoptLocalRule')).toEqual([]);
      const quicker = await adopted(1, { ...own, code: merit, days: 10 });
      expect(pick(quicker.data, 'adoptLocalRule', 'localRulebook', 'rules', 0)).toMatchObject({
        ...{ number: 1, kind: 'PROCEDURE' },
        procedure: { code: '1.234567', days: 12, citation: '7/QĐ-UBND ngày 2021-01-04 của UBND tỉnh' },
      });
      expect((await catalogue(minhThuan)).filter((one) => pick(one, 'status') === 'CONFIRMED')).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ code: '1.234567', days: 12 }),
          expect.objectContaining({ code: merit, days: 10 }),
        ]),
      );
      expect(await codes(minhThuan)).toHaveLength(10);
      expect([await codes(null), await codes(minhThuan, '2021-02-28')]).toEqual([
        expect.not.arrayContaining(['1.234567']),
        expect.not.arrayContaining(['1.234567']),
      ]);
      const one = `query ($u: ID) { administrativeProcedure(code: "1.234567", unitId: $u) { days } }`;
      expect((await world.run(undefined, one, { u: vuBan })).data).toEqual({
        administrativeProcedure: { days: 12 },
      });
      expect((await world.run(undefined, one)).data).toEqual({ administrativeProcedure: null });
      let d = await o.complete([{ subjectId: await o.person('Trần Thị Mới'), awardCode: 'BKT' }]);
      d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
      d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
      expect(await oneStop(d)).toMatchObject({ procedures: [{ code: '1.234567' }, { code: merit }] });
      await indexAll(world);
      expect(await idsUnder(o.first, '1.234567')).toContain(d.id);
      expect(await idsUnder(o.auditor, '1.234567')).toContain(d.id);
    });
  });
});
