import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { campaignMutation, drafted, launched, movement } from '../support/campaigns.ts';
import { education, minhThuan, province, school, seedUnits, vuBan, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

/** Without the progress of the list, which is an item of its own. */
const lean = (name: string) => campaignMutation(name, 'campaign', 'id status version launchedOn');
const create = campaignMutation('createCampaign');
const update = campaignMutation('updateCampaign');
const address = campaignMutation('addressUnits');
const launch = campaignMutation('launchCampaign');
const cancel = campaignMutation('cancelCampaign');
const acknowledge = campaignMutation('acknowledgeCampaign', 'addressedUnit', 'version acknowledgedLate');

describe('campaigns', () => {
  let world: World;
  let officer: Id<'usr'>, leader: Id<'usr'>, district: Id<'usr'>, commune: Id<'usr'>, sector: Id<'usr'>;
  beforeAll(async () => {
    world = await createWorld();
    await seedUnits(world);
    officer = await world.user('officer', [['OFFICER', province]]);
    leader = await world.user('leader', [['LEADER', province]]);
    district = await world.user('district', [['OFFICER', vuBan]]);
    commune = await world.user('commune', [['OFFICER', minhThuan]]);
    sector = await world.user('sector', [['OFFICER', education]]);
  });
  beforeEach(() => world.clock.set('2021-01-25T02:00:00Z'));

  const at = (campaignId: string, expectedVersion: number, extra: object = {}) => ({
    input: { campaignId, expectedVersion, idempotencyKey: key(), ...extra },
  });
  const allowed = async (user: Id<'usr'> | undefined, id: string) => {
    const query = 'query ($id: ID!) { campaign(id: $id) { availableActions { code allowed } } }';
    const actions = [
      pick((await world.run(user, query, { id })).data, 'campaign', 'availableActions'),
    ].flat();
    return actions.filter((a) => pick(a, 'allowed') === true).map((a) => pick(a, 'code'));
  };
  const names = async (
    user: Id<'usr'> | undefined,
    query: string,
    variables: Record<string, unknown> = {},
  ) => {
    const answer = await world.run(user, query, variables);
    if (answer.errors.length > 0) return [String(pick(answer.errors, 0, 'extensions', 'code'))];
    const nodes = [pick(answer.data, 'list', 'nodes')].flat();
    return nodes.map((node) => pick(node, 'name') ?? pick(node, 'unit', 'name'));
  };

  it('is drafted in one read and one write, hidden, and public once launched', async () => {
    const bare = await world.run(officer, lean('createCampaign'), { input: movement() });
    expect(bare.calls).toEqual({ reads: 1, writes: 1 });
    const answer = await world.run(officer, create, { input: movement() });
    expect(pick(answer.data, 'createCampaign', 'campaign')).toMatchObject({
      status: 'DRAFT',
      addressing: { addressed: 0, pending: 6 },
    });
    const id = String(pick(answer.data, 'createCampaign', 'campaign', 'id'));
    const look =
      'query ($id: ID!) { campaign(id: $id) { name launchedOn targets { code plan baseline met } } node(id: $id) { id } }';
    for (const user of [undefined, commune, sector])
      expect((await world.run(user, look, { id })).data).toEqual({ campaign: null, node: null });
    expect(pick((await world.run(leader, look, { id })).data, 'node', 'id')).toBe(id);
    const out = await world.run(officer, launch, at(id, 1));
    expect(out.calls).toEqual({ reads: 2, writes: 1 });
    expect(pick(out.data, 'launchCampaign', 'campaign')).toMatchObject({
      status: 'LAUNCHED',
      launchedOn: '2021-01-25',
      addressing: { addressed: 6, pending: 0 },
    });
    const seen = await world.run(undefined, look, { id });
    expect(pick(seen.data, 'campaign', 'targets')).toEqual([
      { code: 'XA-NC', plan: '60', baseline: null, met: null },
      { code: 'HO-NGHEO', plan: '0.9', baseline: '1.2', met: null },
    ]);
    expect(pick(seen.data, 'node', 'id')).toBe(id);
  });

  it('reports every problem at once and writes nothing', async () => {
    const before = await world.dump();
    const target = { code: 'a b', name: '', unit: 'xã', direction: 'AT_LEAST' };
    const answer = await world.run(officer, create, {
      input: movement({
        name: ' ',
        launcher: { level: 'DISTRICT', name: 'Huyện' },
        parentId: 'cmp_0',
        legalBases: [{ number: '', issuer: 'UBND' }],
        period: { kind: 'CALENDAR_YEAR', from: '2021-02-01', to: '2021-12-30' },
        targets: [target, target],
        addressing: { unitIds: ['unt_x'], underUnitId: vuBan },
        dueDates: { acknowledgeBy: '2022-01-01', registerBy: '2021-01-01', reportsBy: ['2020-01-01'] },
      }),
    });
    expect(refusals(answer, 'createCampaign')).toEqual([
      'REQUIRED name',
      'CAMPAIGN_LAUNCHER launcher.level',
      'NOT_FOUND addressing.unitIds.0',
      'REQUIRED addressing.kinds',
      'REQUIRED legalBases.0.number',
      'REQUIRED targets.0.name',
      'INVALID_VALUE targets.0.code',
      'REQUIRED targets.1.name',
      'INVALID_VALUE targets.1.code',
      'NOT_FOUND parentId',
      'CAMPAIGN_DATES period.from',
      'CAMPAIGN_DATES period.to',
      'CAMPAIGN_DATES dueDates.acknowledgeBy',
      'CAMPAIGN_DATES dueDates.registerBy',
      'CAMPAIGN_DATES dueDates.reportsBy',
      'DUPLICATE targets.1.code',
    ]);
    const backwards = await world.run(officer, create, {
      input: movement({ period: { kind: 'PERIOD', from: '2021-05-01', to: '2021-04-30' }, targets: [] }),
    });
    expect(refusals(backwards, 'createCampaign')).toContain('CAMPAIGN_DATES period.to');
    const short = { kind: 'SCHOOL_YEAR', from: '2021-01-01', to: '2021-05-31' };
    const school = await world.run(officer, create, {
      input: movement({ period: short, dueDates: { reportsBy: [] } }),
    });
    expect(refusals(school, 'createCampaign')).toEqual(['CAMPAIGN_DATES period.to']);
    expect(await world.dump()).toBe(before);
  });

  it('refuses a day that does not exist and a number that is none before anything runs', async () => {
    const bad = [
      { period: { kind: 'PERIOD', from: '2021-02-30', to: '2021-12-31' } },
      { targets: [{ code: 'A', name: 'A', unit: 'xã', direction: 'AT_LEAST', plan: '1e3' }] },
    ];
    for (const extra of bad) {
      const answer = await world.run(officer, create, { input: movement(extra) });
      expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    }
  });

  it('lets only the host and those above draft and launch, and answers others as if it were not there', async () => {
    const { id } = await drafted(world, officer);
    const code = async (user: Id<'usr'> | undefined, mutation: string, input: object) =>
      pick((await world.run(user, mutation, { ...input })).errors, 0, 'extensions', 'code');
    expect(await code(undefined, launch, at(id, 1))).toBe('UNAUTHENTICATED');
    const auditor = await world.user('auditor', [['AUDITOR', province]]);
    expect(await code(auditor, launch, at(id, 1))).toBe('FORBIDDEN');
    expect(await code(officer, cancel, at(id, 1, { reason: 'Trùng' }))).toBe('FORBIDDEN');
    expect(refusals(await world.run(district, launch, at(id, 1)), 'launchCampaign')).toEqual([
      'NOT_FOUND campaignId',
    ]);
    expect(refusals(await world.run(officer, launch, at('cmp_0', 1)), 'launchCampaign')).toEqual([
      'NOT_FOUND campaignId',
    ]);
    const upward = await world.run(district, create, { input: movement() });
    expect(refusals(upward, 'createCampaign')).toEqual(['NOT_FOUND hostUnitId']);
    const sideways = await world.run(district, create, {
      input: movement({
        hostUnitId: vuBan,
        launcher: { level: 'DISTRICT', unitId: yYen, name: 'Huyện' },
        addressing: { unitIds: [education] },
      }),
    });
    expect(refusals(sideways, 'createCampaign')).toEqual([
      'NOT_FOUND launcher.unitId',
      'NOT_FOUND addressing.unitIds.0',
    ]);
    // The province may draft for its district; a sector addresses its field beyond its own tree.
    await drafted(world, officer, {
      hostUnitId: vuBan,
      launcher: { level: 'DISTRICT', unitId: vuBan, name: 'Ủy ban nhân dân huyện Vụ Bản' },
    });
    await drafted(world, sector, {
      hostUnitId: education,
      launcher: { level: 'SECTOR', unitId: education, name: 'Ngành Giáo dục' },
      addressing: { unitIds: [school, vuBan] },
    });
  });

  it('hangs a district campaign under the province’s under the Prime Minister’s, and never in a circle', async () => {
    const central = await launched(world, officer, {
      name: 'Cả nước chung sức xây dựng nông thôn mới',
      launcher: { level: 'PRIME_MINISTER', name: 'Thủ tướng Chính phủ' },
      period: { kind: 'PERIOD', from: '2016-01-01', to: '2025-12-31' },
    });
    const own = await launched(world, officer, { parentId: central });
    const local = await launched(world, district, {
      name: 'Vụ Bản chung sức xây dựng nông thôn mới',
      hostUnitId: vuBan,
      launcher: { level: 'DISTRICT', unitId: vuBan, name: 'Ủy ban nhân dân huyện Vụ Bản' },
      parentId: own,
      addressing: { kinds: ['COMMUNE'] },
    });
    const tree = `query ($id: ID!) { campaign(id: $id) { launcher { level unit { id } } parent { id }
      ancestors { id } children { nodes { id } } addressing { addressed underUnit { id } } } }`;
    const read = async (id: string) => pick((await world.run(undefined, tree, { id })).data, 'campaign');
    expect(await read(local)).toEqual({
      launcher: { level: 'DISTRICT', unit: { id: vuBan } },
      parent: { id: own },
      ancestors: [{ id: central }, { id: own }],
      children: { nodes: [] },
      addressing: { addressed: 2, underUnit: { id: vuBan } },
    });
    expect(await read(central)).toMatchObject({
      launcher: { level: 'PRIME_MINISTER', unit: null },
      children: { nodes: [{ id: own }] },
    });

    const draft = await drafted(world, officer);
    const other = await drafted(world, officer, { parentId: own });
    const rewrite = async (id: string, parentId: string) => {
      const { hostUnitId: _, ...terms } = movement({ parentId });
      return refusals(await world.run(officer, update, at(id, 1, terms)), 'updateCampaign');
    };
    const before = await world.dump();
    expect(await rewrite(draft.id, draft.id)).toEqual(['CAMPAIGN_CYCLE parentId']);
    expect(await rewrite(draft.id, other.id)).toEqual(['CAMPAIGN_PARENT parentId']);
    const { hostUnitId: _, ...terms } = movement();
    const frozen = await world.run(officer, update, at(own, 2, terms));
    expect(refusals(frozen, 'updateCampaign')).toEqual(['WRONG_STATE']);
    expect(await world.dump()).toBe(before);
    expect(await rewrite(draft.id, own)).toEqual([]);
  });

  it('records what comes from above at the province only', async () => {
    const answer = await world.run(district, create, {
      input: movement({
        hostUnitId: vuBan,
        launcher: { level: 'PRIME_MINISTER', unitId: vuBan, name: 'Thủ tướng Chính phủ' },
      }),
    });
    expect(refusals(answer, 'createCampaign')).toEqual([
      'CAMPAIGN_LAUNCHER launcher.level',
      'CAMPAIGN_LAUNCHER launcher.unitId',
    ]);
  });

  it('tells stale versions, wrong states and due dates that are over', async () => {
    const { id } = await drafted(world, officer);
    expect(refusals(await world.run(officer, launch, at(id, 9)), 'launchCampaign')).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    world.clock.set('2021-04-01T02:00:00Z');
    expect(refusals(await world.run(officer, launch, at(id, 1)), 'launchCampaign')).toEqual([
      'CAMPAIGN_DATES dueDates.acknowledgeBy',
      'CAMPAIGN_DATES dueDates.registerBy',
    ]);
    world.clock.set('2021-01-25T02:00:00Z');
    await world.run(officer, launch, at(id, 1));
    const again = await world.run(officer, launch, at(id, 2));
    expect(refusals(again, 'launchCampaign')).toEqual(['WRONG_STATE']);
    expect(pick(again.data, 'launchCampaign', 'userErrors', 0, 'message')).toContain('campaign.reviewFinal');
    const empty = await drafted(world, officer, { addressing: {} });
    expect(refusals(await world.run(officer, launch, at(empty.id, 1)), 'launchCampaign')).toEqual([
      'REQUIRED addressing',
    ]);
  });

  it('gives the same answer to the same key, also when sent twenty times at once', async () => {
    const input = movement();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.run(officer, create, { input })),
    );
    expect(new Set(answers.map((a) => pick(a.data, 'createCampaign', 'campaign', 'id'))).size).toBe(1);
    const other = await world.run(officer, create, { input: { ...input, name: 'Khác' } });
    expect(refusals(other, 'createCampaign')).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey']);
  });

  it('follows the rule when it changes, and the units when they do', async () => {
    const { id } = await drafted(world, officer);
    const first = await world.run(officer, lean('addressUnits'), at(id, 1));
    expect(first.calls).toEqual({ reads: 1, writes: 1 });
    const { hostUnitId: _, ...terms } = movement({ addressing: { kinds: ['DISTRICT'], unitIds: [school] } });
    const changed = await world.run(officer, update, at(id, 2, terms));
    expect(pick(changed.data, 'updateCampaign', 'campaign', 'addressing')).toEqual({
      addressed: 0,
      pending: 7,
    });
    const out = await world.run(officer, launch, at(id, 3));
    expect(pick(out.data, 'launchCampaign', 'campaign', 'addressing')).toEqual({ addressed: 3, pending: 0 });
    const all = `query ($id: ID!) { list: addressedUnits(campaignId: $id, standing: ALL) { nodes { unit { name } } } }`;
    expect([...(await names(officer, all, { id }))].sort()).toEqual([
      'Huyện Vụ Bản',
      'Huyện Ý Yên',
      'Trường THPT Nguyễn Bính',
    ]);
  });

  it('is acknowledged by each unit, and tells who has not and who came late', async () => {
    const id = await launched(world, officer);
    const part = (expectedVersion = 1, unitId: string = minhThuan) => ({
      input: { campaignId: id, unitId, expectedVersion, idempotencyKey: key() },
    });
    const standing = (name: string) =>
      names(
        officer,
        `query ($id: ID!) { list: addressedUnits(campaignId: $id, standing: ${name}) { nodes { unit { name } } } }`,
        { id },
      );
    expect(await standing('MISSING_ACKNOWLEDGEMENT')).toHaveLength(6);
    expect(refusals(await world.run(commune, acknowledge, part(1, vuBan)), 'acknowledgeCampaign')).toEqual([
      'NOT_FOUND unitId',
    ]);
    expect(refusals(await world.run(commune, acknowledge, part(4)), 'acknowledgeCampaign')).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    const answer = await world.run(commune, acknowledge, part());
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(refusals(await world.run(commune, acknowledge, part(2)), 'acknowledgeCampaign')).toEqual([
      'WRONG_STATE unitId',
    ]);
    world.clock.set('2021-02-10T16:59:59Z');
    expect(await standing('LATE_ACKNOWLEDGEMENT')).toEqual([]);
    world.clock.set('2021-02-10T17:00:00Z');
    const late = await world.run(district, acknowledge, part(1, vuBan));
    expect(pick(late.data, 'acknowledgeCampaign', 'addressedUnit', 'acknowledgedLate')).toBe(true);
    expect(await standing('LATE_ACKNOWLEDGEMENT')).toEqual(['Huyện Vụ Bản']);
    expect(await standing('MISSING_ACKNOWLEDGEMENT')).toEqual([
      'Huyện Ý Yên',
      'Xã Hiển Khánh',
      'Xã Yên Bằng',
      'Xã Yên Lợi',
    ]);
    const foreign =
      'query ($id: ID!) { list: addressedUnits(campaignId: $id, standing: ALL) { nodes { unit { name } } } }';
    for (const user of [commune, sector, undefined])
      expect(await names(user, foreign, { id })).toEqual(['FORBIDDEN']);
    await world.run(leader, cancel, at(id, 2, { reason: 'Gộp vào phong trào khác' }));
    const closed = await world.run(commune, acknowledge, part(2));
    expect(refusals(closed, 'acknowledgeCampaign')).toEqual(['CAMPAIGN_CLOSED campaignId']);
  });

  it('is listed by year, host, both and parent, and addressed units see theirs without drafts', async () => {
    const period = (from: string, to: string) => ({
      period: { kind: 'PERIOD', from, to },
      dueDates: { reportsBy: [] },
    });
    const inYears = async (name: string, from: string, to: string) =>
      launched(world, officer, { name, ...period(from, to), addressing: { unitIds: [yYen] } });
    await inYears('Ba năm', '2041-03-01', '2043-02-28');
    await inYears('Một năm', '2042-01-01', '2042-12-31');
    await drafted(world, officer, {
      name: 'Dự thảo',
      ...period('2042-01-01', '2042-12-31'),
      addressing: { unitIds: [yYen] },
    }).then(({ id }) => world.run(officer, address, at(id, 1)));
    const list = (filter: string) => `{ list: campaigns(${filter}) { nodes { name } } }`;
    expect(await names(undefined, list('year: 2041'))).toEqual(['Ba năm']);
    expect(await names(undefined, list('year: 2042'))).toEqual(['Ba năm', 'Một năm']);
    expect(await names(undefined, list('year: 2043'))).toEqual(['Ba năm']);
    expect(await names(undefined, list(`year: 2042, hostUnitId: "${province}"`))).toEqual([
      'Ba năm',
      'Một năm',
    ]);
    expect(await names(undefined, list(`year: 2042, hostUnitId: "${vuBan}"`))).toEqual([]);
    expect(await names(undefined, list(`hostUnitId: "${province}", first: 100`))).toContain('Ba năm');
    expect(await names(undefined, list('first: 3'))).toEqual(['BAD_USER_INPUT']);
    const paged = await world.run(
      undefined,
      '{ campaigns(year: 2042, first: 1) { nodes { name parent { name } } pageInfo { hasNextPage } } }',
    );
    expect(paged.calls.reads).toBe(2);
    expect(pick(paged.data, 'campaigns', 'pageInfo', 'hasNextPage')).toBe(true);

    const theirs = `query { list: campaignsOfUnit(unitId: "${yYen}", first: 100) { nodes { campaign { name status } } } }`;
    const own = await world.user('yYen', [['OFFICER', yYen]]);
    const statuses = pick((await world.run(own, theirs)).data, 'list', 'nodes');
    expect(JSON.stringify(statuses)).toContain('Một năm');
    expect(JSON.stringify(statuses)).not.toContain('DRAFT');
    expect(await names(district, theirs)).toEqual(['FORBIDDEN']);
    const drafts = `{ list: draftCampaigns(hostUnitId: "${province}", first: 100) { nodes { name } } }`;
    expect(await names(officer, drafts)).toContain('Dự thảo');
    expect(await names(district, drafts)).toEqual(['FORBIDDEN']);
  });

  it('offers exactly the actions that it then accepts', async () => {
    const { id } = await drafted(world, officer);
    expect(await allowed(officer, id)).toEqual([
      'campaign.update',
      'campaign.address',
      'campaign.launch',
      'campaign.attachDocument',
      'campaign.detachDocument',
    ]);
    expect(await allowed(leader, id)).toEqual(['campaign.launch', 'campaign.cancel']);
    await world.run(leader, launch, at(id, 1));
    expect(await allowed(officer, id)).toEqual([
      'campaign.attachDocument',
      'campaign.detachDocument',
      'campaign.reviewMidTerm',
      'campaign.reviewFinal',
    ]);
    expect(await allowed(commune, id)).toEqual([]);
    expect(await allowed(undefined, id)).toEqual([]);
    const called = await world.run(leader, cancel, at(id, 2, { reason: 'Gộp' }));
    expect(pick(called.data, 'cancelCampaign', 'campaign', 'status')).toBe('CANCELLED');
    expect(await allowed(leader, id)).toEqual([]);
    const still = 'query ($id: ID!) { campaign(id: $id) { status closingReason } }';
    expect((await world.run(undefined, still, { id })).data).toEqual({
      campaign: { status: 'CANCELLED', closingReason: 'Gộp' },
    });
  });
});
