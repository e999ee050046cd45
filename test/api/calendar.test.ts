import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { province, seedUnits, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const legalAct = { number: '77/QĐ-UBND', issuer: 'UBND tỉnh', issuedOn: '2021-03-01' };
const storm = { name: 'Nghỉ phòng chống bão', unitId: province, legalAct };

describe('the declared days of the calendar', () => {
  let world: World;
  let leader: Id<'usr'>;
  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    await seedUnits(world);
    leader = await world.user('leader', [['LEADER', province]]);
  });

  const change = async (name: 'declareHoliday' | 'withdrawHoliday', input: object, user = leader) => {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
      declaration { id days { on works } withdrawal { reason } } userErrors { code field } } }`;
    return world.run(user, query, { input: { idempotencyKey: key(), ...input } });
  };
  const version = async () =>
    Number(
      pick((await world.run(undefined, '{ workCalendar { version } }')).data, 'workCalendar', 'version'),
    );
  const due = async () => {
    const input = { startOn: '2021-03-01', days: 3, dayKind: 'WORKING' };
    const query =
      'query ($i: DeadlineInput!) { deadline(input: $i) { dueOn skipped { on reason } needsHumanLook } }';
    return pick((await world.run(undefined, query, { i: input })).data, 'deadline');
  };

  it('prevail over the law, are shown to anyone with the act behind them, and can be withdrawn', async () => {
    const days = [
      { on: '2021-03-06', works: true },
      { on: '2021-03-03', works: false },
    ];
    const done = await change('declareHoliday', { ...storm, days, expectedVersion: 0 });
    expect([refusals(done, 'declareHoliday'), done.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    expect(pick(done.data, 'declareHoliday', 'declaration', 'days', 0, 'on')).toBe('2021-03-03');
    expect(await due()).toMatchObject({
      dueOn: '2021-03-05',
      skipped: [{ on: '2021-03-03', reason: storm.name }],
    });
    const id = String(pick(done.data, 'declareHoliday', 'declaration', 'id'));
    const query = `query ($id: ID!) { node(id: $id) { ... on HolidayDeclaration { name legalAct { number } unit { id } } }
      workCalendar { version declarations { nodes { id } } } calendarYear(year: 2021) { days { on citation } } }`;
    const { data } = await world.run(undefined, query, { id });
    expect(pick(data, 'node')).toEqual({
      name: storm.name,
      legalAct: { number: '77/QĐ-UBND' },
      unit: { id: province },
    });
    expect(pick(data, 'workCalendar')).toEqual({ version: 1, declarations: { nodes: [{ id }] } });
    expect([pick(data, 'calendarYear', 'days')].flat()).toContainEqual({
      on: '2021-03-06',
      citation: '77/QĐ-UBND, UBND tỉnh, 2021-03-01',
    });

    const taken = { declarationId: id, reason: 'Bão tan', legalAct };
    expect(
      refusals(await change('withdrawHoliday', { ...taken, expectedVersion: 0 }), 'withdrawHoliday'),
    ).toEqual(['STALE_VERSION expectedVersion']);
    const back = await change('withdrawHoliday', { ...taken, expectedVersion: 1 });
    expect(pick(back.data, 'withdrawHoliday', 'declaration', 'withdrawal')).toEqual({ reason: 'Bão tan' });
    expect(await due()).toMatchObject({ dueOn: '2021-03-04', skipped: [] });
    expect(
      refusals(await change('withdrawHoliday', { ...taken, expectedVersion: 2 }), 'withdrawHoliday'),
    ).toEqual(['WRONG_STATE declarationId']);
  });

  it.each([
    ['no day', [], 'REQUIRED days'],
    ['a day that is free anyway', [{ on: '2021-03-07', works: false }], 'CALENDAR_DAY_UNCHANGED days.0.on'],
    ['a day that is worked anyway', [{ on: '2021-03-08', works: true }], 'CALENDAR_DAY_UNCHANGED days.0.on'],
    ['a day long ago', [{ on: '2020-12-01', works: false }], 'CALENDAR_DAY_RANGE days.0.on'],
    ['a day far ahead', [{ on: '2025-12-01', works: false }], 'CALENDAR_DAY_RANGE days.0.on'],
    [
      'a day twice',
      [
        { on: '2021-03-09', works: false },
        { on: '2021-03-09', works: false },
      ],
      'DUPLICATE days.1.on',
    ],
  ])('refuse %s', async (_what, days, code) => {
    const before = await world.dump();
    const answer = await change('declareHoliday', { ...storm, days, expectedVersion: await version() });
    expect(refusals(answer, 'declareHoliday')).toEqual([code]);
    expect(await world.dump()).toBe(before);
  });

  it('refuse a province or a declaration that is none, and an act without a number', async () => {
    const expectedVersion = await version();
    const days = [{ on: '2021-03-09', works: false }];
    const declare = async (input: object) =>
      refusals(
        await change('declareHoliday', { ...storm, days, expectedVersion, ...input }),
        'declareHoliday',
      );
    expect(await declare({ unitId: vuBan })).toEqual(['NOT_FOUND unitId']);
    expect(await declare({ legalAct: { ...legalAct, number: ' ' } })).toEqual(['REQUIRED legalAct.number']);
    const gone = { declarationId: 'hol_0', reason: 'x', legalAct, expectedVersion };
    expect(refusals(await change('withdrawHoliday', gone), 'withdrawHoliday')).toEqual([
      'NOT_FOUND declarationId',
    ]);
  });

  it('are for the leader or administrator of the province alone', async () => {
    const days = [{ on: '2021-03-09', works: false }];
    const input = { ...storm, days, expectedVersion: await version() };
    for (const grant of [
      ['LEADER', vuBan],
      ['APPRAISER', province],
    ] as const) {
      const other = await world.user(grant.join('-'), [grant]);
      const answer = await change('declareHoliday', input, other);
      expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
      const actions = '{ workCalendar { availableActions { code allowed } } }';
      expect(pick((await world.run(other, actions)).data, 'workCalendar', 'availableActions')).toEqual([
        { code: 'calendar.declareHoliday', allowed: false },
        { code: 'calendar.withdrawHoliday', allowed: false },
      ]);
    }
    const admin = await world.user('admin', [['ADMIN', province]]);
    expect(refusals(await change('declareHoliday', input, admin), 'declareHoliday')).toEqual([]);
  });
});
