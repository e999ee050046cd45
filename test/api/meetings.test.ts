import { beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { establish, seatsFor, take } from '../support/councils.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const fields = `id version status invited presiding quorum { present members needed met status }
  attendance { seat mode } tasks { number dueOn doneOn } minutes { hash summary signatures { seat } }`;

let world: World;
let all: Office;
let members: readonly Id<'usr'>[];
let councilId: string;

const step = async (user: Id<'usr'>, name: string, held: Held, extra: object = {}) => {
  const done = await take(world, user, [name, 'meeting', fields], {
    meetingId: held.id,
    councilId,
    expectedVersion: held.version,
    ...extra,
  });
  return { ...done, held: done.view ? heldOf(done.view) : held };
};
const heldOf = (view: unknown): Held => ({
  id: String(pick(view, 'id')),
  version: Number(pick(view, 'version')),
});
const member = (nth: number): Id<'usr'> => {
  const found = members[nth - 1];
  if (!found) throw new Error(`no member ${nth}`);
  return found;
};

/** A dossier of one nominee that is before the province's council. */
async function beforeCouncil(): Promise<string> {
  let held = await all.complete([{ subjectId: await all.person('Lê Thị Hoa'), awardCode: 'BKT' }]);
  held = await all.done(all.officer, 'submitDossier', held, { receivingUnitId: province });
  held = await all.done(all.first, 'receiveDossier', held, { handlerUnitId: province });
  const ids = await all.nomineeIds(held);
  const verdicts = ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE' }));
  held = await all.done(all.first, 'appraiseNominees', held, { verdicts });
  held = await all.done(all.second, 'confirmNominees', held, { nomineeIds: ids, agrees: true });
  held = await all.done(all.second, 'finishAppraisal', held);
  return (await all.done(all.second, 'sendToCouncil', held)).id;
}

const plan = (user: Id<'usr'>, dossierIds: readonly string[], scheduledAt = '2021-03-05T01:00:00Z') =>
  take(world, user, ['planMeeting', 'meeting', fields], {
    councilId,
    title: 'Phiên họp thứ nhất',
    scheduledAt,
    place: 'Phòng họp số 1',
    dossierIds,
  });

beforeEach(async () => {
  world = await createWorld('2021-03-01T02:00:00Z');
  all = await office(world);
  members = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => world.user(`member ${n}`)));
  councilId = (await establish(world, all.leader, seatsFor(members))).id;
});

describe('a meeting of a council', () => {
  it('goes from its plan to signed minutes, each step one round of reads and one transaction', async () => {
    const dossierId = await beforeCouncil();
    const planned = await plan(member(3), [dossierId]);
    expect(planned.refusals).toEqual([]);
    expect(planned.answer.calls).toEqual({ reads: 1, writes: 1 });
    let at = await step(member(3), 'conveneMeeting', heldOf(planned.view));
    expect(pick(at.view, 'invited')).toEqual([1, 2, 3, 4, 5, 6]);
    const attendance = [1, 2, 3, 4].map((seat) => ({ seat, mode: seat === 4 ? 'ONLINE' : 'PRESENT' }));
    at = await step(member(3), 'recordAttendance', at.held, { attendance });
    at = await step(member(1), 'openMeeting', at.held, { presidingSeat: 1, dossierIds: [dossierId] });
    expect(at.refusals).toEqual([]);
    expect(at.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(pick(at.view, 'quorum')).toMatchObject({ present: 4, members: 6, needed: 4, met: true });
    at = await step(member(3), 'recordConclusion', at.held, {
      text: 'Hoàn thiện tờ trình',
      ownerName: 'Ban Thi đua - Khen thưởng',
      ownerUserId: all.first,
      ownerUnitId: province,
      dueOn: '2021-03-10',
    });
    at = await step(member(1), 'signMinutes', at.held, { summary: 'Hội đồng đã thảo luận.' });
    expect(pick(at.view, 'status')).toBe('OPEN');
    const hash = pick(at.view, 'minutes', 'hash');
    at = await step(member(3), 'signMinutes', at.held, { hash });
    expect(pick(at.view, 'status')).toBe('CLOSED');
    expect(pick(at.view, 'minutes', 'signatures')).toEqual([{ seat: 1 }, { seat: 3 }]);
    at = await step(all.first, 'completeTask', at.held, { number: 1, note: 'Đã trình' });
    expect(pick(at.view, 'tasks', 0, 'doneOn')).toBe('2021-03-01');
    expect(pick(at.view, 'minutes', 'hash')).toBe(hash);
  });

  it('is valid from two thirds of all members on, present or not', async () => {
    const open = async (there: number) => {
      let at = await step(member(3), 'conveneMeeting', heldOf((await plan(member(3), [])).view));
      const attendance = [1, 2, 3, 4, 5, 6].map((seat) => ({
        seat,
        mode: seat <= there ? 'PRESENT' : 'EXCUSED',
      }));
      at = await step(member(3), 'recordAttendance', at.held, { attendance });
      return step(member(3), 'openMeeting', at.held, { presidingSeat: 1, dossierIds: [] });
    };
    expect((await open(3)).refusals).toEqual(['MEETING_NO_QUORUM meetingId']);
    expect((await open(4)).refusals).toEqual([]);
  });

  it('lets no step be skipped, and nobody but who should take one', async () => {
    const planned = heldOf((await plan(member(3), [])).view);
    const open = { presidingSeat: 1, dossierIds: [] };
    expect((await step(member(3), 'openMeeting', planned, open)).refusals).toContain('WRONG_STATE meetingId');
    const asked = (user: Id<'usr'>, name: string, held: Held, extra: object = {}) =>
      step(user, name, held, extra).catch((error: unknown) => String(error));
    expect(await asked(member(5), 'conveneMeeting', planned)).toContain('FORBIDDEN');
    expect(await asked(all.outsider, 'conveneMeeting', planned)).toMatchObject({
      refusals: ['NOT_FOUND meetingId'],
    });
    let at = await step(member(3), 'conveneMeeting', planned);
    const attendance = [1, 2, 3, 4, 5].map((seat) => ({ seat, mode: 'PRESENT' }));
    expect(
      (await step(member(3), 'recordAttendance', at.held, { attendance: [{ seat: 9, mode: 'PRESENT' }] }))
        .refusals,
    ).toEqual(['COUNCIL_SEAT_NOT_HELD attendance.0.seat']);
    at = await step(member(3), 'recordAttendance', at.held, { attendance });
    at = await step(member(3), 'openMeeting', at.held, open);
    expect((await step(member(4), 'signMinutes', at.held, { summary: 'x' })).refusals).toEqual([
      'MEETING_NOT_SIGNATORY meetingId',
    ]);
    at = await step(member(3), 'signMinutes', at.held, { summary: 'Thảo luận.' });
    expect((await step(member(3), 'signMinutes', at.held, { hash: 'x' })).refusals).toEqual([
      'DUPLICATE meetingId',
    ]);
    expect((await step(member(1), 'signMinutes', at.held, { hash: 'x' })).refusals).toEqual([
      'INVALID_VALUE hash',
    ]);
    const late = { text: 'Việc thêm', ownerName: 'A', dueOn: '2021-03-10' };
    expect((await step(member(3), 'recordConclusion', at.held, late)).refusals).toEqual([
      'WRONG_STATE meetingId',
    ]);
  });

  it('takes onto its agenda only what is before this council, within its term', async () => {
    const draft = await all.draft();
    expect((await plan(member(3), [draft.id])).refusals).toEqual(['NOT_FOUND dossierIds.0']);
    const ready = await beforeCouncil();
    expect((await plan(member(3), [ready, ready])).refusals).toEqual(['DUPLICATE dossierIds.1']);
    expect((await plan(member(3), [], '2027-03-05T01:00:00Z')).refusals).toEqual([
      'MEETING_COUNCIL_OUT_OF_TERM scheduledAt',
    ]);
  });

  it('is seen by members and by those who work for the council, and by nobody else', async () => {
    const { id } = heldOf((await plan(member(3), [])).view);
    const query = `query ($id: ID!, $council: ID!) { meeting(id: $id) { id } node(id: $id) { id }
      council(id: $council) { meetings(first: 5) { nodes { id } } } }`;
    const seen = await world.run(member(6), query, { id, council: councilId });
    expect(seen.data).toMatchObject({ meeting: { id }, node: { id } });
    expect(pick(seen.data, 'council', 'meetings', 'nodes')).toEqual([{ id }]);
    const stranger = await world.user('stranger', [['OFFICER', minhThuan]]);
    const unseen = await world.run(stranger, query, { id, council: councilId });
    expect(unseen.data).toMatchObject({ meeting: null, node: null });
    expect(unseen.errors[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});
