import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import type { Held } from '../support/dossiers.ts';
import { office, type Office } from '../support/dossiers.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const fields = 'unit { id } awardCode year { name } seats taken free base working version';

describe('quotas', () => {
  let world: World;
  let o: Office;
  let year = 2019;
  beforeAll(async () => {
    world = await createWorld();
    o = await office(world);
  });
  beforeEach(() => {
    year += 1;
    world.clock.set(`${year + 1}-03-01T02:00:00.000Z`);
  });

  const of = (awardCode: string) => ({ unitId: minhThuan, awardCode, year: { kind: 'CALENDAR', year } });
  const set = async (user: Id<'usr'>, awardCode: string, extra: object) => {
    const answer = await world.run(
      user,
      `mutation ($input: SetQuotaInput!) { setQuota(input: $input) { quota { ${fields} }
        userErrors { code field message citation details { name value } } } }`,
      { input: { ...of(awardCode), expectedVersion: 0, idempotencyKey: key(), ...extra } },
    );
    return { answer, refusals: refusals(answer, 'setQuota'), quota: pick(answer.data, 'setQuota', 'quota') };
  };
  const view = async (user: Id<'usr'>, awardCode = 'BKT') => {
    const { data } = await world.run(
      user,
      `query ($unitId: ID!, $awardCode: String!, $year: AchievementYearInput!) {
        quota(unitId: $unitId, awardCode: $awardCode, year: $year) { ${fields} } }`,
      of(awardCode),
    );
    return pick(data, 'quota');
  };
  const draft = async (count: number): Promise<Held> => {
    const people = await Promise.all(Array.from({ length: count }, (_, i) => o.person(`Người ${year} ${i}`)));
    return o.complete(people.map((subjectId) => ({ subjectId, awardCode: 'BKT' })));
  };
  const submit = (held: Held) => o.step(o.officer, 'submitDossier', held, { receivingUnitId: province });

  it('are set from above, under the ceiling of the law, with the arithmetic shown', async () => {
    expect(
      (await set(o.officer, 'CSTDCS', { seats: 1, base: 33 }).catch(() => ({ refusals: ['FORBIDDEN'] })))
        .refusals,
    ).not.toEqual([]);
    const over = await set(o.first, 'CSTDCS', { seats: 5, base: 33 });
    expect(over.refusals).toEqual(['QUOTA_OVER_CEILING seats']);
    expect(pick(over.answer.data, 'setQuota', 'userErrors', 0, 'message')).toContain(
      '15 % × 33 người = 4,95, làm tròn xuống: 4',
    );
    const four = await set(o.first, 'CSTDCS', { seats: 4, base: 33 });
    expect(four.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(four.quota).toMatchObject({ seats: 4, taken: 0, free: 4, base: 33, version: 1 });
    expect(pick(four.quota, 'working')).toHaveLength(1);
    expect((await set(o.first, 'CSTDCS', { seats: 3, base: 33 })).refusals).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    expect((await set(o.first, 'CSTDCS', { seats: 3, expectedVersion: 1 })).refusals).toEqual([
      'REQUIRED base',
    ]);
    expect((await set(o.first, 'BKT', { seats: -1 })).refusals).toEqual(['INVALID_VALUE seats']);
    for (const odd of [-1, 0, 2015, 99_999])
      expect(
        (await set(o.first, 'BKT', { year: { kind: 'CALENDAR', year: odd }, seats: 1 })).refusals,
      ).toEqual(['INVALID_VALUE year']);
    for (const code of ['', 'x'.repeat(3000)]) {
      expect((await set(o.first, code, { seats: 1 })).refusals).toEqual(['LAW_AWARD_UNKNOWN awardCode']);
      expect(await view(o.first, code)).toBeNull();
    }
    expect((await set(o.first, 'NOPE', { seats: 1 })).refusals).toEqual(['LAW_AWARD_UNKNOWN awardCode']);
    expect(await view(o.officer, 'CSTDCS')).toMatchObject({ seats: 4, year: { name: `năm ${year}` } });
    expect(await view(o.outsider, 'CSTDCS')).toBeNull();
  });

  it('give the last seat to one of two who submit at once, and say to the other what is left', async () => {
    await set(o.first, 'BKT', { seats: 3 });
    expect((await submit(await draft(2))).refusals).toEqual([]);
    const [one, other] = [await draft(1), await draft(1)];
    const both = await Promise.all([submit(one), submit(other)]);
    const lost = both.filter((taken) => taken.refusals.length > 0);
    expect(lost.map((taken) => taken.refusals)).toEqual([['DOSSIER_QUOTA nominees.BKT']]);
    expect(pick(lost[0]?.answer.data, 'submitDossier', 'userErrors', 0, 'message')).toBe(
      'Vượt chỉ tiêu BKT: đề nghị 1, còn 0 trong 3.',
    );
    expect(await view(o.first)).toMatchObject({ seats: 3, taken: 3, free: 0 });
  });

  it('count what was taken before they were set, and get back what is returned, withdrawn or not awarded', async () => {
    const returned = (await submit(await draft(2))).dossier;
    const kept = (await submit(await draft(3))).dossier;
    expect(await view(o.first)).toMatchObject({ seats: null, taken: 5, free: null, version: 0 });
    await set(o.first, 'BKT', { seats: 4 });
    expect(await view(o.first)).toMatchObject({ seats: 4, taken: 5, free: -1 });
    const back = await o.done(o.first, 'returnDossier', returned, {
      reasons: [{ path: ['title'], reason: 'Sửa tên' }],
    });
    expect(await view(o.first)).toMatchObject({ taken: 3, free: 1 });
    expect((await submit(back)).refusals).toEqual(['DOSSIER_QUOTA nominees.BKT']);
    await o.done(o.officer, 'withdrawDossier', back, { reason: 'Không đề nghị nữa' });
    expect(await view(o.first)).toMatchObject({ taken: 3, free: 1 });
    let held = await o.done(o.first, 'receiveDossier', kept, { handlerUnitId: province });
    const ids = await o.nomineeIds(held);
    const verdicts = ids.map((nomineeId, i) => ({ nomineeId, verdict: i === 0 ? 'APPROVE' : 'REJECT' }));
    held = await o.done(o.first, 'appraiseNominees', held, { verdicts });
    held = await o.done(o.second, 'confirmNominees', held, { nomineeIds: ids, agrees: true });
    held = await o.throughCouncil(o.leader, await o.done(o.second, 'finishAppraisal', held));
    const day = `${year + 1}-03-01`;
    await o.done(o.leader, 'decideDossier', held, {
      number: `${year}/QĐ-UBND`,
      issuedOn: day,
      signerName: 'Phạm Đình Nghị',
      signerTitle: 'Chủ tịch',
    });
    expect(await view(o.first)).toMatchObject({ seats: 4, taken: 1, free: 3 });
  });
});
