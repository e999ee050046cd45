import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import { education, minhThuan, province, seedUnits } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const round = `round { id status version opensOn closesOn awardCodes availableActions { code allowed }
  lateExceptions { unit { id } untilOn leaderName } }`;
const mutation = (name: string, type: string) =>
  `mutation ($input: ${type}Input!) { ${name}(input: $input) { ${round} userErrors { code field message details { name value } } } }`;
const create = mutation('createRound', 'CreateRound');
const open = mutation('openRound', 'OpenRound');
const grant = mutation('grantLateException', 'GrantLateException');
const calendar = mutation('changeRoundCalendar', 'ChangeRoundCalendar');
const cancel = mutation('cancelRound', 'CancelRound');

const flags = (extra: object = {}) => ({
  hostUnitId: province,
  name: 'Cờ thi đua của Chính phủ năm 2020',
  year: 2021,
  opensOn: '2021-02-01',
  closesOn: '2021-02-28',
  achievement: { kind: 'CALENDAR_YEAR', from: '2020-01-01', to: '2020-12-31' },
  awardCodes: ['CTDCP'],
  idempotencyKey: key(),
  ...extra,
});

describe('award rounds', () => {
  let world: World;
  let leader: Id<'usr'>, appraiser: Id<'usr'>, officer: Id<'usr'>;
  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    await seedUnits(world);
    leader = await world.user('leader', [['LEADER', province]]);
    appraiser = await world.user('appraiser', [['APPRAISER', province]]);
    officer = await world.user('officer', [['OFFICER', minhThuan]]);
  });
  beforeEach(() => world.clock.set('2021-01-25T02:00:00Z'));

  async function planned(extra: object = {}): Promise<string> {
    const answer = await world.run(appraiser, create, { input: flags(extra) });
    expect(refusals(answer, 'createRound')).toEqual([]);
    return String(pick(answer.data, 'createRound', 'round', 'id'));
  }
  const at = (roundId: string, expectedVersion: number, extra: object = {}) => ({
    input: { roundId, expectedVersion, idempotencyKey: key(), ...extra },
  });

  it('is planned in one read and one write, seen by the host alone, and public once open', async () => {
    const answer = await world.run(appraiser, create, { input: flags() });
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    const id = String(pick(answer.data, 'createRound', 'round', 'id'));
    const look = 'query ($id: ID!) { round(id: $id) { status } node(id: $id) { id } }';
    expect((await world.run(undefined, look, { id })).data).toEqual({ round: null, node: null });
    expect((await world.run(officer, look, { id })).data).toEqual({ round: null, node: null });
    const opened = await world.run(appraiser, open, at(id, 1));
    expect(opened.calls).toEqual({ reads: 1, writes: 1 });
    expect((await world.run(undefined, look, { id })).data).toEqual({
      round: { status: 'OPEN' },
      node: { id },
    });
  });

  it('reports every problem at once and writes nothing', async () => {
    const before = await world.dump();
    const answer = await world.run(appraiser, create, {
      input: flags({
        name: '  ',
        year: 1990,
        closesOn: '2021-01-31',
        achievement: { kind: 'PERIOD', from: '2020-02-01', to: '2020-01-01' },
        awardCodes: ['CTDCP', 'XYZ'],
      }),
    });
    expect(refusals(answer, 'createRound')).toEqual([
      'REQUIRED name',
      'ROUND_CALENDAR closesOn',
      'ROUND_CALENDAR achievement.to',
      'ROUND_AWARD_UNKNOWN awardCodes.1',
      'INVALID_VALUE year',
    ]);
    expect(await world.dump()).toBe(before);
  });

  it('refuses a date that does not exist before anything runs', async () => {
    const answer = await world.run(appraiser, create, { input: flags({ opensOn: '2021-02-30' }) });
    expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
  });

  it('lets only those act whom the tables name, and answers others as if it were not there', async () => {
    const id = await planned();
    const forbidden = await world.run(officer, open, at(id, 1));
    expect(pick(forbidden.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(pick((await world.run(undefined, open, at(id, 1))).errors, 0, 'extensions', 'code')).toBe(
      'UNAUTHENTICATED',
    );
    const elsewhere = await world.user('elsewhere', [['APPRAISER', education]]);
    expect(refusals(await world.run(elsewhere, open, at(id, 1)), 'openRound')).toEqual(['NOT_FOUND roundId']);
    expect(refusals(await world.run(appraiser, open, at('rnd_0', 1)), 'openRound')).toEqual([
      'NOT_FOUND roundId',
    ]);
    expect(refusals(await world.run(elsewhere, create, { input: flags() }), 'createRound')).toEqual([
      'NOT_FOUND hostUnitId',
    ]);
  });

  it('tells stale versions and wrong states, with what is possible', async () => {
    const id = await planned();
    expect(refusals(await world.run(appraiser, open, at(id, 7)), 'openRound')).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    await world.run(appraiser, open, at(id, 1));
    const again = await world.run(appraiser, open, at(id, 2));
    expect(refusals(again, 'openRound')).toEqual(['WRONG_STATE']);
    expect(pick(again.data, 'openRound', 'userErrors', 0, 'message')).toContain('round.cancel');
  });

  it('gives the same answer to the same key, also when sent twenty times at once', async () => {
    const input = flags();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => world.run(appraiser, create, { input })),
    );
    const ids = answers.map((answer) => pick(answer.data, 'createRound', 'round', 'id'));
    expect(new Set(ids).size).toBe(1);
    const other = await world.run(appraiser, create, { input: { ...input, year: 2022 } });
    expect(refusals(other, 'createRound')).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey']);
  });

  it('closes at the end of its last day in Viet Nam, and opens again only for the unit with an exception', async () => {
    const id = await planned();
    await world.run(appraiser, open, at(id, 1));
    const window = async (unitId: string, by: Id<'usr'> | 'anybody' = officer) => {
      const query = 'query ($id: ID!, $u: ID!) { round(id: $id) { submissionWindow(unitId: $u) } }';
      const asked = await world.run(by === 'anybody' ? undefined : by, query, { id, u: unitId });
      return pick(asked.data, 'round', 'submissionWindow');
    };
    expect(await window(minhThuan)).toBe('NOT_OPEN');
    world.clock.set('2021-01-31T17:00:00Z');
    expect(await window(minhThuan)).toBe('OPEN');
    world.clock.set('2021-02-28T16:59:59.999Z');
    expect(await window(minhThuan)).toBe('OPEN');
    world.clock.set('2021-02-28T17:00:00Z');
    expect(await window(minhThuan)).toBe('CLOSED');

    const leave = {
      unitId: minhThuan,
      untilOn: '2021-03-05',
      reason: 'Cách ly y tế',
      leaderName: 'Phạm Đình Nghị',
    };
    const byAppraiser = await world.run(appraiser, grant, at(id, 2, leave));
    expect(pick(byAppraiser.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const empty = await world.run(leader, grant, at(id, 2, { ...leave, reason: ' ', untilOn: '2021-02-28' }));
    expect(refusals(empty, 'grantLateException')).toEqual(['REQUIRED reason', 'ROUND_CALENDAR untilOn']);
    expect(refusals(await world.run(leader, grant, at(id, 2, leave)), 'grantLateException')).toEqual([]);
    expect(await window(minhThuan)).toBe('LATE_WITH_EXCEPTION');
    expect(await window(minhThuan, 'anybody')).toBe('CLOSED');
    expect(await window(education)).toBe('CLOSED');
    world.clock.set('2021-03-05T17:00:00Z');
    expect(await window(minhThuan)).toBe('CLOSED');

    const who = `query ($id: ID!) { round(id: $id) { lateExceptions { leaderName } } }`;
    const seen = async (user: Id<'usr'> | undefined) =>
      pick((await world.run(user, who, { id })).data, 'round', 'lateExceptions', 'length');
    expect([await seen(leader), await seen(officer), await seen(undefined)]).toEqual([1, 1, 0]);
  });

  it('offers exactly the actions that it then accepts', async () => {
    const id = await planned();
    const query = 'query ($id: ID!) { round(id: $id) { availableActions { code allowed } } }';
    const allowed = async (user: Id<'usr'>) => {
      const actions = pick((await world.run(user, query, { id })).data, 'round', 'availableActions');
      return [actions]
        .flat()
        .filter((a) => pick(a, 'allowed') === true)
        .map((a) => pick(a, 'code'));
    };
    expect(await allowed(appraiser)).toEqual(['round.update', 'round.open']);
    expect(await allowed(leader)).toEqual(['round.update', 'round.open', 'round.cancel']);
    await world.run(leader, open, at(id, 1));
    expect(await allowed(officer)).toEqual([]);
    expect(await allowed(leader)).toEqual([
      'round.cancel',
      'round.changeCalendar',
      'round.grantLateException',
    ]);
    const moved = await world.run(
      leader,
      calendar,
      at(id, 2, { opensOn: '2021-02-01', closesOn: '2021-03-15', reason: 'Dịch bệnh' }),
    );
    expect(pick(moved.data, 'changeRoundCalendar', 'round', 'closesOn')).toBe('2021-03-15');
    expect(
      refusals(await world.run(leader, cancel, at(id, 3, { reason: 'Gộp đợt' })), 'cancelRound'),
    ).toEqual([]);
    expect(await allowed(leader)).toEqual([]);
  });

  it('lists rounds of a year page by page in two calls', async () => {
    const host =
      'query ($h: ID, $after: String) { rounds(year: 2030, hostUnitId: $h, first: 2, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }';
    for (const day of [3, 1, 2])
      await planned({
        year: 2030,
        name: `Đợt ${day}`,
        opensOn: `2030-01-0${day}`,
        closesOn: '2030-12-31',
        achievement: { kind: 'PERIOD', from: '2029-01-01', to: '2029-12-31' },
      });
    const first = await world.run(leader, host, { h: province });
    expect(first.calls.reads).toBe(2);
    expect(pick(first.data, 'rounds', 'nodes')).toEqual([{ name: 'Đợt 1' }, { name: 'Đợt 2' }]);
    const after = pick(first.data, 'rounds', 'pageInfo', 'endCursor');
    const second = await world.run(leader, host, { h: province, after });
    expect(pick(second.data, 'rounds')).toMatchObject({
      nodes: [{ name: 'Đợt 3' }],
      pageInfo: { hasNextPage: false },
    });
    const publicly = await world.run(undefined, host, { h: province });
    expect(pick(publicly.data, 'rounds', 'nodes')).toEqual([]);
  });

  it('lists to the public what one host has opened, and nothing of another', async () => {
    const year = {
      year: 2031,
      opensOn: '2031-01-01',
      closesOn: '2031-12-31',
      achievement: { kind: 'PERIOD', from: '2030-01-01', to: '2030-12-31' },
    };
    const opened = await planned({ ...year, name: 'Đợt đã mở' });
    await world.run(appraiser, open, at(opened, 1));
    await planned({ ...year, name: 'Đợt dự kiến' });
    const called = await planned({ ...year, name: 'Đợt bỏ từ đầu' });
    await world.run(leader, cancel, at(called, 1, { reason: 'Không tổ chức' }));
    const list = 'query ($h: ID) { rounds(year: 2031, hostUnitId: $h) { nodes { name } } }';
    const names = async (by: Id<'usr'> | undefined, h?: string) =>
      [pick((await world.run(by, list, { h })).data, 'rounds', 'nodes')].flat().map((n) => pick(n, 'name'));
    const seen = [['Đợt đã mở'], [], []];
    for (const by of [undefined, officer])
      expect([await names(by, province), await names(by, education), await names(by, 'unt_0')]).toEqual(seen);
    expect(await names(undefined)).toEqual(['Đợt đã mở']);
    expect(await names(appraiser, province)).toHaveLength(3);
    await world.run(leader, cancel, at(opened, 2, { reason: 'Gộp đợt' }));
    expect(await names(undefined)).toEqual(['Đợt đã mở']);
  });

  it('reads rounds from before the day of opening was kept: what was not planned any more was public', async () => {
    const look = 'query ($id: ID!) { round(id: $id) { status } }';
    for (const status of ['PLANNED', 'OPEN', 'CANCELLED']) {
      const id = await planned();
      const item = (await world.items()).find((one) => one['pk'] === `RND#${id}` && one['sk'] === '#');
      const { openedOn: _, ...data } = Object.fromEntries(Object.entries(item?.['data'] ?? {}));
      const Item = { ...item, v: 1, data: { ...data, status } };
      await world.write({ request: { Put: { Item } }, onConflict: () => refusal('BUSY', []) });
      const seen = pick((await world.run(undefined, look, { id })).data, 'round');
      expect(seen).toEqual(status === 'PLANNED' ? null : { status });
    }
  });
});
