import { beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '../../functions/kernel/dates.ts';
import { dayRulesOn } from '../../functions/law/day-rule.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const five = { startOn: '2021-03-01', days: 5, dayKind: 'WORKING' };

describe('the deadline calculator, for anyone', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  const deadline = async (input: object) => {
    const query = `query ($i: DeadlineInput!) { deadline(input: $i) {
      startOn dueOn days dayKind countFirstDay citation status needsHumanLook skipped { on reason } } }`;
    return world.run(undefined, query, { i: input });
  };

  it('shows the working of a dossier’s deadline and what a person should check', async () => {
    const query = `query ($d: LocalDate!) { processingDeadline(unitKind: PROVINCE, receivedOn: $d) {
      dueOn days dayKind status needsHumanLook steps { on counts reason } } }`;
    const answer = await world.run(undefined, query, { d: '2021-02-05' });
    expect(pick(answer.data, 'processingDeadline')).toMatchObject({
      dueOn: '2021-03-19',
      days: 25,
      dayKind: 'WORKING',
      status: 'CONFIRMED',
    });
    expect(pick(answer.data, 'processingDeadline', 'steps', 4)).toEqual({
      on: '2021-02-10',
      counts: false,
      reason: 'Tết Âm lịch',
    });
    expect(answer.calls.reads).toBe(1);
  });

  it('counts by a rule of law or by free days, and names every skipped day', async () => {
    const byRule = await deadline({ startOn: '2021-12-27', rule: 'NOTIFY_RESULT' });
    expect(pick(byRule.data, 'deadline')).toMatchObject({
      dueOn: '2022-01-11',
      days: 10,
      status: 'CONFIRMED',
    });
    const free = await deadline({ startOn: '2025-08-20', days: 10, dayKind: 'WORKING', countFirstDay: true });
    expect(pick(free.data, 'deadline')).toMatchObject({
      dueOn: '2025-09-04',
      skipped: [
        { on: '2025-08-23', reason: 'Thứ Bảy' },
        { on: '2025-08-24', reason: 'Chủ nhật' },
        { on: '2025-08-30', reason: 'Thứ Bảy' },
        { on: '2025-08-31', reason: 'Chủ nhật' },
        { on: '2025-09-01', reason: 'Quốc khánh' },
        { on: '2025-09-02', reason: 'Quốc khánh' },
      ],
    });
    const far = await deadline({ startOn: '2040-01-20', days: 30, dayKind: 'CALENDAR' });
    expect(pick(far.data, 'deadline', 'needsHumanLook')).toEqual([
      'Chưa có thông báo lịch nghỉ lễ, tết năm 2040: tạm tính theo luật.',
    ]);
  });

  it('answers null for an unknown rule, or one that did not hold', async () => {
    expect(pick((await deadline({ startOn: '2021-03-01', rule: 'NOPE' })).data, 'deadline')).toBeNull();
    expect(
      pick((await deadline({ startOn: '2021-03-01', rule: 'ANNULMENT_REPORT' })).data, 'deadline'),
    ).toBeNull();
  });

  it.each([
    { startOn: '2016-12-31', days: 5, dayKind: 'WORKING' },
    { startOn: '2101-01-01', days: 5, dayKind: 'WORKING' },
    { startOn: '2021-03-01', days: 0, dayKind: 'WORKING' },
    { startOn: '2021-03-01', days: 3651, dayKind: 'WORKING' },
    { startOn: '2021-03-01', days: 5 },
    { startOn: '2021-03-01' },
    { startOn: '2021-03-01', rule: 'NOTIFY_RESULT', days: 5 },
    { ...five, suspensions: [{ from: '2021-02-28', to: '2021-03-02' }] },
    { ...five, suspensions: [{ from: '2021-03-03', to: '2021-03-03' }] },
    { ...five, suspensions: [{ from: '2021-03-03', to: '2022-03-05' }] },
    {
      ...five,
      suspensions: [
        { from: '2021-03-03', to: '2021-03-09' },
        { from: '2021-03-08', to: '2021-03-12' },
      ],
    },
    { ...five, suspensions: Array.from({ length: 21 }, () => ({ from: '2021-03-03', to: '2021-03-04' })) },
  ])('refuses %j', async (input) => {
    const answer = await deadline(input);
    expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
  });

  it('lets the time stand still, and says so day by day', async () => {
    const answer = await deadline({
      ...five,
      suspensions: [
        { from: '2021-03-10', to: '2021-03-11' },
        { from: '2021-03-03', to: '2021-03-05' },
      ],
    });
    // Counted: 2, 3, 8, 9 and 10 March; 4 and 5 stand still, 6 and 7 are a weekend, and the 11th comes too late to matter.
    expect(pick(answer.data, 'deadline')).toMatchObject({
      dueOn: '2021-03-10',
      skipped: [
        { on: '2021-03-04', reason: 'Tạm dừng' },
        { on: '2021-03-05', reason: 'Tạm dừng' },
        { on: '2021-03-06' },
        { on: '2021-03-07' },
      ],
    });
  });

  it('lists the rules of a day and the special days of a year', async () => {
    const query = `{ dayRules(on: "2021-03-01") { code days dayKind citation }
      calendarYear(year: 2024) { workingDays needsHumanLook days { on works reason status } } }`;
    const { data } = await world.run(undefined, query);
    const codes = [pick(data, 'dayRules')].flat().map((rule) => pick(rule, 'code'));
    expect(codes.slice(0, 4)).toEqual([
      'NOTIFY_RESULT',
      'NOTIFY_REFUSAL',
      'CONSULTATION',
      'COMPLAINT_LODGING',
    ]);
    expect(codes).toHaveLength(dayRulesOn(localDate('2021-03-01')).length);
    expect([pick(data, 'calendarYear', 'days')].flat()).toContainEqual({
      on: '2024-05-04',
      works: true,
      reason: 'Làm bù cho ngày 2024-04-29',
      status: 'UNVERIFIED',
    });
    expect(pick(data, 'calendarYear', 'workingDays')).toBe(251);
    for (const odd of ['calendarYear(year: 2016) { year }', 'dayRules(on: "2016-12-31") { code }']) {
      const wrong = await world.run(undefined, `{ ${odd} }`);
      expect(pick(wrong.errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    }
  });
});
