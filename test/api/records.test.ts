import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { fighter, in2020, recordOffice, type RecordOffice } from '../support/records.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

describe('records of a subject', () => {
  let world: World;
  let o: RecordOffice;
  let who: Id<'sub'>;
  beforeAll(async () => {
    world = await createWorld();
    o = await recordOffice(world);
  });
  beforeEach(async () => {
    who = await o.person('Nguyễn Thị Hòa');
  });
  const award = (extra: object = {}) => ({ subjectId: who, ...fighter(2020, extra) });
  const completion = (extra: object = {}) => ({
    subjectId: who,
    year: in2020,
    level: 'EXCELLENT',
    ...extra,
  });

  it('are entered by the unit, in one read and one transaction, and answered to whoever looks after it', async () => {
    const entered = await o.act(o.officer, 'recordAward', award({ issuer: ' Chủ tịch  UBND huyện ' }));
    expect(entered.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(entered.record).toMatchObject({
      kind: 'AWARD',
      lane: 'OPEN',
      source: 'ENTRY',
      recordedBy: o.officer,
      recordedAt: '2021-03-01T02:00:00.000Z',
      verifiedBy: null,
      award: { awardCode: 'CSTDCS', year: { name: 'năm 2020' }, issuer: 'Chủ tịch UBND huyện' },
    });
    await o.recorded(o.officer, 'recordCompletion', completion());
    expect((await o.records(o.auditor, who)).map((one) => pick(one, 'kind'))).toEqual([
      'AWARD',
      'COMPLETION',
    ]);
    expect((await o.records(o.officer, who, '(kinds: [COMPLETION])')).length).toBe(1);
    expect(await o.records(o.outsider, who)).toEqual([]);
  });

  it('answer a repeated request with the same record, and refuse its key for another', async () => {
    const input = { ...award(), idempotencyKey: key() };
    const first = await o.recorded(o.officer, 'recordAward', input);
    const before = await world.dump();
    expect((await o.recorded(o.officer, 'recordAward', input)).id).toBe(first.id);
    expect((await o.act(o.officer, 'recordAward', { ...input, awardCode: 'LDTT' })).refusals).toEqual([
      'IDEMPOTENCY_KEY_REUSED idempotencyKey',
    ]);
    expect(await world.dump()).toBe(before);
  });

  it.each<[string, string, () => object, readonly string[]]>([
    [
      'an unknown award',
      'recordAward',
      () => award({ awardCode: 'XYZ' }),
      ['RECORD_AWARD_UNKNOWN awardCode'],
    ],
    [
      "a collective's award for a person",
      'recordAward',
      () => award({ awardCode: 'TTLDXS' }),
      ['SUBJECT_KIND_FIELD awardCode'],
    ],
    [
      'a decision of tomorrow',
      'recordAward',
      () => award({ decidedOn: '2021-03-02' }),
      ['INVALID_VALUE decidedOn'],
    ],
    [
      'a year ahead',
      'recordCompletion',
      () => completion({ year: { kind: 'SCHOOL', year: 2022 } }),
      ['INVALID_VALUE year'],
    ],
    [
      'neither level nor excuse',
      'recordCompletion',
      () => completion({ level: null }),
      ['RECORD_COMPLETION level'],
    ],
    [
      'both level and excuse',
      'recordCompletion',
      () => completion({ excuse: 'STUDY' }),
      ['RECORD_COMPLETION level'],
    ],
    ['counts of a person', 'recordStaffing', () => staff({}), ['SUBJECT_KIND_FIELD subjectId']],
    [
      'an end before the beginning',
      'recordDiscipline',
      () => discipline({ endedOn: '2020-01-01' }),
      ['INVALID_VALUE endedOn'],
    ],
    [
      'no reason',
      'recordAward',
      () => award({ corrects: { recordId: 'rec_0', reason: ' ' } }),
      ['REQUIRED corrects.reason', 'NOT_FOUND corrects.recordId'],
    ],
    [
      'an unknown subject',
      'recordAward',
      () => award({ subjectId: 'sub_00000000000000000000000000' }),
      ['NOT_FOUND subjectId'],
    ],
  ])('refuse %s, and nothing is stored', async (_what, name, input, expected) => {
    const before = await world.dump();
    expect((await o.act(o.officer, name, input())).refusals).toEqual(expected);
    expect(await world.dump()).toBe(before);
  });
  const staff = (extra: object) => ({
    subjectId: who,
    year: in2020,
    ...{ total: 10, completed: 10, advanced: 8, fighters: 2, disciplined: 0 },
    ...extra,
  });
  const discipline = (extra: object = {}) => ({
    subjectId: who,
    ...{ form: 'WARNING', from: '2020-06-01', decisionNumber: '12/QĐ' },
    ...extra,
  });

  it('refuse what is on record already, and what contradicts it, by naming the record', async () => {
    const { id } = await o.recorded(o.officer, 'recordCompletion', completion());
    const same = await o.act(o.officer, 'recordCompletion', completion());
    expect(same.refusals).toEqual(['RECORD_DUPLICATE']);
    expect(pick(same.answer.data, 'recordCompletion', 'userErrors', 0, 'details', 0, 'value')).toBe(id);
    expect((await o.act(o.officer, 'recordCompletion', completion({ level: 'GOOD' }))).refusals).toEqual([
      'RECORD_CONTRADICTS',
    ]);
  });

  it('are corrected by another record with a reason; the wrong one stays readable', async () => {
    const wrong = await o.recorded(o.officer, 'recordCompletion', completion());
    const corrects = { recordId: wrong.id, reason: 'Ghi nhầm mức' };
    const right = await o.recorded(o.officer, 'recordCompletion', completion({ level: 'GOOD', corrects }));
    expect(right.record).toMatchObject({ corrects: wrong.id, completion: { level: 'GOOD' } });
    expect((await o.records(o.officer, who)).map((one) => pick(one, 'id'))).toEqual([right.id]);
    expect(await o.lane(o.officer, who, 'OPEN')).toEqual({
      former: [{ record: { id: wrong.id }, reason: 'Ghi nhầm mức', replacedBy: right.id }],
      events: ['2 RecordCorrected', '1 RecordEntered'],
    });
    const again = await o.act(o.officer, 'recordCompletion', completion({ level: 'COMPLETED', corrects }));
    expect(again.refusals).toEqual(['NOT_FOUND corrects.recordId']);
  });

  it('are withdrawn with a reason', async () => {
    const { id } = await o.recorded(o.officer, 'recordAward', award());
    await o.recorded(o.officer, 'withdrawRecord', { subjectId: who, recordId: id, reason: 'Của người khác' });
    expect(await o.records(o.officer, who)).toEqual([]);
    expect((await o.lane(o.officer, who, 'OPEN')).former).toEqual([
      { record: { id }, reason: 'Của người khác', replacedBy: null },
    ]);
    await o.recorded(o.officer, 'recordAward', award());
  });

  it('are verified by the standing body, not by who entered them, and then only it may replace them', async () => {
    const { id } = await o.recorded(o.first, 'recordAward', award());
    const ref = { subjectId: who, recordId: id };
    expect((await o.act(o.first, 'verifyRecord', ref)).refusals).toEqual(['RECORD_OWN recordId']);
    const verified = await o.recorded(o.second, 'verifyRecord', ref);
    expect(pick(verified.record, 'verifiedBy')).toBe(o.second);
    expect((await o.act(o.second, 'verifyRecord', ref)).refusals).toEqual(['WRONG_STATE recordId']);
    const withdraw = { ...ref, reason: 'x' };
    expect((await o.act(o.officer, 'withdrawRecord', withdraw)).refusals).toEqual([
      'RECORD_SETTLED recordId',
    ]);
    const seen = await o.records(o.officer, who);
    expect(pick(seen, 0, 'availableActions')).toEqual([
      { code: 'correct', allowed: false, reasons: [{ code: 'RECORD_SETTLED' }] },
      { code: 'withdraw', allowed: false, reasons: [{ code: 'RECORD_SETTLED' }] },
      { code: 'verify', allowed: false, reasons: [{ code: 'NOT_FOUND' }] },
    ]);
    await o.recorded(o.first, 'withdrawRecord', withdraw);
  });

  it('keep two who write at once apart: both are on record', async () => {
    const years = [2016, 2017, 2018];
    const all = await Promise.all(
      years.map((year) => o.act(o.officer, 'recordAward', { subjectId: who, ...fighter(year) })),
    );
    expect(all.flatMap((one) => one.refusals)).toEqual([]);
    expect((await o.records(o.officer, who)).length).toBe(3);
  });

  it('are paged', async () => {
    for (const year of [2015, 2016, 2017])
      await o.recorded(o.officer, 'recordAward', { subjectId: who, ...fighter(year) });
    const query = `query ($id: ID!, $after: String) { subject(id: $id) { records(first: 2, after: $after) {
      nodes { award { year { year } } } pageInfo { hasNextPage endCursor } } } }`;
    const first = await world.run(o.officer, query, { id: who });
    const after = pick(first.data, 'subject', 'records', 'pageInfo', 'endCursor');
    const second = await world.run(o.officer, query, { id: who, after });
    expect(pick(second.data, 'subject', 'records', 'nodes')).toEqual([{ award: { year: { year: 2017 } } }]);
  });

  describe('that are confidential', () => {
    const proceeding = (extra: object = {}) => ({
      subjectId: who,
      ...{ kind: 'DENUNCIATION', openedOn: '2021-02-01', reference: 'Đơn 05/2021' },
      ...extra,
    });

    it('are seen by those who need them only, in lists, former ones and history', async () => {
      await o.recorded(o.officer, 'recordDiscipline', discipline());
      const secret = await o.recorded(o.first, 'recordProceeding', proceeding());
      const kinds = async (user: Id<'usr'>) =>
        (await o.records(user, who)).map((one) => String(pick(one, 'kind')));
      expect(await kinds(o.first)).toEqual(['DISCIPLINE', 'PROCEEDING']);
      expect(await kinds(o.officer)).toEqual(['DISCIPLINE']);
      expect(await kinds(o.auditor)).toEqual([]);
      const corrects = { recordId: secret.id, reason: 'Đã kết luận' };
      await o.recorded(o.first, 'recordProceeding', proceeding({ closedOn: '2021-02-20', corrects }));
      expect(await o.lane(o.officer, who, 'PROCEEDING')).toEqual({ former: [], events: [] });
      expect((await o.lane(o.first, who, 'PROCEEDING')).events).toEqual([
        '2 RecordCorrected',
        '1 RecordEntered',
      ]);
      expect((await o.lane(o.officer, who, 'OPEN')).events).toEqual([]);
      expect((await o.lane(o.officer, who, 'DISCIPLINE')).events).toEqual(['1 RecordEntered']);
    });

    it("aren't told of by withdrawal or correction to those who don't see them", async () => {
      const secret = await o.recorded(o.first, 'recordProceeding', proceeding());
      const ref = { subjectId: who, recordId: secret.id, reason: 'x' };
      expect((await o.act(o.officer, 'withdrawRecord', ref)).refusals).toEqual(['NOT_FOUND recordId']);
      const denied = await world.run(
        o.officer,
        'mutation ($input: RecordProceedingInput!) { recordProceeding(input: $input) { userErrors { code } } }',
        { input: { ...proceeding(), idempotencyKey: key() } },
      );
      expect(denied.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
    });
  });

  it('are loaded for the rules: two BatchGets for fifty subjects and what is recorded of each', async () => {
    await o.recorded(o.officer, 'recordAward', award());
    await o.recorded(o.officer, 'recordHistoryExtent', { subjectId: who, of: 'AWARDS', knownFrom: 2016 });
    await o.recorded(o.officer, 'recordConductCheck', {
      subjectId: who,
      body: 'Thanh tra huyện',
      asOf: '2021-02-01',
    });
    const others = await Promise.all(Array.from({ length: 49 }, (_, n) => o.person(`Người ${n}`)));
    const deps = world.deps();
    await deps.units.registry();
    const before = deps.table.calls.reads;
    const loaded = await deps.records.load([who, ...others]);
    expect(deps.table.calls.reads - before).toBeLessThanOrEqual(2);
    expect(loaded.size).toBe(50);
    expect(loaded.get(who)).toMatchObject({
      subjectKind: 'INDIVIDUAL',
      heldKnownFrom: 2016,
      conductCheckedOn: '2021-02-01',
      held: [{ awardCode: 'CSTDCS', year: { kind: 'CALENDAR', year: 2020 } }],
    });
    const [stranger] = others;
    expect(stranger && loaded.get(stranger)).toMatchObject({
      heldKnownFrom: 9999,
      initiativesKnownFrom: 9999,
      conductCheckedOn: null,
      held: [],
    });
  });
});
