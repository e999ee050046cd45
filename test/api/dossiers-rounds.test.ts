import { beforeEach, describe, expect, it } from 'vitest';
import { office, type Office } from '../support/dossiers.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals } from '../support/world.ts';

describe('a dossier for a round', () => {
  let o: Office;
  let roundId = '';
  beforeEach(async () => {
    o = await office(await createWorld('2021-01-25T02:00:00Z'));
    const answer = await host('createRound', {
      hostUnitId: province,
      name: 'Đợt tháng 2',
      year: 2021,
      opensOn: '2021-02-01',
      closesOn: '2021-02-28',
      achievement: { kind: 'CALENDAR_YEAR', from: '2020-01-01', to: '2020-12-31' },
      awardCodes: ['BKT'],
    });
    roundId = String(pick(answer.data, 'createRound', 'round', 'id'));
  });

  async function host(name: string, extra: object) {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation ($input: ${type}!) { ${name}(input: $input) { round { id version } userErrors { code field } } }`;
    const answer = await o.world.run(o.leader, mutation, { input: { idempotencyKey: key(), ...extra } });
    expect(refusals(answer, name)).toEqual([]);
    return answer;
  }

  const complete = async (awardCode = 'BKT') =>
    o.complete([{ subjectId: await o.person('Trần Thị Hoa'), awardCode }], { roundId });
  const submit = { receivingUnitId: province };

  it('goes in between the first and the last day, in one read and one write', async () => {
    await host('openRound', { roundId, expectedVersion: 1 });
    const d = await complete();
    expect((await o.step(o.officer, 'submitDossier', d, { ...submit, roundId })).refusals).toEqual([
      'DOSSIER_ROUND_NOT_OPEN roundId',
    ]);
    o.world.clock.set('2021-02-28T16:59:59.999Z');
    const sent = await o.step(o.officer, 'submitDossier', d, { ...submit, roundId });
    expect(sent.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(pick(sent.view, 'submission')).toEqual({ late: null });
  });

  it('names its round again, so that it never slips past it', async () => {
    await host('openRound', { roundId, expectedVersion: 1 });
    o.world.clock.set('2021-02-10T02:00:00Z');
    for (const extra of [{}, { roundId: 'rnd_1' }])
      expect(
        (await o.step(o.officer, 'submitDossier', await complete(), { ...submit, ...extra })).refusals,
      ).toEqual(['INVALID_VALUE roundId']);
    const outside = await o.complete([{ subjectId: await o.person('Lê Bình'), awardCode: 'BKT' }]);
    expect((await o.step(o.officer, 'submitDossier', outside, { ...submit, roundId })).refusals).toEqual([
      'INVALID_VALUE roundId',
    ]);
  });

  it('asks only for awards of the round', async () => {
    await host('openRound', { roundId, expectedVersion: 1 });
    o.world.clock.set('2021-02-10T02:00:00Z');
    const d = await complete('BKTTG');
    expect((await o.step(o.officer, 'submitDossier', d, { ...submit, roundId })).refusals).toEqual([
      'DOSSIER_AWARD_NOT_IN_ROUND nominees.BKTTG',
    ]);
  });

  it('is late only by leave of a named leader, and is marked so', async () => {
    await host('openRound', { roundId, expectedVersion: 1 });
    const d = await complete();
    o.world.clock.set('2021-02-28T17:00:00Z');
    expect((await o.step(o.officer, 'submitDossier', d, { ...submit, roundId })).refusals).toEqual([
      'DOSSIER_ROUND_CLOSED roundId',
    ]);
    const leave = {
      unitId: minhThuan,
      untilOn: '2021-03-05',
      leaderName: 'Phạm Đình Nghị',
      reason: 'Cách ly y tế',
    };
    await host('grantLateException', { roundId, expectedVersion: 2, ...leave });
    const sent = await o.step(o.officer, 'submitDossier', d, { ...submit, roundId });
    expect(sent.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(pick(sent.view, 'submission', 'late')).toEqual({
      grantedBy: 'Phạm Đình Nghị',
      reason: 'Cách ly y tế',
    });
  });

  it("keeps the province's own day within the round, unless a leader lets one unit be late", async () => {
    await host('openRound', { roundId, expectedVersion: 1 });
    const act = { number: '86/QĐ-UBND', issuer: 'UBND tỉnh', issuedOn: '2021-01-20' };
    const content = { kind: 'CALENDAR', awardCode: 'BKT', sector: 'GENERAL', by: '02-10', yearsAfter: 1 };
    const rule = {
      unitId: province,
      expectedVersion: 0,
      content,
      from: '2021-01-25',
      act,
      idempotencyKey: key(),
    };
    const adopt = `mutation ($input: AdoptLocalRuleInput!) { adoptLocalRule(input: $input) { userErrors { code field } } }`;
    expect(refusals(await o.world.run(o.leader, adopt, { input: rule }), 'adoptLocalRule')).toEqual([]);
    const [early, late, other] = [await complete(), await complete(), await complete()];
    const alone = await o.complete([{ subjectId: await o.person('Lê Bình'), awardCode: 'BKT' }]);
    const adHoc = await o.complete([{ subjectId: await o.person('Lê Cường'), awardCode: 'BKT' }], {
      type: 'AD_HOC',
    });
    o.world.clock.set('2021-02-10T16:59:59.999Z');
    const sent = await o.step(o.officer, 'submitDossier', early, { ...submit, roundId });
    expect([sent.refusals, sent.answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    const back = await o.done(o.first, 'returnDossier', sent.dossier, {
      reasons: [{ path: ['files'], reason: 'Thiếu' }],
    });
    o.world.clock.set('2021-02-10T17:00:00.000Z');
    const refused = await o.step(o.officer, 'submitDossier', late, { ...submit, roundId });
    expect(refused.refusals).toEqual(['DOSSIER_LOCAL_DATE nominees.BKT']);
    const details = pick(refused.answer.data, 'submitDossier', 'userErrors', 0, 'details');
    expect(details).toContainEqual({ name: 'by', value: '2021-02-10' });
    expect((await o.step(o.officer, 'submitDossier', alone, submit)).refusals).toEqual([
      'DOSSIER_LOCAL_DATE nominees.BKT',
    ]);
    await o.done(o.officer, 'submitDossier', adHoc, submit);
    await o.done(o.officer, 'submitDossier', back, { ...submit, roundId });
    await host('grantLateException', {
      roundId,
      expectedVersion: 2,
      unitId: minhThuan,
      untilOn: '2021-03-05',
      leaderName: 'Phạm Đình Nghị',
      reason: 'Sáp nhập xã',
    });
    const allowed = await o.step(o.officer, 'submitDossier', other, { ...submit, roundId });
    expect(pick(allowed.view, 'submission', 'late')).toEqual({
      grantedBy: 'Phạm Đình Nghị',
      reason: 'Sáp nhập xã',
    });
  });

  it('may be mended after the close once it went in, and keeps its mark; another one is late', async () => {
    await host('openRound', { roundId, expectedVersion: 1 });
    o.world.clock.set('2021-02-10T02:00:00Z');
    const sent = await o.step(o.officer, 'submitDossier', await complete(), { ...submit, roundId });
    o.world.clock.set('2021-03-06T02:00:00Z');
    const reasons = [{ path: [], reason: 'Thiếu biên bản' }];
    const back = await o.done(o.first, 'returnDossier', sent.dossier, { reasons });
    const again = await o.step(o.officer, 'submitDossier', back, { ...submit, roundId });
    expect(again.refusals).toEqual([]);
    expect(pick(again.view, 'submission')).toEqual({ late: null });
    expect(
      (await o.step(o.officer, 'submitDossier', await complete(), { ...submit, roundId })).refusals,
    ).toEqual(['DOSSIER_ROUND_CLOSED roundId']);
  });

  it('never goes in beside the act that calls the round off', async () => {
    await host('openRound', { roundId, expectedVersion: 1 });
    o.world.clock.set('2021-02-10T02:00:00Z');
    const d = await complete();
    const [sent] = await Promise.all([
      o.step(o.officer, 'submitDossier', d, { ...submit, roundId }),
      host('cancelRound', { roundId, expectedVersion: 2, reason: 'Hoãn' }),
    ]);
    const late = await o.step(o.officer, 'submitDossier', await complete(), { ...submit, roundId });
    expect(late.refusals).toEqual(['DOSSIER_ROUND_CLOSED roundId']);
    expect([[], ['DOSSIER_ROUND_CLOSED roundId']]).toContainEqual(sent.refusals);
  });
});
