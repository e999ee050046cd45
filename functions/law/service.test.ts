import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDate } from '../kernel/dates.ts';
import { positionGroups, serviceBook, serviceOrders, type PositionGroup } from './service-book.ts';
import { askService, weighService, type Position, type ServiceAsked } from './service.ts';

const position = (group: PositionGroup, from: string, to: string | null = null): Position => ({
  group,
  from: localDate(from),
  to: to === null ? null : localDate(to),
});
const asked = (positions: readonly Position[], more: Partial<ServiceAsked> = {}): ServiceAsked => ({
  positions,
  woman: false,
  retiresLater: false,
  on: localDate('2024-12-31'),
  ...more,
});

describe('a career', () => {
  it('is suggested the highest order that its years reach', () => {
    const chair = asked([position('PROVINCE_HEADS', '2016-01-01', '2023-12-31')]);
    expect(weighService(chair)).toMatchObject({ outcome: 'ELIGIBLE', suggested: { awardCode: 'HCDL3' } });
    const shorter = asked([position('PROVINCE_HEADS', '2016-01-01', '2023-11-30')]);
    expect(weighService(shorter)).toMatchObject({ outcome: 'ELIGIBLE', suggested: { awardCode: 'HCLD1' } });
    expect(weighService(shorter).steps[0]).toMatchObject({
      awardCode: 'HCDL3',
      requiredMonths: 96,
      foundMonths: 95,
      missingMonths: 1,
    });
    expect(weighService(shorter).steps[0]?.text).toContain('7 năm 11 tháng, cần 8 năm');
    const secretary = asked([position('SECRETARY_CENTRAL', '2010-01-01')]);
    expect(weighService(secretary)).toMatchObject({ suggested: { awardCode: 'HCDL1', foundMonths: 180 } });
  });

  it('counts whole months once, and none of a broken month', () => {
    const twice = asked([
      position('DIRECTORS', '2009-01-01', '2018-12-31'),
      position('DIRECTORS', '2015-01-01', '2023-12-31'),
    ]);
    expect(weighService(twice).suggested?.foundMonths).toBe(180);
    const broken = asked([position('DIRECTORS', '2009-01-02', '2023-12-30')]);
    expect(weighService(broken).steps[0]?.foundMonths).toBe(178);
  });

  it('adds time in higher positions, and says that somebody should look at it', () => {
    const career = asked([
      position('PROVINCE_HEADS', '2020-01-01', '2023-12-31'),
      position('PROVINCE_DEPUTIES', '2014-01-01', '2019-12-31'),
    ]);
    expect(weighService(career)).toMatchObject({
      outcome: 'NEEDS_HUMAN_LOOK',
      suggested: { awardCode: 'HCLD1', group: 'PROVINCE_DEPUTIES', foundMonths: 120 },
    });
    const ladders = asked([position('GENERAL_DIRECTOR', '2010-01-01', '2023-12-31')]);
    expect(weighService(ladders).suggested).toBeNull();
  });

  it('asks a third less of women from 2025, unless they retire later', () => {
    const director = (more: Partial<ServiceAsked>) =>
      weighService(
        asked([position('DIRECTORS', '2015-01-01', '2024-12-31')], { on: localDate('2025-09-01'), ...more }),
      );
    expect(director({ woman: true }).suggested).toMatchObject({ requiredMonths: 120, foundMonths: 120 });
    expect(director({ woman: true, retiresLater: true }).suggested).toBeNull();
    expect(director({}).suggested).toBeNull();
    const unknown = director({ woman: true, retiresLater: null });
    expect(unknown.needsHumanLook.join()).toContain('tuổi nghỉ hưu');
    const before = weighService(
      asked([position('PROVINCE_HEADS', '2016-01-01', '2023-12-31')], { woman: true }),
    );
    expect(before).toMatchObject({ outcome: 'NEEDS_HUMAN_LOOK', suggested: { requiredMonths: 96 } });
  });

  it('never turns what is not known into a yes or a no', () => {
    const on2021 = asked([position('SECRETARY_CENTRAL', '2000-01-01')], { on: localDate('2021-04-01') });
    expect(weighService(on2021)).toMatchObject({ outcome: 'NEEDS_HUMAN_LOOK', suggested: null, steps: [] });
    expect(weighService(asked([position('OTHER', '2000-01-01')])).outcome).toBe('NEEDS_HUMAN_LOOK');
    const tooShort = asked([position('DIRECTORS', '2020-01-01')]);
    expect(weighService(tooShort)).toMatchObject({ outcome: 'NEEDS_HUMAN_LOOK', suggested: null });
    const inC = asked([position('DEPARTMENT_HEAD', '2015-01-01')], { on: localDate('2025-09-01') });
    expect(weighService(inC)).toMatchObject({
      outcome: 'NEEDS_HUMAN_LOOK',
      suggested: { awardCode: 'HCLD3' },
    });
  });

  it('is never worth less for one more position, nor more than its days', () => {
    const day = fc.integer({ min: 0, max: 9_000 }).map((shift) => addDays(localDate('1999-01-01'), shift));
    const positions = fc.array(
      fc
        .tuple(fc.constantFrom(...positionGroups), day, fc.integer({ min: 0, max: 4_000 }))
        .map(([group, from, length]) => ({ group, from, to: addDays(from, length) })),
      { minLength: 1, maxLength: 6 },
    );
    const rank = (given: readonly Position[]) => {
      const found = weighService(asked(given, { on: localDate('2025-06-30') })).suggested;
      return found ? serviceOrders.indexOf(found.awardCode) : serviceOrders.length;
    };
    fc.assert(
      fc.property(positions, (given) => {
        const { steps } = weighService(asked(given, { on: localDate('2025-06-30') }));
        const days = given.reduce(
          (sum, one) => sum + (Date.parse(one.to) - Date.parse(one.from)) / 86_400_000 + 1,
          0,
        );
        return rank(given) <= rank(given.slice(1)) && steps.every((step) => step.foundMonths * 28 <= days);
      }),
    );
  });
});

describe('a question about a career', () => {
  const today = localDate('2024-12-31');
  const codes = (...given: Parameters<typeof asked>) => {
    const answer = askService(asked(...given), today);
    return answer.ok ? [] : answer.refusals.map((one) => `${one.code} ${one.field.join('.')}`);
  };

  it('is refused with codes when it can not be', () => {
    expect(codes([])).toEqual(['REQUIRED positions']);
    expect(codes([position('OTHER', '1930-01-01')])).toEqual(['INVALID_VALUE positions.0.from']);
    expect(codes([position('OTHER', '2025-01-01')])).toEqual(['INVALID_VALUE positions.0.from']);
    expect(codes([position('OTHER', '2020-01-01', '2019-01-01')])).toEqual(['INVALID_VALUE positions.0.to']);
    expect(codes([position('OTHER', '2010-01-01')], { on: localDate('2016-01-01') })).toEqual([
      'LAW_DAY_UNKNOWN on',
    ]);
    expect(codes(Array.from({ length: 51 }, () => position('OTHER', '2010-01-01')))).toEqual([
      'TOO_MANY positions',
    ]);
  });
});

describe('the book of service', () => {
  it('knows every group, and asks more years for higher orders of one group', () => {
    const { groups, rules } = serviceBook();
    expect(groups.map((group) => group.code)).toEqual([...positionGroups]);
    for (const group of positionGroups) {
      const years = rules
        .filter((rule) => rule.group === group)
        .sort((a, b) => serviceOrders.indexOf(a.order) - serviceOrders.indexOf(b.order))
        .map((rule) => rule.terms[0]?.years ?? 0);
      expect(years).toEqual([...years].sort((a, b) => b - a));
    }
  });
});
