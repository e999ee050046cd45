import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { launched } from '../support/campaigns.ts';
import { office } from '../support/dossiers.ts';
import { hiddenOversight } from '../support/oversight.ts';
import { stepper, type Held } from '../support/steps.ts';
import { hienKhanh, minhThuan, province, vuBan, yenBang } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

const kinds = ['SPECIAL_PAGE', 'COLUMN', 'NEWS', 'REPORTAGE', 'DOCUMENTARY'] as const;
const itemFields = `id status version medium outlet level title on link file { fileName } event withdrawReason
  plan { id } campaign { id } exemplar { id } history(first: 5) { nodes { name } } availableActions { code allowed }`;

describe('publicity', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let items: ReturnType<typeof stepper>;
  let plans: ReturnType<typeof stepper>;
  let officer: Id<'usr'>, leader: Id<'usr'>, district: Id<'usr'>, outsider: Id<'usr'>, stranger: Id<'usr'>;
  let links = 0;

  beforeAll(async () => {
    world = await createWorld('2021-03-10T02:00:00Z');
    at = await office(world);
    ({ officer, leader, district, outsider } = at);
    stranger = await world.user('stranger');
    items = stepper(world, 'mediaItemId', 'mediaItem', itemFields);
    plans = stepper(
      world,
      'publicityPlanId',
      'publicityPlan',
      'id status version events { number unit { id } }',
    );
  });
  beforeEach(() => world.clock.set('2021-03-10T02:00:00Z'));

  const entry = (extra: object = {}) => ({
    ...{
      medium: 'NEWS',
      outlet: 'Báo Nam Định',
      level: 'PROVINCIAL',
      title: 'Dồn điền đổi thửa',
      on: '2021-03-08',
    },
    link: `https://baonamdinh.example/bai-${(links += 1)}`,
    ...extra,
  });
  const recorded = (extra: object = {}, unitId: string = minhThuan, by = officer) =>
    items.done(by, 'recordMediaItem', null, { unitId, ...entry(extra) });
  const countsOf = async (unitId: string, year: number, user: Id<'usr'> | undefined) => {
    const query = `query ($unitId: ID!, $year: Int!) { mediaCounts(unitId: $unitId, year: $year) { total
      kinds { kind provincial central } outlets(first: 100) { nodes { outlet level count } }
      units(first: 100) { nodes { unit { id } count } } } }`;
    const answer = await world.run(user, query, { unitId, year });
    expect(answer.calls.reads).toBeLessThanOrEqual(3);
    return answer;
  };
  const view = async (unitId: string, year = 2021) =>
    pick((await countsOf(unitId, year, leader)).data, 'mediaCounts');

  it('counts all five kinds by outlet and unit, for the unit and all over it, in one query', async () => {
    for (const [i, medium] of kinds.entries()) {
      const level = i % 2 === 0 ? 'PROVINCIAL' : 'CENTRAL';
      const taken = await items.step(officer, 'recordMediaItem', null, {
        ...{ unitId: minhThuan, ...entry({ medium, level, outlet: i % 2 === 0 ? 'Báo Nam Định' : 'VTV1' }) },
      });
      expect([taken.refusals, taken.answer.calls.writes]).toEqual([[], 1]);
    }
    await recorded({ outlet: 'BÁO  NAM ĐỊNH' }, yenBang, leader);
    expect(await view(province)).toEqual({
      total: 6,
      kinds: [
        { kind: 'SPECIAL_PAGE', provincial: 1, central: 0 },
        { kind: 'COLUMN', provincial: 0, central: 1 },
        { kind: 'NEWS', provincial: 2, central: 0 },
        { kind: 'REPORTAGE', provincial: 0, central: 1 },
        { kind: 'DOCUMENTARY', provincial: 1, central: 0 },
      ],
      outlets: {
        nodes: [
          { outlet: 'Báo Nam Định', level: 'PROVINCIAL', count: 4 },
          { outlet: 'VTV1', level: 'CENTRAL', count: 2 },
        ],
      },
      units: {
        nodes: [
          { unit: { id: minhThuan }, count: 5 },
          { unit: { id: yenBang }, count: 1 },
        ],
      },
    });
    expect(await view(vuBan)).toMatchObject({ total: 5, units: { nodes: [{ unit: { id: minhThuan } }] } });
    expect(await view(minhThuan)).toMatchObject({ total: 5 });
    expect(await view(hienKhanh)).toMatchObject({ total: 0, units: { nodes: [] } });
  });

  it('moves counts with a correction, out of one year and into another, and takes back what was withdrawn', async () => {
    const before = await view(province);
    const one = await recorded({ outlet: 'Đài PTTH Nam Định', medium: 'REPORTAGE' });
    expect(await view(province)).toMatchObject({ total: Number(pick(before, 'total')) + 1 });
    const moved = await items.step(
      officer,
      'correctMediaItem',
      one,
      entry({ medium: 'NEWS', on: '2020-12-31' }),
    );
    expect(moved.view).toMatchObject({ medium: 'NEWS', on: '2020-12-31', version: 2 });
    expect(await view(province)).toEqual(before);
    expect(await view(province, 2020)).toMatchObject({ total: 1 });
    const same = await items.done(
      officer,
      'correctMediaItem',
      moved.held,
      entry({ on: '2020-12-30', title: 'Tên khác' }),
    );
    expect(await view(province, 2020)).toMatchObject({ total: 1 });
    const gone = await items.step(officer, 'withdrawMediaItem', same, { reason: 'Ghi nhầm' });
    expect(gone.view).toMatchObject({ status: 'WITHDRAWN', withdrawReason: 'Ghi nhầm' });
    expect(await view(province, 2020)).toMatchObject({
      total: 0,
      outlets: { nodes: [] },
      units: { nodes: [] },
    });
    expect((await items.step(officer, 'withdrawMediaItem', gone.held, { reason: 'x' })).refusals).toEqual([
      'WRONG_STATE mediaItemId',
    ]);
  });

  it('counts a repeated request once, one of two withdrawals, and every one of those that come together', async () => {
    const before = Number(pick(await view(province), 'total'));
    const input = { unitId: minhThuan, ...entry(), idempotencyKey: key() };
    const one = await items.step(officer, 'recordMediaItem', null, input);
    expect((await items.step(officer, 'recordMediaItem', null, input)).held).toEqual(one.held);
    expect(await view(province)).toMatchObject({ total: before + 1 });
    await Promise.all([
      recorded(),
      recorded({ outlet: 'VTV1', level: 'CENTRAL' }, yenBang, leader),
      recorded({ outlet: 'Báo Nhân Dân', level: 'CENTRAL' }, vuBan, district),
    ]);
    expect(await view(province)).toMatchObject({ total: before + 4 });
    const both = await Promise.all(
      [officer, leader].map((user) => items.step(user, 'withdrawMediaItem', one.held, { reason: 'Nhầm' })),
    );
    expect(both.filter(({ refusals }) => refusals.length === 0)).toHaveLength(1);
    expect(await view(province)).toMatchObject({ total: before + 3 });
  });

  it('takes one address once a unit, and frees it when the entry is taken back', async () => {
    const link = 'https://nhandan.example/mot-bai';
    const one = await recorded({ link });
    expect(
      (await items.step(officer, 'recordMediaItem', null, { unitId: minhThuan, ...entry({ link }) }))
        .refusals,
    ).toEqual(['DUPLICATE link']);
    const other = await recorded({ link }, vuBan, district);
    expect(
      (await items.step(officer, 'correctMediaItem', await recorded(), entry({ link }))).refusals,
    ).toEqual(['DUPLICATE link']);
    await items.done(officer, 'withdrawMediaItem', one, { reason: 'Ghi lại' });
    await recorded({ link });
    await items.done(district, 'withdrawMediaItem', other, { reason: 'Xong' });
  });

  it('is refused for every wrong field at once, and nothing changes', async () => {
    const before = await world.dump();
    const bad = {
      ...{ outlet: '', title: 'x'.repeat(501), on: '2021-03-11', link: 'ftp://x.example/a', event: 1 },
      ...{ campaignId: world.shared.ids.next('cmp'), exemplarId: world.shared.ids.next('exm') },
      publicityPlanId: world.shared.ids.next('pbp'),
      fileId: world.shared.ids.next('att'),
    };
    expect(
      (await items.step(officer, 'recordMediaItem', null, { unitId: minhThuan, ...entry(bad) })).refusals,
    ).toEqual([
      'REQUIRED outlet',
      'TOO_LONG title',
      'INVALID_VALUE link',
      'NOT_FOUND publicityPlanId',
      'NOT_FOUND event',
      'NOT_FOUND campaignId',
      'NOT_FOUND exemplarId',
      'PUBLICITY_DATES on',
      'NOT_FOUND fileId',
    ]);
    for (const link of [
      'javascript:alert(1)',
      'file:///etc/passwd',
      'https://user:pass@x.example/',
      'không phải',
    ])
      expect(
        (await items.step(officer, 'recordMediaItem', null, { unitId: minhThuan, ...entry({ link }) }))
          .refusals,
      ).toEqual(['INVALID_VALUE link']);
    for (const on of ['2016-12-31', '2019-06-01'])
      expect(
        (await items.step(officer, 'recordMediaItem', null, { unitId: minhThuan, ...entry({ on }) }))
          .refusals,
      ).toEqual(['PUBLICITY_DATES on']);
    expect(
      (await items.step(officer, 'recordMediaItem', null, { unitId: minhThuan, ...entry({ link: null }) }))
        .refusals,
    ).toEqual(['REQUIRED link']);
    expect(
      (await items.step(officer, 'recordMediaItem', null, { unitId: yenBang, ...entry() })).refusals,
    ).toEqual(['NOT_FOUND unitId']);
    expect(
      await items.errorCode(at.auditor, 'recordMediaItem', null, { unitId: minhThuan, ...entry() }),
    ).toBe('FORBIDDEN');
    expect(await world.dump()).toBe(before);
  });

  it('keeps a clean file instead of an address, for those who may see it', async () => {
    const dirty = await at.file('ban.pdf', 'CHECKING');
    expect(
      (
        await items.step(officer, 'recordMediaItem', null, {
          unitId: minhThuan,
          ...entry({ link: null, fileId: dirty }),
        })
      ).refusals,
    ).toEqual(['FILE_NOT_CLEAN fileId']);
    const fileId = await at.file('phim.pdf');
    const film = { link: null, fileId, medium: 'DOCUMENTARY' };
    const one = await items.step(officer, 'recordMediaItem', null, { unitId: minhThuan, ...entry(film) });
    expect(one.view).toMatchObject({ file: { fileName: 'phim.pdf' }, link: null });
    const kept = await items.step(
      officer,
      'correctMediaItem',
      one.held,
      entry({ ...film, title: 'Tên phim' }),
    );
    expect(kept.refusals).toEqual([]);
    const again = { unitId: minhThuan, ...entry({ link: null, fileId }) };
    expect((await items.step(officer, 'recordMediaItem', null, again)).refusals).toEqual([
      'DUPLICATE fileId',
    ]);
    const query = 'query ($id: ID!) { mediaItem(id: $id) { title file { fileName } } }';
    expect(pick((await world.run(undefined, query, { id: kept.held.id })).data, 'mediaItem')).toEqual({
      title: 'Tên phim',
      file: null,
    });
  });

  it('goes around the events of a plan, a campaign and an exemplar, by day', async () => {
    const event = {
      ...{
        name: 'Mừng Đảng, mừng Xuân',
        from: '2021-01-15',
        to: '2021-03-31',
        topic: 'Truyền thống yêu nước',
      },
      ...{ unitId: vuBan, media: ['NEWS', 'COLUMN'], intended: 10 },
    };
    const terms = { title: 'Kế hoạch tuyên truyền năm 2021', events: [event] };
    const host = { hostUnitId: province, year: 2021 };
    const bad = { ...event, unitId: 'unt_0', from: '2021-04-01', media: [], intended: 0, name: '' };
    expect(
      (await plans.step(leader, 'draftPublicityPlan', null, { ...host, ...terms, events: [bad] })).refusals,
    ).toEqual([
      'REQUIRED events.0.name',
      'NOT_FOUND events.0.unitId',
      'PUBLICITY_DATES events.0.to',
      'REQUIRED events.0.media',
      'INVALID_VALUE events.0.intended',
    ]);
    let plan = await plans.done(leader, 'draftPublicityPlan', null, { ...host, ...terms, events: [] });
    expect((await plans.step(leader, 'approvePublicityPlan', plan)).refusals).toEqual(['REQUIRED events']);
    plan = await plans.done(leader, 'updatePublicityPlan', plan, terms);
    const planned = { publicityPlanId: plan.id, event: 1 };
    const early = { unitId: minhThuan, ...entry(planned) };
    expect((await items.step(officer, 'recordMediaItem', null, early)).refusals).toEqual([
      'NOT_FOUND publicityPlanId',
      'NOT_FOUND event',
    ]);
    plan = await plans.done(leader, 'approvePublicityPlan', plan);
    const planner = await world.user('planner', [['OFFICER', province]]);
    world.clock.set('2021-02-01T02:00:00Z');
    const campaignId = await launched(world, planner);
    world.clock.set('2021-03-10T02:00:00Z');
    const later = await recorded({ ...planned, campaignId, on: '2021-03-09' });
    const first = await recorded({ ...planned, on: '2021-03-02' });
    const none = { unitId: minhThuan, ...entry({ ...planned, event: 2 }) };
    expect((await items.step(officer, 'recordMediaItem', null, none)).refusals).toEqual(['NOT_FOUND event']);
    const query = `query ($plan: ID!, $campaign: ID!, $unit: ID!) {
      publicityPlan(id: $plan) { items(event: 1) { nodes { id } } }
      mediaItemsOfCampaign(campaignId: $campaign) { nodes { id } }
      mediaItems(unitId: $unit, first: 1) { nodes { id } } }`;
    const listed = await world.run(officer, query, { plan: plan.id, campaign: campaignId, unit: minhThuan });
    expect(listed.calls.reads).toBeLessThanOrEqual(5);
    expect(listed.data).toMatchObject({
      publicityPlan: { items: { nodes: [{ id: first.id }, { id: later.id }] } },
      mediaItemsOfCampaign: { nodes: [{ id: later.id }] },
      mediaItems: { nodes: [{ id: later.id }] },
    });
    const hidden = (await hiddenOversight(at)).find((id) => id.startsWith('exm_'));
    const secret = { unitId: minhThuan, ...entry({ exemplarId: hidden }) };
    expect((await items.step(officer, 'recordMediaItem', null, secret)).refusals).toEqual([
      'NOT_FOUND exemplarId',
    ]);
    await plans.done(leader, 'closePublicityPlan', plan, { note: 'Hết năm' });
    expect(
      (await items.step(officer, 'recordMediaItem', null, { unitId: minhThuan, ...entry(planned) })).refusals,
    ).toEqual(['NOT_FOUND publicityPlanId', 'NOT_FOUND event']);
  });

  it('is public once published; what was taken back, drafts and counts are not', async () => {
    const one = await recorded();
    const query = `query ($id: ID!) { mediaItem(id: $id) { title withdrawReason history(first: 1) { nodes { name } } } node(id: $id) { id } }`;
    expect(pick((await world.run(undefined, query, { id: one.id })).data, 'mediaItem')).toEqual({
      title: 'Dồn điền đổi thửa',
      withdrawReason: null,
      history: null,
    });
    const denied = await items.step(outsider, 'withdrawMediaItem', one, { reason: 'x' });
    expect(denied.refusals).toEqual(['NOT_YOURS mediaItemId']);
    const gone = await items.done(officer, 'withdrawMediaItem', one, { reason: 'Nhầm' });
    const draft: Held = await plans.done(leader, 'draftPublicityPlan', null, {
      ...{ hostUnitId: province, year: 2021, title: 'Dự thảo', events: [] },
    });
    const plan = 'query ($id: ID!) { publicityPlan(id: $id) { id } node(id: $id) { id } }';
    for (const user of [undefined, stranger, outsider]) {
      expect((await world.run(user, query, { id: gone.id })).data).toEqual({ mediaItem: null, node: null });
      expect((await world.run(user, plan, { id: draft.id })).data).toEqual({
        publicityPlan: null,
        node: null,
      });
    }
    expect(pick((await world.run(officer, query, { id: gone.id })).data, 'mediaItem')).toMatchObject({
      withdrawReason: 'Nhầm',
    });
    for (const user of [undefined, stranger])
      expect(pick((await countsOf(province, 2021, user)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const list = 'query ($host: ID!) { publicityPlans(hostUnitId: $host, year: 2021) { nodes { id } } }';
    expect(pick((await world.run(officer, list, { host: province })).errors, 0, 'extensions', 'code')).toBe(
      'FORBIDDEN',
    );
  });
});
