import { beforeAll, describe, expect, it } from 'vitest';
import { followNotices } from '../../functions/notices/follow-notices.ts';
import { walkDeadlines } from '../../functions/notices/walk.ts';
import { userIdOf } from '../../functions/access/user.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { acknowledged, campaignMutation, launched } from '../support/campaigns.ts';
import { office, type Office } from '../support/dossiers.ts';
import { dutyRecords } from '../support/duty.ts';
import { hiddenOversight } from '../support/oversight.ts';
import { eventsOf } from '../support/statistics.ts';
import { stepper, type Held } from '../support/steps.ts';
import { minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals } from '../support/world.ts';

describe('notices of the work beside dossiers', () => {
  let o: Office;
  let both: Id<'usr'>, head: Id<'usr'>, verifier: Id<'usr'>, trainee: Id<'usr'>, district: Id<'usr'>;
  let ids: readonly string[];

  beforeAll(async () => {
    o = await office(await createWorld('2021-02-01T02:00:00Z'));
    const { world, leader, officer, first } = o;
    verifier = await world.user('verifier', [['AUDITOR', province]]);
    both = await world.user('leader here, officer there', [
      ['LEADER', province],
      ['OFFICER', minhThuan],
    ]);
    trainee = await world.user('trainee', [['AUDITOR', minhThuan]]);
    ids = await hiddenOversight(o);
    const duty = await dutyRecords(o);
    head = userIdOf('test', 'head of the commune');
    const first1 = (prefix: string): Held => ({
      id: ids.find((id) => id.startsWith(prefix)) ?? '',
      version: 1,
    });

    const complaint = stepper(world, 'complaintId', 'complaint', 'id version type');
    const denunciation = { id: ids.findLast((id) => id.startsWith('cpl_')) ?? '', version: 1 };
    const known = await complaint.done(leader, 'classifyComplaint', denunciation, {
      ...{ type: 'DENUNCIATION', accusedUnitId: minhThuan, accusedUserIds: [officer] },
    });
    await complaint.done(leader, 'assignComplaint', known, { userIds: [verifier] });

    const rec = stepper(world, 'recommendationId', 'recommendation', 'id version');
    const sent = await rec.done(officer, 'submitRemedy', first1('rcm_'), {
      ...{ note: 'Đã làm', evidenceIds: [await o.file('anh.pdf')] },
    });
    await rec.done(first, 'rejectRemedy', sent, { note: 'Lý do kín' });

    const exemplar = stepper(world, 'exemplarId', 'exemplar', 'id version');
    const checked = await exemplar.done(first, 'verifyExemplar', first1('exm_'), { note: 'Đúng' });
    await exemplar.done(leader, 'approveExemplar', checked, { note: '' });

    const serving = await stepper(world, 'officerId', 'officer', 'id version').done(
      officer,
      'appointOfficer',
      null,
      {
        ...{
          unitId: minhThuan,
          name: 'Người đi học',
          position: 'Công chức',
          work: 'CONCURRENT',
          userId: trainee,
        },
        ...{ appointment: { number: '2/QĐ', issuedOn: '2021-02-01' }, from: '2021-02-01' },
      },
    );
    const classes = stepper(world, 'trainingClassId', 'trainingClass', 'id version');
    const draft = await classes.done(leader, 'draftTrainingClass', null, {
      ...{ hostUnitId: province, topic: 'Nghiệp vụ', place: 'Tỉnh', trainer: 'Ban', targetGroup: 'Cấp xã' },
      ...{ startsOn: '2021-12-01', endsOn: '2021-12-02', closesOn: '2021-11-30', hasTest: false },
      ...{ unitKinds: ['COMMUNE'], capacity: 10, unitQuota: 2 },
    });
    const open = await classes.done(leader, 'openTrainingClass', draft);
    await stepper(world, 'trainingNominationId', 'trainingNomination', 'id version').done(
      officer,
      'nominateForTraining',
      null,
      { trainingClassId: open.id, officerId: serving.id },
    );
    expect(duty.hidden.length).toBeGreaterThan(0);

    const planner = await world.user('planner', [
      ['OFFICER', province],
      ['LEADER', province],
    ]);
    district = await world.user('district staff', [['OFFICER', vuBan]]);
    const campaignId = await launched(world, planner);
    await acknowledged(world, district, campaignId, vuBan);
    const of = { campaignId, unitId: vuBan };
    const registration = (name: string, user: Id<'usr'>, extra: object) =>
      world
        .run(user, campaignMutation(name, 'registration', 'version'), {
          input: { ...of, ...extra, idempotencyKey: key() },
        })
        .then((answer) => {
          expect(refusals(answer, name)).toEqual([]);
        });
    await registration('draftRegistration', district, { contents: 'Đăng ký', titles: [], targets: [] });
    await registration('sendRegistration', district, { expectedVersion: 1 });
    await registration('returnRegistration', planner, { expectedVersion: 2, reason: 'Lý do kín' });
    await deliverAll();
  });

  async function deliverAll() {
    const { client, tableName, cursorSecret: secret, unitCache } = o.world.shared;
    for (const { pk, event } of await eventsOf(o.world))
      await followNotices({ client, tableName, clock: o.world.clock, secret, unitCache }, pk, event);
  }
  const told = async (user: Id<'usr'>) => {
    const query = '{ me { notices(first: 50) { nodes { kind title text aboutId } } } }';
    return [pick((await o.world.run(user, query)).data, 'me', 'notices', 'nodes')].flat();
  };
  const kinds = async (user: Id<'usr'>) =>
    (await told(user)).map((one) => String(pick(one, 'kind'))).toSorted();

  it('reach those whose turn it is, and whoever is named', async () => {
    expect(await kinds(verifier)).toEqual(['COMPLAINT_ASSIGNED']);
    expect(await kinds(trainee)).toEqual(['TRAINING_NOMINATED']);
    expect(await kinds(head)).toContain('PLAN_TASK_ASSIGNED');
    expect(await kinds(o.first)).toEqual(['COMPLAINT_RECEIVED', 'REMEDY_SUBMITTED']);
    expect(await kinds(o.officer)).toEqual(['EXEMPLAR_APPROVED', 'RECOMMENDATION_MADE', 'REMEDY_REJECTED']);
    expect(await kinds(district)).toEqual(['REGISTRATION_RETURNED']);
    for (const other of [o.outsider, o.auditor]) expect(await kinds(other)).toEqual([]);
  });

  it('tell of a denunciation only who handles it, and of nothing else about it', async () => {
    const denunciation = ids.findLast((id) => id.startsWith('cpl_')) ?? '';
    const about = async (user: Id<'usr'>) =>
      (await told(user))
        .filter((one) => pick(one, 'aboutId') === denunciation)
        .map((one) => pick(one, 'kind'));
    expect(await about(o.leader)).toEqual(['COMPLAINT_RECEIVED']);
    expect(await about(verifier)).toEqual(['COMPLAINT_ASSIGNED']);
    for (const other of [o.first, o.second, o.officer, head, o.auditor, o.outsider])
      expect(await about(other)).toEqual([]);
    const all = await Promise.all([o.leader, verifier, o.first, o.officer, district].map(told));
    expect(JSON.stringify(all)).not.toMatch(/kín|tố cáo|Người điển hình|Minh Thuận.*tố/i);
  });

  it('keep a denunciation from a leader who also works where it is about, also when it is late', async () => {
    const denunciation = ids.findLast((id) => id.startsWith('cpl_')) ?? '';
    const about = async (user: Id<'usr'>) =>
      (await told(user))
        .filter((one) => pick(one, 'aboutId') === denunciation)
        .map((one) => pick(one, 'kind'));
    expect(await kinds(both)).toContain('COMPLAINT_RECEIVED');
    expect(await about(both)).toEqual([]);
    o.world.clock.set('2021-03-10T02:00:00Z');
    const { client, tableName, cursorSecret: secret, unitCache } = o.world.shared;
    await walkDeadlines({ client, tableName, clock: o.world.clock, secret, unitCache }, 'r');
    expect(await about(o.leader)).toContain('DEADLINE_ESCALATED');
    expect(await about(both)).toEqual([]);
    const preview = `query ($input: NoticePreviewInput!) { noticePreview(input: $input) { recipients { userId } } }`;
    const of = { unitId: province, deadlineOf: denunciation, purpose: 'COMPLAINT_ACCEPTANCE' };
    const shown = async (user: Id<'usr'>) =>
      pick(
        (await o.world.run(user, preview, { input: { ...of, kind: 'DEADLINE_ESCALATED' } })).data,
        'noticePreview',
      );
    expect(pick(await shown(o.leader), 'recipients')).not.toContainEqual({ userId: both });
    expect(await shown(both)).toBeNull();
  });

  it('are told once, however often an event comes', async () => {
    const before = await o.world.dump();
    await deliverAll();
    expect(await o.world.dump()).toBe(before);
  });
});
