import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { acknowledged, campaignMutation, launched } from '../support/campaigns.ts';
import { hienKhanh, minhThuan, province, seedUnits, vuBan, yYen, yenBang } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const mutation = (name: string) =>
  campaignMutation(name, 'registration', 'id status version late returnReason');
const draft = mutation('draftRegistration');
const update = mutation('updateRegistration');
const send = mutation('sendRegistration');
const approve = mutation('approveRegistration');
const giveBack = mutation('returnRegistration');
const consolidate = mutation('consolidateRegistrations');

const terms = (extra: object = {}) => ({
  contents: 'Phấn đấu đạt nông thôn mới nâng cao',
  titles: [
    { awardCode: 'LDTT', subjectKind: 'INDIVIDUAL', count: 12 },
    { awardCode: 'CTDT', subjectKind: 'UNIT', count: 1 },
  ],
  targets: [{ code: 'XA-NC', plan: '0.1' }],
  ...extra,
});

describe('registrations', () => {
  let world: World;
  let campaignId: string;
  let officer: Id<'usr'>, leader: Id<'usr'>;
  const staff = new Map<Id<'unt'>, Id<'usr'>>();
  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    await seedUnits(world);
    officer = await world.user('officer', [['OFFICER', province]]);
    leader = await world.user('leader', [['LEADER', province]]);
    for (const unit of [vuBan, yYen, minhThuan, hienKhanh, yenBang])
      staff.set(unit, await world.user(`officer ${unit}`, [['OFFICER', unit]]));
  });
  beforeEach(async () => {
    world.clock.set('2021-01-25T02:00:00Z');
    campaignId = await launched(world, officer);
  });

  const of = (unitId: Id<'unt'>): Id<'usr'> => {
    const user = staff.get(unitId);
    if (!user) throw new Error(unitId);
    return user;
  };
  const first = (unitId: Id<'unt'>, extra: object = {}) => ({
    input: { campaignId, unitId, idempotencyKey: key(), ...terms(), ...extra },
  });
  const at = (unitId: Id<'unt'>, expectedVersion: number, extra: object = {}) => ({
    input: { campaignId, unitId, expectedVersion, idempotencyKey: key(), ...extra },
  });
  async function drafted(unitId: Id<'unt'>, extra: object = {}): Promise<void> {
    await acknowledged(world, of(unitId), campaignId, unitId);
    expect(refusals(await world.run(of(unitId), draft, first(unitId, extra)), 'draftRegistration')).toEqual(
      [],
    );
  }
  async function sent(unitId: Id<'unt'>, extra: object = {}): Promise<void> {
    await drafted(unitId, extra);
    expect(refusals(await world.run(of(unitId), send, at(unitId, 1)), 'sendRegistration')).toEqual([]);
  }
  async function approved(unitId: Id<'unt'>, extra: object = {}): Promise<void> {
    await sent(unitId, extra);
    expect(refusals(await world.run(leader, approve, at(unitId, 2)), 'approveRegistration')).toEqual([]);
  }
  const standing = async (name: string) => {
    const query = `query ($id: ID!) { addressedUnits(campaignId: $id, standing: ${name}) { nodes { unit { id } } } }`;
    const answer = await world.run(officer, query, { id: campaignId });
    return [pick(answer.data, 'addressedUnits', 'nodes')].flat().map((node) => pick(node, 'unit', 'id'));
  };
  const see = async (user: Id<'usr'> | undefined, unitId: Id<'unt'>) => {
    const query = `query ($id: ID!, $u: ID!) { campaign(id: $id) { participation(unitId: $u) { registration {
      id status late receivingUnit { id } returnReason totals { units titles { awardCode count } targets { code plan } }
      availableActions { code allowed } } } } }`;
    const { data } = await world.run(user, query, { id: campaignId, u: unitId });
    return pick(data, 'campaign', 'participation', 'registration');
  };

  it('takes each step in one read and one write', async () => {
    await acknowledged(world, of(minhThuan), campaignId, minhThuan);
    const steps = [
      await world.run(of(minhThuan), draft, first(minhThuan)),
      await world.run(of(minhThuan), send, at(minhThuan, 1)),
      await world.run(leader, approve, at(minhThuan, 2)),
    ];
    expect(steps.map((step) => step.calls)).toEqual(steps.map(() => ({ reads: 1, writes: 1 })));
    expect(await see(leader, minhThuan)).toMatchObject({ status: 'APPROVED', receivingUnit: { id: vuBan } });
  });

  it('needs the acknowledgement, comes once a unit, and from the unit itself', async () => {
    const before = await world.dump();
    const early = await world.run(of(minhThuan), draft, first(minhThuan));
    expect(refusals(early, 'draftRegistration')).toEqual(['CAMPAIGN_NOT_ACKNOWLEDGED campaignId']);
    for (const [user, unit] of [
      [of(yYen), minhThuan],
      [of(vuBan), minhThuan],
    ] as const)
      expect(refusals(await world.run(user, draft, first(unit)), 'draftRegistration')).toEqual([
        'NOT_FOUND unitId',
      ]);
    expect(
      refusals(await world.run(of(yYen), draft, first(yYen, { campaignId: 'cmp_0' })), 'draftRegistration'),
    ).toEqual(['NOT_FOUND campaignId']);
    expect(await world.dump()).toBe(before);
    const auditor = await world.user('auditor', [['AUDITOR', minhThuan]]);
    const code = async (user: Id<'usr'> | undefined) =>
      pick((await world.run(user, draft, first(minhThuan))).errors, 0, 'extensions', 'code');
    expect([await code(auditor), await code(undefined)]).toEqual(['FORBIDDEN', 'UNAUTHENTICATED']);
    await drafted(minhThuan);
    expect(refusals(await world.run(of(minhThuan), draft, first(minhThuan)), 'draftRegistration')).toEqual([
      'DUPLICATE campaignId',
    ]);
  });

  it('reports every problem of its titles and targets', async () => {
    await acknowledged(world, of(minhThuan), campaignId, minhThuan);
    const before = await world.dump();
    const title = { awardCode: 'LDTT', subjectKind: 'INDIVIDUAL', count: 1 };
    const answer = await world.run(
      of(minhThuan),
      draft,
      first(minhThuan, {
        titles: [{ ...title, subjectKind: 'UNIT', count: 0 }, title, title, { ...title, awardCode: 'KHONG' }],
        targets: [
          { code: 'KHAC', plan: '1' },
          { code: 'XA-NC', plan: '1' },
          { code: 'XA-NC', plan: '2' },
        ],
      }),
    );
    expect(refusals(answer, 'draftRegistration')).toEqual([
      'REGISTRATION_AWARD titles.0.awardCode',
      'INVALID_VALUE titles.0.count',
      'DUPLICATE titles.2.awardCode',
      'REGISTRATION_AWARD titles.3.awardCode',
      'CAMPAIGN_TARGET_UNKNOWN targets.0.code',
      'DUPLICATE targets.2.code',
    ]);
    expect(await world.dump()).toBe(before);
  });

  it('is returned with a reason, counts as missing again, and stays in time when it was first sent in time', async () => {
    await sent(minhThuan);
    expect(await standing('MISSING_REGISTRATION')).not.toContain(minhThuan);
    const chief = await world.user('chief', [['LEADER', vuBan]]);
    const empty = await world.run(chief, giveBack, at(minhThuan, 2, { reason: ' ' }));
    expect(refusals(empty, 'returnRegistration')).toEqual(['REQUIRED reason']);
    await world.run(chief, giveBack, at(minhThuan, 2, { reason: 'Chỉ tiêu quá thấp' }));
    expect(await see(of(minhThuan), minhThuan)).toMatchObject({
      status: 'RETURNED',
      returnReason: 'Chỉ tiêu quá thấp',
    });
    expect(await standing('MISSING_REGISTRATION')).toContain(minhThuan);
    world.clock.set('2021-04-20T02:00:00Z');
    await world.run(
      of(minhThuan),
      update,
      at(minhThuan, 3, terms({ targets: [{ code: 'XA-NC', plan: '1' }] })),
    );
    await world.run(of(minhThuan), send, at(minhThuan, 4));
    expect(await see(of(minhThuan), minhThuan)).toMatchObject({
      status: 'SENT',
      late: false,
      returnReason: null,
    });
    expect(await standing('LATE_REGISTRATION')).toEqual([]);
  });

  it('is taken and marked when it comes late, until the campaign is closed', async () => {
    await drafted(minhThuan);
    await drafted(yenBang);
    world.clock.set('2021-03-31T17:00:00Z');
    await world.run(of(minhThuan), send, at(minhThuan, 1));
    expect(await standing('LATE_REGISTRATION')).toEqual([minhThuan]);
    expect(await see(leader, minhThuan)).toMatchObject({ status: 'SENT', late: true });
    const cancel = campaignMutation('cancelCampaign');
    await world.run(leader, cancel, {
      input: { campaignId, expectedVersion: 2, reason: 'Dịch bệnh', idempotencyKey: key() },
    });
    const before = await world.dump();
    expect(refusals(await world.run(of(yenBang), send, at(yenBang, 1)), 'sendRegistration')).toEqual([
      'CAMPAIGN_CLOSED campaignId',
    ]);
    expect(refusals(await world.run(leader, approve, at(minhThuan, 2)), 'approveRegistration')).toEqual([
      'CAMPAIGN_CLOSED campaignId',
    ]);
    expect(await world.dump()).toBe(before);
  });

  it('shows a draft to its unit alone, and what was sent to everybody above', async () => {
    await drafted(minhThuan);
    expect(await see(of(minhThuan), minhThuan)).toMatchObject({ status: 'DRAFT' });
    for (const user of [leader, of(vuBan), of(yYen), undefined])
      expect(await see(user, minhThuan)).toBeFalsy();
    expect(refusals(await world.run(leader, approve, at(minhThuan, 1)), 'approveRegistration')).toEqual([
      'NOT_FOUND unitId',
    ]);
    await world.run(of(minhThuan), send, at(minhThuan, 1));
    for (const user of [leader, of(vuBan)])
      expect(await see(user, minhThuan)).toMatchObject({ status: 'SENT' });
    for (const user of [of(yYen), undefined]) expect(await see(user, minhThuan)).toBeFalsy();
    const id = pick(await see(leader, minhThuan), 'id');
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    expect((await world.run(leader, node, { id })).data).toEqual({ node: { id } });
    expect((await world.run(undefined, node, { id })).data).toEqual({ node: null });
  });

  it('tells stale versions, wrong states and whose turn it is, and repeats itself to the same key', async () => {
    await sent(minhThuan);
    const out = async (user: Id<'usr'>, name: string, version: number) =>
      refusals(await world.run(user, mutation(name), at(minhThuan, version)), name);
    expect(await out(of(minhThuan), 'sendRegistration', 1)).toEqual([
      'STALE_VERSION expectedVersion',
      'WRONG_STATE',
    ]);
    expect(await out(of(vuBan), 'sendRegistration', 2)).toEqual([
      'REGISTRATION_NOT_YOURS unitId',
      'WRONG_STATE',
    ]);
    const otherChief = await world.user('other chief', [['LEADER', yYen]]);
    expect(await out(otherChief, 'approveRegistration', 2)).toEqual(['NOT_FOUND unitId']);
    const denied = await world.run(of(vuBan), approve, at(minhThuan, 2));
    expect(pick(denied.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const once = at(minhThuan, 2);
    const answers = [await world.run(leader, approve, once), await world.run(leader, approve, once)];
    expect(
      answers.map((answer) => pick(answer.data, 'approveRegistration', 'registration', 'status')),
    ).toEqual(['APPROVED', 'APPROVED']);
  });

  it('is consolidated upward: the district speaks for its communes, the province sums up', async () => {
    await approved(minhThuan, { targets: [{ code: 'XA-NC', plan: '0.1' }] });
    await approved(hienKhanh, { targets: [{ code: 'XA-NC', plan: '0.2' }] });
    await sent(yenBang);
    await drafted(vuBan, { titles: [{ awardCode: 'LDTT', subjectKind: 'INDIVIDUAL', count: 1 }] });
    const take = (version: number, childUnitIds: readonly string[]) =>
      world.run(of(vuBan), consolidate, at(vuBan, version, { childUnitIds }));
    const before = await world.dump();
    expect(refusals(await take(1, []), 'consolidateRegistrations')).toEqual(['REQUIRED childUnitIds']);
    expect(
      refusals(await take(1, [minhThuan, yenBang, minhThuan, 'unt_0']), 'consolidateRegistrations'),
    ).toEqual(['NOT_FOUND childUnitIds.1', 'DUPLICATE childUnitIds.2', 'NOT_FOUND childUnitIds.3']);
    const many = Array.from({ length: 46 }, () => minhThuan);
    expect(refusals(await take(1, many), 'consolidateRegistrations')).toEqual(['TOO_MANY childUnitIds']);
    expect(await world.dump()).toBe(before);

    const done = await take(1, [minhThuan, hienKhanh]);
    expect(refusals(done, 'consolidateRegistrations')).toEqual([]);
    expect(done.calls).toEqual({ reads: 1, writes: 1 });
    expect(await see(leader, minhThuan)).toMatchObject({ status: 'CONSOLIDATED' });
    expect(await see(of(vuBan), vuBan)).toMatchObject({
      totals: {
        units: 3,
        titles: [
          { awardCode: 'CTDT', count: 2 },
          { awardCode: 'LDTT', count: 25 },
        ],
        targets: [{ code: 'XA-NC', plan: '0.4' }],
      },
    });
    expect(refusals(await take(2, [minhThuan]), 'consolidateRegistrations')).toEqual([
      'WRONG_STATE childUnitIds.0',
    ]);
    await world.run(of(vuBan), send, at(vuBan, 2));
    await world.run(leader, approve, at(vuBan, 3));
    const summary = `query ($id: ID!, $u: ID!) { registrationSummary(campaignId: $id, unitId: $u) {
      counts { status count } late totals { units titles { awardCode count } targets { plan } } } }`;
    const sum = async (user: Id<'usr'>, u: string) => world.run(user, summary, { id: campaignId, u });
    expect(pick((await sum(officer, province)).data, 'registrationSummary')).toEqual({
      counts: [{ status: 'APPROVED', count: 1 }],
      late: 0,
      totals: {
        units: 3,
        titles: [
          { awardCode: 'CTDT', count: 2 },
          { awardCode: 'LDTT', count: 25 },
        ],
        targets: [{ plan: '0.4' }],
      },
    });
    expect(pick((await sum(of(vuBan), vuBan)).data, 'registrationSummary', 'counts')).toEqual([
      { status: 'CONSOLIDATED', count: 2 },
    ]);
    expect(pick((await sum(of(yYen), vuBan)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });

  it('is listed by campaign, receiver and unit, each with its key', async () => {
    await sent(minhThuan);
    await sent(yenBang);
    await drafted(vuBan);
    const list = async (user: Id<'usr'> | undefined, args: string) => {
      const query = `{ list: ${args} { nodes { unit { id } } } }`;
      const answer = await world.run(user, query);
      if (answer.errors.length > 0) return String(pick(answer.errors, 0, 'extensions', 'code'));
      return [pick(answer.data, 'list', 'nodes')].flat().map((node) => pick(node, 'unit', 'id'));
    };
    const inCampaign = `registrations(campaignId: "${campaignId}", status: SENT`;
    const sentOnes = await list(leader, `${inCampaign})`);
    expect(sentOnes).toHaveLength(2);
    expect(await list(of(vuBan), `${inCampaign}, receivingUnitId: "${vuBan}")`)).toEqual([minhThuan]);
    expect(await list(leader, `registrations(campaignId: "${campaignId}", status: DRAFT)`)).toEqual([]);
    expect(await list(of(vuBan), `${inCampaign})`)).toBe('FORBIDDEN');
    expect(await list(undefined, `${inCampaign})`)).toBe('FORBIDDEN');
    expect(await list(of(vuBan), `registrationsOfUnit(unitId: "${vuBan}", first: 100)`)).toContain(vuBan);
    expect(await list(leader, `registrationsOfUnit(unitId: "${vuBan}")`)).toBe('FORBIDDEN');
  });

  it('offers exactly the actions that it then accepts', async () => {
    const allowed = async (user: Id<'usr'>) =>
      [pick(await see(user, minhThuan), 'availableActions')]
        .flat()
        .filter((action) => pick(action, 'allowed') === true)
        .map((action) => pick(action, 'code'));
    await drafted(minhThuan);
    const writing = ['registration.update', 'registration.consolidate', 'registration.send'];
    expect(await allowed(of(minhThuan))).toEqual(writing);
    await world.run(of(minhThuan), send, at(minhThuan, 1));
    expect(await allowed(of(minhThuan))).toEqual([]);
    expect(await allowed(leader)).toEqual(['registration.approve', 'registration.return']);
    await world.run(leader, giveBack, at(minhThuan, 2, { reason: 'Bổ sung' }));
    expect(await allowed(of(minhThuan))).toEqual(writing);
    expect(await allowed(leader)).toEqual([]);
  });
});
