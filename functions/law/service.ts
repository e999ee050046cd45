import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import { checkLawDay } from './check-asked.ts';
import type { DatumStatus } from './datum.ts';
import { serviceOrders, type PositionGroup } from './service-book.ts';
import { countsFor, inYears, monthsHeld } from './service-months.ts';
import { serviceRulesOn, womenRuleOn } from './service-rules.ts';

/** A position held from a day on; `to` is its last day, null while it is held. */
export type Position = {
  readonly group: PositionGroup;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

export type ServiceAsked = {
  readonly positions: readonly Position[];
  readonly woman: boolean;
  /** A woman whose retirement age is above the general one has no reduction; null when not known. */
  readonly retiresLater: boolean | null;
  readonly on: LocalDate;
};

/** One order weighed: whole months found and required, and what is missing. */
export type ServiceStep = {
  readonly awardCode: (typeof serviceOrders)[number];
  readonly group: PositionGroup;
  readonly requiredMonths: number;
  readonly foundMonths: number;
  readonly missingMonths: number;
  readonly text: string;
  readonly citation: string;
  readonly status: DatumStatus;
};

export type ServiceAnswer = {
  /** Never a plain no: the lower orders of most groups were not read, and one of them may fit. */
  readonly outcome: 'ELIGIBLE' | 'NEEDS_HUMAN_LOOK';
  /** The highest order that the years reach; null when none does that we know. */
  readonly suggested: ServiceStep | null;
  readonly steps: readonly ServiceStep[];
  readonly needsHumanLook: readonly string[];
};

/**
 * Weighs a career against the groups of positions and years of the day's decree (Decree 152/2025 art. 9, 21). Time in a
 * higher group counts for lower ones; months that overlap count once; a part of a month doesn't.
 */
export function weighService(asked: ServiceAsked): ServiceAnswer {
  const share = womenShare(asked);
  const steps = serviceRulesOn(null, asked.on).flatMap(({ order, group, name, months, citation, status }) => {
    const requiredMonths = Math.ceil((months * share.numerator) / share.denominator);
    const foundMonths = monthsIn(asked, group);
    if (foundMonths === 0) return [];
    const missingMonths = Math.max(0, requiredMonths - foundMonths);
    const text = `${name}: ${inYears(foundMonths)}, cần ${inYears(requiredMonths)}`;
    return [{ awardCode: order, group, requiredMonths, foundMonths, missingMonths, text, citation, status }];
  });
  const inOrder = [...steps].sort((a, b) => rankOf(a) - rankOf(b));
  const suggested = inOrder.find((step) => step.missingMonths === 0) ?? null;
  const doubts = [...share.doubts, ...doubtsOf(asked, suggested)];
  return {
    outcome: doubts.length > 0 ? 'NEEDS_HUMAN_LOOK' : 'ELIGIBLE',
    suggested,
    steps: inOrder,
    needsHumanLook: doubts,
  };
}

const rankOf = (step: ServiceStep): number => serviceOrders.indexOf(step.awardCode);

/** Calendar months wholly inside a position of the group or of one above it, each counted once. */
function monthsIn({ positions, on }: ServiceAsked, group: PositionGroup): number {
  const counting = positions.filter((position) => countsFor(position.group, group));
  return monthsHeld(counting.map(({ from, to }) => ({ from, to: to ?? on })));
}

/** The part of the years that is required, and what about it isn't known. */
function womenShare({ woman, retiresLater, on }: ServiceAsked) {
  const whole = { numerator: 1, denominator: 1, doubts: [] };
  const rule = womenRuleOn(on);
  if (!woman || retiresLater === true || !rule) return whole;
  if (!rule.reduction) return { ...whole, doubts: [`${rule.citation}.`] };
  const { numerator, denominator } = rule.reduction;
  return {
    numerator: denominator - numerator,
    denominator,
    doubts: [
      ...(rule.status === 'unverified' ? [`Chưa đối chiếu với văn bản: ${rule.citation}.`] : []),
      ...(retiresLater === null ? ['Chưa rõ tuổi nghỉ hưu có cao hơn quy định chung hay không.'] : []),
    ],
  };
}

function doubtsOf({ positions, on }: ServiceAsked, suggested: ServiceStep | null): readonly string[] {
  const other = positions.some((position) => position.group === 'OTHER');
  const higher =
    suggested &&
    positions.some(({ group }) => group !== suggested.group && countsFor(group, suggested.group));
  return [
    ...(other ? ['Có chức vụ chưa xếp vào nhóm nào của quy định.'] : []),
    ...(suggested?.status === 'unverified' ? [`Chưa đối chiếu với văn bản: ${suggested.citation}.`] : []),
    ...(suggested ? [] : [`Chưa đọc được đủ các mức của ngày ${on}: mức thấp hơn có thể phù hợp.`]),
    ...(higher ? ['Đã cộng thời gian giữ chức vụ cao hơn; cách cộng chưa đối chiếu với văn bản.'] : []),
  ];
}

const maxPositions = 50;

/** A career to be weighed, checked. REQUIRED, TOO_MANY, INVALID_VALUE, LAW_DAY_UNKNOWN. */
export function askService(asked: ServiceAsked, today: LocalDate): Result<ServiceAnswer> {
  const { positions, on } = asked;
  const refusals: readonly Refusal[] = [
    ...checkLawDay('on', on, today),
    ...(positions.length === 0 ? [refusal('REQUIRED', 'positions')] : []),
    ...(positions.length > maxPositions ? [refusal('TOO_MANY', 'positions', { limit: maxPositions })] : []),
    ...positions
      .slice(0, maxPositions)
      .flatMap(({ from, to }, index) => [
        ...(from < '1945-09-02' || from > on
          ? [refusal('INVALID_VALUE', `positions.${index}.from`, { expected: `từ 1945-09-02 đến ${on}` })]
          : []),
        ...(to !== null && (to < from || to > on)
          ? [refusal('INVALID_VALUE', `positions.${index}.to`, { expected: `từ ${from} đến ${on}` })]
          : []),
      ]),
  ];
  return acceptUnless(refusals, () => weighService(asked));
}
