import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { acknowledged, campaignMutation, launched } from '../support/campaigns.ts';
import { minhThuan, province, seedUnits, vuBan, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const plan = campaignMutation('saveActionPlan', 'actionPlan', 'id version late steps { task }');
const report = campaignMutation('submitProgressReport', 'progressReport', 'id version late');
const review = campaignMutation(
  'reviewCampaign',
  'campaign',
  'id status version targets { code actual met }',
);

describe('plans, reports and reviews of campaigns', () => {
  let world: World;
  let campaignId: string;
  let officer: Id<'usr'>, leader: Id<'usr'>, commune: Id<'usr'>, district: Id<'usr'>, other: Id<'usr'>;
  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    await seedUnits(world);
    officer = await world.user('officer', [['OFFICER', province]]);
    leader = await world.user('leader', [['LEADER', province]]);
    commune = await world.user('commune', [['OFFICER', minhThuan]]);
    district = await world.user('district', [['OFFICER', vuBan]]);
    other = await world.user('other', [['OFFICER', yYen]]);
  });
  beforeEach(async () => {
    world.clock.set('2021-01-25T02:00:00Z');
    campaignId = await launched(world, officer);
  });

  const part = { unitId: minhThuan };
  const planned = (expectedVersion: number, extra: object = {}) => ({
    input: {
      campaignId,
      ...part,
      contents: 'Kế hoạch thực hiện',
      steps: [{ task: 'Làm đường thôn', responsible: 'Ban quản lý' }],
      expectedVersion,
      idempotencyKey: key(),
      ...extra,
    },
  });
  const reported = (expectedVersion: number, dueOn: string, extra: object = {}) => ({
    input: {
      campaignId,
      ...part,
      dueOn,
      contents: 'Đã làm 3 km',
      results: [{ code: 'XA-NC', actual: '1.5' }],
      expectedVersion,
      idempotencyKey: key(),
      ...extra,
    },
  });
  const reviewed = (expectedVersion: number, extra: object = {}) => ({
    input: {
      campaignId,
      kind: 'MID_TERM',
      heldOn: '2021-07-15',
      summary: 'Sơ kết 6 tháng',
      results: [{ code: 'XA-NC', actual: '59.999999' }],
      expectedVersion,
      idempotencyKey: key(),
      ...extra,
    },
  });
  const standing = (name: string, by: Id<'usr'>, more = '') =>
    world.run(
      by,
      `query ($id: ID!) { addressedUnits(campaignId: $id, standing: ${name}${more}) {
        nodes { unit { id } } pageInfo { hasNextPage endCursor } } }`,
      { id: campaignId },
    );
  const among = async (name: string, more?: string) =>
    [pick((await standing(name, officer, more)).data, 'addressedUnits', 'nodes')]
      .flat()
      .map((node) => pick(node, 'unit', 'id'));
  const overdue = () => among('OVERDUE_REPORT');

  it('asks for the acknowledgement first, and answers only the unit itself', async () => {
    const auditor = await world.user('auditor', [['AUDITOR', minhThuan]]);
    const before = await world.dump();
    expect(refusals(await world.run(commune, plan, planned(0)), 'saveActionPlan')).toEqual([
      'CAMPAIGN_NOT_ACKNOWLEDGED campaignId',
    ]);
    expect(
      refusals(await world.run(district, report, reported(0, '2021-06-30')), 'submitProgressReport'),
    ).toEqual(['NOT_FOUND unitId']);
    const denied = await world.run(auditor, plan, planned(0));
    expect(pick(denied.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(await world.dump()).toBe(before);
  });

  it('takes a plan, late or not, and lets it be corrected', async () => {
    await acknowledged(world, commune, campaignId, minhThuan);
    const bad = planned(0, { contents: ' ', steps: [{ task: '', responsible: '' }] });
    expect(refusals(await world.run(commune, plan, bad), 'saveActionPlan')).toEqual([
      'REQUIRED contents',
      'REQUIRED steps.0.task',
    ]);
    world.clock.set('2021-04-15T17:00:00Z');
    const first = await world.run(commune, plan, planned(0));
    expect(first.calls).toEqual({ reads: 1, writes: 1 });
    expect(pick(first.data, 'saveActionPlan', 'actionPlan')).toMatchObject({ version: 1, late: true });
    expect(refusals(await world.run(commune, plan, planned(0)), 'saveActionPlan')).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    const again = planned(1, { steps: [] });
    const second = [await world.run(commune, plan, again), await world.run(commune, plan, again)];
    for (const answer of second)
      expect(pick(answer.data, 'saveActionPlan', 'actionPlan')).toMatchObject({ version: 2, steps: [] });
    const id = pick(first.data, 'saveActionPlan', 'actionPlan', 'id');
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    for (const user of [commune, district, officer])
      expect((await world.run(user, node, { id })).data).toEqual({ node: { id } });
    for (const user of [other, undefined])
      expect((await world.run(user, node, { id })).data).toEqual({ node: null });
    const plans = 'query ($id: ID!) { actionPlans(campaignId: $id) { nodes { unit { id } } } }';
    expect(pick((await world.run(leader, plans, { id: campaignId })).data, 'actionPlans', 'nodes')).toEqual([
      { unit: { id: minhThuan } },
    ]);
    const foreign = await world.run(district, plans, { id: campaignId });
    expect(pick(foreign.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });

  it('lists whose plan is missing or late, and whose report came late, in one call beside the campaign', async () => {
    await acknowledged(world, commune, campaignId, minhThuan);
    await acknowledged(world, district, campaignId, vuBan);
    expect(await among('MISSING_PLAN')).toHaveLength(6);
    await world.run(district, plan, planned(0, { unitId: vuBan }));
    world.clock.set('2021-04-15T17:00:00Z');
    await world.run(commune, plan, planned(0));
    expect([...(await among('MISSING_PLAN')), vuBan, minhThuan].sort()).toEqual((await among('ALL')).sort());
    expect(await among('LATE_PLAN')).toEqual([minhThuan]);
    const first = await standing('MISSING_PLAN', officer, ', first: 3');
    expect(first.calls.reads).toBe(2);
    const page = pick(first.data, 'addressedUnits', 'pageInfo');
    expect(pick(page, 'hasNextPage')).toBe(true);
    const endCursor = pick(page, 'endCursor');
    expect(await among('MISSING_PLAN', `, after: "${String(endCursor)}"`)).toHaveLength(1);

    await world.run(district, report, reported(0, '2021-06-30', { unitId: vuBan }));
    world.clock.set('2021-06-30T17:00:00Z');
    expect(await among('LATE_REPORT')).toEqual([]);
    await world.run(commune, report, reported(0, '2021-06-30'));
    expect(await among('LATE_REPORT')).toEqual([minhThuan]);

    const denied = await standing('MISSING_PLAN', district);
    expect(pick(denied.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    campaignId = await launched(world, officer, { dueDates: { reportsBy: [] } });
    expect(await among('MISSING_PLAN')).toEqual([]);
  });

  it('knows whose report is overdue from the first second of the next day', async () => {
    await acknowledged(world, commune, campaignId, minhThuan);
    const bad = reported(0, '2021-07-01', { contents: '', results: [{ code: 'KHAC', actual: '1' }] });
    expect(refusals(await world.run(commune, report, bad), 'submitProgressReport')).toEqual([
      'REQUIRED contents',
      'CAMPAIGN_TARGET_UNKNOWN results.0.code',
      'CAMPAIGN_REPORT_DATE dueOn',
    ]);
    await world.run(commune, report, reported(0, '2021-06-30'));
    world.clock.set('2021-06-30T16:59:59Z');
    expect(await overdue()).toEqual([]);
    world.clock.set('2021-06-30T17:00:00Z');
    expect(await overdue()).toHaveLength(5);
    expect(await overdue()).not.toContain(minhThuan);
    await acknowledged(world, district, campaignId, vuBan);
    const late = await world.run(district, report, reported(0, '2021-06-30', { unitId: vuBan }));
    expect(pick(late.data, 'submitProgressReport', 'progressReport', 'late')).toBe(true);
    expect(await overdue()).toHaveLength(4);
    const due =
      'query ($id: ID!) { progressReports(campaignId: $id, dueOn: "2021-06-30") { nodes { late unit { id } } } }';
    const nodes = [
      pick((await world.run(officer, due, { id: campaignId })).data, 'progressReports', 'nodes'),
    ].flat();
    expect(nodes).toHaveLength(2);
    world.clock.set('2021-12-01T02:00:00Z');
    expect(await overdue()).toHaveLength(6);
    const mine = `query ($id: ID!, $u: ID!) { campaign(id: $id) { participation(unitId: $u) {
      reported lateReports nextReportBy reportOverdue reports { nodes { dueOn results { code actual } } } } } }`;
    const seen = await world.run(commune, mine, { id: campaignId, u: minhThuan });
    expect(pick(seen.data, 'campaign', 'participation')).toEqual({
      reported: ['2021-06-30'],
      lateReports: [],
      nextReportBy: '2021-11-30',
      reportOverdue: true,
      reports: { nodes: [{ dueOn: '2021-06-30', results: [{ code: 'XA-NC', actual: '1.5' }] }] },
    });
    const hidden = await world.run(other, mine, { id: campaignId, u: minhThuan });
    expect(pick(hidden.data, 'campaign', 'participation')).toBe(null);
  });

  it('is reviewed at mid-term and at its end, compares exactly, and then takes nothing more', async () => {
    await acknowledged(world, commune, campaignId, minhThuan);
    world.clock.set('2021-07-15T02:00:00Z');
    const early = await world.run(officer, review, reviewed(2, { heldOn: '2021-07-16', summary: '' }));
    expect(refusals(early, 'reviewCampaign')).toEqual(['REQUIRED summary', 'CAMPAIGN_DATES heldOn']);
    const denied = await world.run(commune, review, reviewed(2));
    expect(refusals(denied, 'reviewCampaign')).toEqual(['NOT_FOUND campaignId']);
    const mid = await world.run(officer, review, reviewed(2));
    expect(mid.calls).toEqual({ reads: 1, writes: 1 });
    expect(pick(mid.data, 'reviewCampaign', 'campaign')).toMatchObject({
      status: 'LAUNCHED',
      targets: [
        { code: 'XA-NC', actual: '59.999999', met: false },
        { code: 'HO-NGHEO', actual: null, met: null },
      ],
    });
    world.clock.set('2021-12-31T02:00:00Z');
    const last = reviewed(3, {
      kind: 'FINAL',
      heldOn: '2021-12-30',
      results: [
        { code: 'XA-NC', actual: '60.0' },
        { code: 'HO-NGHEO', actual: '0.90' },
      ],
    });
    const final = await world.run(leader, review, last);
    expect(pick(final.data, 'reviewCampaign', 'campaign')).toMatchObject({
      status: 'REVIEWED',
      targets: [
        { actual: '60', met: true },
        { actual: '0.9', met: true },
      ],
    });
    const query =
      'query ($id: ID!) { campaign(id: $id) { reviews { nodes { id kind results { actual } } } } }';
    const nodes = [
      pick((await world.run(undefined, query, { id: campaignId })).data, 'campaign', 'reviews', 'nodes'),
    ].flat();
    expect(nodes.map((node) => pick(node, 'kind'))).toEqual(['MID_TERM', 'FINAL']);
    const node = 'query ($id: ID!) { node(id: $id) { __typename } }';
    expect((await world.run(undefined, node, { id: pick(nodes[0], 'id') })).data).toEqual({
      node: { __typename: 'CampaignReview' },
    });
    const after = await world.run(commune, report, reported(0, '2021-11-30'));
    expect(refusals(after, 'submitProgressReport')).toEqual(['CAMPAIGN_CLOSED campaignId']);
    expect(refusals(await world.run(leader, review, reviewed(4)), 'reviewCampaign')).toContain('WRONG_STATE');
  });
});
