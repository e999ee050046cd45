import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { education, minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const view = `deadline { purpose run state label dueOn late closedOn outcome unit { id } pauses { from to reason }
  working { dueOn days steps { on counts reason } } changes(first: 20) { nodes { name dueOn dueBefore } } }`;

describe('the deadline of a dossier', () => {
  let o: Office;
  beforeAll(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
  });
  beforeEach(() => o.world.clock.set('2021-03-01T02:00:00Z'));

  const on = (day: string) => o.world.clock.set(`${day}T02:00:00Z`);
  const deadline = async (held: Held, user: Id<'usr'> = o.officer) => {
    const query = `query ($id: ID!) { dossier(id: $id) { ${view} } }`;
    return pick((await o.world.run(user, query, { id: held.id })).data, 'dossier', 'deadline');
  };
  const list = async (user: Id<'usr'> | undefined, unitId: string, state = 'RUNNING') =>
    o.world.run(
      user,
      'query ($u: ID!, $s: OpenDeadlineState) { deadlines(unitId: $u, state: $s) { nodes { ownerId dueOn } } }',
      { u: unitId, s: state },
    );
  const owners = async (state?: string, unitId: string = province) =>
    [pick((await list(o.first, unitId, state)).data, 'deadlines', 'nodes')]
      .flat()
      .map((row) => pick(row, 'ownerId'));
  const submitted = async () => {
    const held = await o.complete([{ subjectId: await o.person('Trần Thị Hoa'), awardCode: 'BKT' }]);
    return o.done(o.officer, 'submitDossier', held, { receivingUnitId: province });
  };
  const receive = (held: Held) => o.done(o.first, 'receiveDossier', held, { handlerUnitId: province });
  const reasons = [{ path: ['nominees'], reason: 'Thiếu' }];

  it('stands still while a supplement is awaited, runs on afterwards, and ends with the decision', async () => {
    let d = await submitted();
    expect(await deadline(d)).toBeNull();
    d = await receive(d);
    expect(await deadline(d)).toMatchObject({ run: 1, state: 'RUNNING', dueOn: '2021-04-05', late: false });
    expect(await owners()).toEqual([d.id]);

    on('2021-03-10');
    const returned = await o.step(o.first, 'returnDossier', d, { reasons });
    expect([returned.refusals, returned.answer.calls]).toEqual([[], one]);
    expect(await deadline(returned.dossier)).toMatchObject({
      state: 'SUSPENDED',
      pauses: [{ from: '2021-03-10', to: null, reason: 'Chờ bổ sung hồ sơ' }],
    });
    expect([await owners(), await owners('SUSPENDED')]).toEqual([[], [d.id]]);

    on('2021-03-18');
    d = await o.done(o.officer, 'submitDossier', returned.dossier, { receivingUnitId: province });
    on('2021-03-19');
    const again = await o.step(o.first, 'receiveDossier', d, { handlerUnitId: province });
    expect([again.refusals, again.answer.calls]).toEqual([[], one]);
    expect(pick(again.view, 'receipt', 'deadline', 'dueOn')).toBe('2021-04-14');
    const running = await deadline(again.dossier);
    expect(running).toMatchObject({ run: 1, state: 'RUNNING', dueOn: '2021-04-14', working: { days: 25 } });
    expect([pick(running, 'working', 'steps')].flat()).toContainEqual({
      on: '2021-03-11',
      counts: false,
      reason: 'Tạm dừng',
    });

    const [hoa = ''] = await o.nomineeIds(d);
    const verdicts = { verdicts: [{ nomineeId: hoa, verdict: 'APPROVE', note: 'Đủ' }] };
    d = await o.done(o.first, 'appraiseNominees', again.dossier, verdicts);
    d = await o.done(o.second, 'confirmNominees', d, { nomineeIds: [hoa], agrees: true });
    d = await o.throughCouncil(o.second, await o.done(o.second, 'finishAppraisal', d));
    on('2021-04-15');
    expect(await deadline(d)).toMatchObject({ state: 'RUNNING', late: true });
    const decision = { number: '99', issuedOn: '2021-04-15', signerName: 'A', signerTitle: 'Chủ tịch' };
    const decided = await o.step(o.leader, 'decideDossier', d, decision);
    expect([decided.refusals, decided.answer.calls.writes]).toEqual([[], 1]);
    expect(await deadline(decided.dossier)).toMatchObject({
      state: 'CLOSED',
      closedOn: '2021-04-15',
      outcome: 'DONE',
      late: true,
      changes: {
        nodes: [
          { name: 'DeadlineOpened', dueOn: '2021-04-05', dueBefore: null },
          { name: 'DeadlineSuspended', dueOn: '2021-04-05', dueBefore: '2021-04-05' },
          { name: 'DeadlineResumed', dueOn: '2021-04-14', dueBefore: '2021-04-05' },
          { name: 'DeadlineClosed', dueOn: '2021-04-14', dueBefore: '2021-04-14' },
        ],
      },
    });
    // What runs now is the time to tell the author.
    expect([await owners(), await owners('SUSPENDED')]).toEqual([[d.id], []]);
  });

  it('begins anew at another unit, and ends unasked when the author withdraws', async () => {
    let d = await o.complete([{ subjectId: await o.person('Lê Văn Bình'), awardCode: 'BKT' }]);
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: vuBan });
    d = await o.done(o.district, 'receiveDossier', d, { handlerUnitId: vuBan });
    d = await o.done(o.district, 'returnDossier', d, { reasons });
    d = await receive(await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province }));
    expect(await deadline(d)).toMatchObject({ run: 2, state: 'RUNNING', unit: { id: province }, pauses: [] });
    d = await o.done(o.officer, 'withdrawDossier', d, { reason: 'Rút' });
    expect(await deadline(d)).toMatchObject({ state: 'CLOSED', outcome: 'CANCELLED', late: false });
  });

  it('is listed for those who work at the unit or watch it, and hidden with the dossier', async () => {
    const d = await receive(await submitted());
    expect(await deadline(d, o.outsider)).toBeUndefined();
    expect(pick((await list(o.auditor, vuBan)).errors, 0)).toBeUndefined();
    for (const [user, unit] of [
      [undefined, province],
      [o.outsider, province],
      [o.district, province],
      [o.officer, education],
      [o.officer, 'unt_0'],
    ] as const)
      expect(pick((await list(user, unit)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(pick((await list(o.officer, minhThuan)).data, 'deadlines', 'nodes')).toEqual([]);
  });
});
