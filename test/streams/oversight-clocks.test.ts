import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { complaintIdOf } from '../../functions/complaints/complaint.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { walkDeadlines } from '../../functions/notices/walk.ts';
import { office, type Office } from '../support/dossiers.ts';
import { countEverything } from '../support/statistics.ts';
import { stepper, type Held } from '../support/steps.ts';
import { minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

/** A Monday. */
const start = '2021-05-10T02:00:00Z';
const on = '2021-05-10';

describe('the clocks of complaints and recommendations', () => {
  let world: World;
  let o: Office;
  let complaint: ReturnType<typeof stepper>;
  let recommendation: ReturnType<typeof stepper>;
  let verifier: Id<'usr'>, boss: Id<'usr'>, clerk: Id<'usr'>;
  let runs = 0;

  beforeEach(async () => {
    world = await createWorld(start);
    o = await office(world);
    const fields = 'id version status overdue acceptBy { on } resolveBy { on } deadline { purpose dueOn }';
    complaint = stepper(world, 'complaintId', 'complaint', fields);
    recommendation = stepper(
      world,
      'recommendationId',
      'recommendation',
      'id version status escalations { toUnit { id } daysLate bySchedule reason }',
    );
    verifier = await world.user('verifier', [['AUDITOR', province]]);
    boss = await world.user('boss', [['LEADER', minhThuan]]);
    clerk = await world.user('clerk', [['APPRAISER', minhThuan]]);
  });

  const walk = (at: string) => {
    world.clock.set(`${at}T02:00:00Z`);
    const { client, tableName, cursorSecret: secret, unitCache } = world.shared;
    return walkDeadlines({ client, tableName, clock: world.clock, secret, unitCache }, `run-${(runs += 1)}`);
  };
  const told = async (user: Id<'usr'>) => {
    const { data } = await world.run(user, '{ me { notices(first: 50) { nodes { kind text title } } } }');
    return [pick(data, 'me', 'notices', 'nodes')].flat();
  };
  const kinds = async (user: Id<'usr'>) => (await told(user)).map((one) => pick(one, 'kind'));

  async function recommended(): Promise<Held> {
    const fields = 'id version recommendations(first: 1) { nodes { id } }';
    const inspection = stepper(world, 'inspectionId', 'inspection', fields);
    const document = { number: '1/QĐ', issuedOn: on, signerName: 'A' };
    const of = { hostUnitId: province, unitId: minhThuan, kind: 'CHECK' };
    const team = [{ userId: o.first, lead: true }];
    const asked = { ...of, topic: 'Hồ sơ', decision: document, team };
    let i = await inspection.done(o.leader, 'decideInspection', null, asked);
    const minutesId = await o.file('bien-ban.pdf', 'CLEAN', province);
    i = await inspection.done(o.first, 'recordInspectionVisit', i, {
      ...{ ...of, on, minutesId, evidenceIds: [], answers: [] },
    });
    const conclusion = { ...document, text: 'Kết luận' };
    i = await inspection.done(o.leader, 'concludeInspection', i, { conclusion });
    // Due on a Monday: late on Tuesday, and escalated on the third working day after.
    const terms = { ownerUnitId: minhThuan, text: 'Khắc phục', dueOn: '2021-05-31' };
    const { view } = await inspection.step(o.leader, 'addRecommendation', i, terms);
    return { id: String(pick(view, 'recommendations', 'nodes', 0, 'id')), version: 1 };
  }
  const look = async (held: Held) => {
    const query = `query ($id: ID!) { recommendation(id: $id) { version status escalations { toUnit { id } daysLate bySchedule } } }`;
    return pick((await world.run(o.leader, query, { id: held.id })).data, 'recommendation');
  };
  const remedy = async () => ({ note: 'Đã làm', evidenceIds: [await o.file('anh.pdf')] });

  it('takes a late recommendation to the head above, once, however often and at once the schedule runs', async () => {
    const held = await recommended();
    await walk('2021-05-26');
    expect(await kinds(o.officer)).toEqual(['DEADLINE_SOON']);
    await walk('2021-06-01');
    expect(await look(held)).toMatchObject({ version: 1, escalations: [] });
    world.clock.set('2021-06-03T02:00:00Z');
    await Promise.all([walk('2021-06-03'), walk('2021-06-03'), walk('2021-06-03')]);
    await walk('2021-06-04');
    expect(await look(held)).toEqual({
      version: 2,
      status: 'OPEN',
      escalations: [{ toUnit: { id: vuBan }, daysLate: 3, bySchedule: true }],
    });
    expect(await kinds(o.officer)).toEqual(['DEADLINE_ESCALATED', 'DEADLINE_OVERDUE', 'DEADLINE_SOON']);
    expect(await kinds(boss)).toEqual(['DEADLINE_ESCALATED', 'DEADLINE_OVERDUE', 'DEADLINE_SOON']);
    expect(await kinds(o.districtLeader)).toEqual(['DEADLINE_ESCALATED']);
    expect(await kinds(o.district)).toEqual([]);
    const list = `query ($unitId: ID!) { recommendations(unitId: $unitId, list: ESCALATED_TO, first: 5) { nodes { id } } }`;
    const listed = await world.run(o.districtLeader, list, { unitId: vuBan });
    expect(pick(listed.data, 'recommendations', 'nodes')).toEqual([{ id: held.id }]);
  });

  it('asks nothing of who has reported, and is late at once when the report is turned down after the day', async () => {
    const held = await recommended();
    const sent = await recommendation.done(o.officer, 'submitRemedy', held, await remedy());
    await walk('2021-06-10');
    expect([await kinds(o.officer), await kinds(o.districtLeader)]).toEqual([[], []]);
    const back = await recommendation.done(o.first, 'rejectRemedy', sent, { note: 'Chưa đủ' });
    await walk('2021-06-10');
    expect(await kinds(o.districtLeader)).toEqual(['DEADLINE_ESCALATED']);
    expect(await look(back)).toMatchObject({ escalations: [{ toUnit: { id: vuBan }, daysLate: 10 }] });
  });

  it('records no second time what somebody has taken to that unit, and tells its head all the same', async () => {
    const held = await recommended();
    world.clock.set('2021-06-02T02:00:00Z');
    const by = { toUnitId: vuBan, reason: 'Quá hạn' };
    await recommendation.done(o.leader, 'escalateRecommendation', held, by);
    await walk('2021-06-03');
    expect(await look(held)).toMatchObject({ version: 2, escalations: [{ bySchedule: false }] });
    expect(await kinds(o.districtLeader)).toEqual(['DEADLINE_ESCALATED']);
  });

  it('loses no step that somebody takes while the schedule runs', async () => {
    const held = await recommended();
    world.clock.set('2021-06-03T02:00:00Z');
    const [, sent] = await Promise.all([
      walk('2021-06-03'),
      recommendation.step(o.officer, 'submitRemedy', held, await remedy()),
    ]);
    await walk('2021-06-03');
    const after = await look(held);
    const took = sent.refusals.length === 0;
    expect(pick(after, 'status')).toBe(took ? 'REMEDIED' : 'OPEN');
    expect(took || sent.refusals[0] === 'STALE_VERSION expectedVersion').toBe(true);
  });

  async function sent(type: string, handlerUnitId: Id<'unt'> = minhThuan, as?: Id<'usr'>): Promise<Held> {
    const document = `mutation ($input: SendComplaintInput!) { sendComplaint(input: $input) { receipt { trackingCode } } }`;
    const input = {
      ...{ handlerUnitId, type, text: 'Nội dung', knownOn: on, idempotencyKey: randomUUID() },
      identity: { name: 'Quách Thị Kín' },
    };
    const { data } = await world.run(as, document, { input });
    const code = String(pick(data, 'sendComplaint', 'receipt', 'trackingCode'));
    return { id: String(complaintIdOf(code)), version: 1 };
  }
  const due = async (user: Id<'usr'>, list: string, denunciations = false, unitId: Id<'unt'> = minhThuan) => {
    const query = `query ($unitId: ID!, $due: ComplaintDueFilter, $denunciations: Boolean!) {
      complaints(unitId: $unitId, denunciations: $denunciations, due: $due, first: 9) { nodes { id overdue } } }`;
    const answer = await world.run(user, query, { unitId, due: list, denunciations });
    expect(answer.calls.reads).toBeLessThanOrEqual(3);
    return [pick(answer.data, 'complaints', 'nodes')].flat().map((one) => pick(one, 'id'));
  };
  const seen = async (user: Id<'usr'>, { id }: Held) => {
    const query = `query ($id: ID!) { complaint(id: $id) { version overdue acceptBy { on } resolveBy { on }
      escalations { purpose toUnit { id } dueOn on } deadline { purpose label dueOn late working { steps { on } } } } }`;
    return pick((await world.run(user, query, { id })).data, 'complaint');
  };

  /** What the one-page picture says of letters of a type that wait, on a day. */
  const pictured = async (user: Id<'usr'>, unitId: Id<'unt'>, type: string, day: string) => {
    await countEverything(world);
    const waiting = 'waiting { later { count } soon { count } overdue { count } }';
    const query = `query ($unitId: ID!, $on: LocalDate) { statistics(unitId: $unitId, on: $on) { complaints { type ${waiting} } } }`;
    const { data } = await world.run(user, query, { unitId, on: day });
    const row = [pick(data, 'statistics', 'complaints')].flat().find((one) => pick(one, 'type') === type);
    return ['later', 'soon', 'overdue'].map((band) => pick(row, 'waiting', band, 'count'));
  };

  it('lists a complaint that nobody takes up by its clock, and tells the head above of its lateness alone', async () => {
    const held = await sent('COMPLAINT');
    // Ten days on: Thursday the 20th.
    expect([await due(clerk, 'WARNING'), await due(clerk, 'OVERDUE')]).toEqual([[], []]);
    await walk('2021-05-17');
    expect(await due(clerk, 'WARNING')).toEqual([held.id]);
    expect(await kinds(clerk)).toEqual(['DEADLINE_SOON']);
    await walk('2021-05-21');
    expect([await due(clerk, 'WARNING'), await due(clerk, 'OVERDUE')]).toEqual([[], [held.id]]);
    await Promise.all([walk('2021-05-25'), walk('2021-05-25')]);
    expect(await seen(clerk, held)).toMatchObject({
      version: 2,
      overdue: true,
      deadline: { purpose: 'COMPLAINT_ACCEPTANCE', label: `Đơn ${held.id.slice(-6)}`, late: true },
      escalations: [
        { purpose: 'COMPLAINT_ACCEPTANCE', toUnit: { id: vuBan }, dueOn: '2021-05-20', on: '2021-05-25' },
      ],
    });
    const [notice] = await told(o.districtLeader);
    expect(notice).toMatchObject({ kind: 'DEADLINE_ESCALATED' });
    expect(pick(notice, 'title')).toContain('Đơn ');
    expect(JSON.stringify(notice)).not.toContain('Kín');
    // Who is above learns that a letter is late, and still reads nothing of it.
    expect(await seen(o.districtLeader, held)).toBeNull();
  });

  it('keeps a denunciation among those who handle it, also when it is late', async () => {
    const held = await sent('DENUNCIATION', minhThuan, o.officer);
    const list = `query ($unitId: ID!) { deadlines(unitId: $unitId, first: 9) { nodes { ownerId } } }`;
    const general = await world.run(o.officer, list, { unitId: minhThuan });
    expect(pick(general.data, 'deadlines', 'nodes')).toEqual([]);
    await walk('2021-05-20');
    await walk('2021-05-26');
    expect(await due(boss, 'OVERDUE', true)).toEqual([held.id]);
    expect(await kinds(boss)).toContain('DEADLINE_ESCALATED');
    for (const user of [clerk, o.officer, o.districtLeader, o.leader]) expect(await kinds(user)).toEqual([]);
    expect(await seen(boss, held)).toMatchObject({ escalations: [{ toUnit: null }] });
    const preview = `query ($i: NoticePreviewInput!) { noticePreview(input: $i) { webhooks recipients { name } } }`;
    const i = {
      kind: 'DEADLINE_ESCALATED',
      unitId: minhThuan,
      deadlineOf: held.id,
      purpose: 'COMPLAINT_ACCEPTANCE',
    };
    const shown = async (user: Id<'usr'>) =>
      pick((await world.run(user, preview, { i })).data, 'noticePreview');
    expect(await shown(boss)).toEqual({ webhooks: 0, recipients: [{ name: 'boss' }] });
    expect(await shown(clerk)).toBeNull();
    // The sender was signed in, and nothing says so.
    const dump = await world.dump();
    const own = dump.split('\n').filter((line) => line.includes(held.id));
    expect(own.length).toBeGreaterThan(2);
    expect(own.filter((line) => line.includes(o.officer))).toEqual([]);
  });

  it('goes on to the clock of resolution, for those assigned, and stops with the decision', async () => {
    let c = await sent('COMPLAINT', province);
    c = await complaint.done(o.first, 'classifyComplaint', c, { type: 'COMPLAINT', accusedUserIds: [] });
    c = await complaint.done(o.leader, 'assignComplaint', c, { userIds: [verifier] });
    const fit = { competent: true, unresolved: true };
    const taken = await complaint.step(o.leader, 'acceptComplaint', c, fit);
    expect([taken.refusals, taken.answer.calls.writes]).toEqual([[], 1]);
    expect(taken.view).toMatchObject({
      acceptBy: { on: '2021-05-20' },
      resolveBy: { on: '2021-06-09' },
      deadline: { purpose: 'COMPLAINT_RESOLUTION', dueOn: '2021-06-09' },
    });
    await walk('2021-06-04');
    expect([await kinds(verifier), await kinds(o.leader)]).toEqual([['DEADLINE_SOON'], []]);
    const longer = await complaint.step(o.leader, 'extendComplaint', taken.held, { reason: 'Phức tạp' });
    expect(longer.view).toMatchObject({ resolveBy: { on: '2021-06-24' } });
    await walk('2021-06-10');
    expect(await due(o.first, 'OVERDUE', false, province)).toEqual([]);
    expect(await pictured(o.leader, province, 'COMPLAINT', '2021-06-10')).toEqual([1, 0, 0]);
    const entry = { on: '2021-06-10', text: 'Đã xác minh' };
    c = await complaint.done(verifier, 'recordVerification', longer.held, entry);
    const ruling = { number: '1', issuedOn: '2021-06-10', signerName: 'A', outcome: 'REJECTED', text: 'x' };
    const ended = await complaint.step(o.leader, 'decideComplaint', c, ruling);
    expect(ended.view).toMatchObject({ deadline: null, overdue: false, resolveBy: { on: '2021-06-24' } });
    await walk('2021-07-30');
    expect(await kinds(verifier)).toEqual(['DEADLINE_SOON']);
  });

  it('moves with a holiday that is declared while it runs, in its lists too', async () => {
    const held = await sent('COMPLAINT');
    const admin = await world.user('admin', [['ADMIN', province]]);
    const mutation = `mutation ($input: DeclareHolidayInput!) { declareHoliday(input: $input) { userErrors { code field } } }`;
    const days = [{ on: '2021-05-20', works: false }];
    const input = {
      ...{ unitId: province, name: 'Bão', days, expectedVersion: 0, idempotencyKey: key() },
      legalAct: { number: '1/QĐ', issuer: 'UBND tỉnh', issuedOn: on },
    };
    const declared = await world.run(admin, mutation, { input });
    expect(refusals(declared, 'declareHoliday')).toEqual([]);
    await walk('2021-05-21');
    expect(await seen(clerk, held)).toMatchObject({
      acceptBy: { on: '2021-05-21' },
      overdue: false,
      deadline: { dueOn: '2021-05-21' },
    });
    expect(pick(await seen(clerk, held), 'deadline', 'working', 'steps')).toHaveLength(11);
    expect([await due(clerk, 'WARNING'), await due(clerk, 'OVERDUE')]).toEqual([[held.id], []]);
    expect(await pictured(boss, minhThuan, 'COMPLAINT', '2021-05-21')).toEqual([0, 1, 0]);
    await walk('2021-05-22');
    expect(await due(clerk, 'OVERDUE')).toEqual([held.id]);
    expect(await pictured(boss, minhThuan, 'COMPLAINT', '2021-05-22')).toEqual([0, 0, 1]);
  });

  it('starts anew for another type, and goes along to another unit', async () => {
    const query = await sent('QUERY');
    expect(await seen(clerk, query)).toMatchObject({ acceptBy: { on: '2021-05-25' } });
    const as = { type: 'COMPLAINT', accusedUserIds: [] };
    const c = await complaint.step(clerk, 'classifyComplaint', query, as);
    expect(c.view).toMatchObject({ acceptBy: { on: '2021-05-20' } });
    const to = { toUnitId: vuBan, reason: 'Đúng thẩm quyền' };
    await complaint.step(clerk, 'transferComplaint', c.held, to);
    world.clock.set('2021-05-24T02:00:00Z');
    expect(await due(o.district, 'OVERDUE', false, vuBan)).toEqual([query.id]);
    expect(await due(clerk, 'OVERDUE')).toEqual([]);
    expect(await pictured(o.districtLeader, vuBan, 'COMPLAINT', '2021-05-24')).toEqual([0, 0, 1]);
    expect(await pictured(o.districtLeader, vuBan, 'QUERY', '2021-05-24')).toEqual([0, 0, 0]);
    expect(await pictured(boss, minhThuan, 'COMPLAINT', '2021-05-24')).toEqual([0, 0, 0]);
  });
});
