import type { LocalDate } from '../../kernel/dates.ts';
import { serviceRulesOn, womenRuleOn, type ServiceRule } from '../service-rules.ts';
import { countsFor, inYears, monthsHeld } from '../service-months.ts';
import type { Leaf } from './condition.ts';
import type { Facts } from './facts.ts';
import type { PositionHeld } from './records.ts';
import { resultOf } from './result.ts';
import { reaches, some, type Truth } from './truth.ts';
import type { ConditionResult, Look } from './verdict.ts';

type Service = Extract<Leaf, { readonly is: 'SERVICE' }>;

type HeldUntil = PositionHeld & { readonly to: LocalDate };

/** Months that are required at least and at most, as far as the law and the person are known. */
type Required = { readonly certain: number; readonly possible: number };

type Weighed = {
  readonly rule: ServiceRule;
  readonly truth: Truth;
  readonly required: Required;
  /** Time in the group itself, and with all that may count. */
  readonly own: number;
  readonly months: number;
};

/** Quá trình cống hiến: whether one of the groups of positions was held for as long as the order asks for. */
export function judgeService(one: Service, facts: Facts, citation: string): ConditionResult {
  const { awardCode, lawOn } = facts.question;
  const rules = serviceRulesOn(awardCode, lawOn);
  if (rules.length === 0)
    return resultOf(one, citation, {
      truth: 'UNKNOWN',
      required: 'chưa đọc được quy định',
      found: '',
      looks: [{ code: 'UNCLEAR_LAW', text: `Chưa đọc được nhóm chức vụ và số năm để tặng ${awardCode}.` }],
    });
  const held = heldBy(facts);
  const weighed = rules.map((rule) => weigh(rule, held, facts, one.key));
  const truth = some(weighed.map((each) => each.truth));
  const unverified = rules.some(({ status }) => status === 'unverified');
  return resultOf(unverified ? { ...one, doubt: 'WORDING' } : one, rules[0]?.citation ?? citation, {
    truth,
    required: rules.map(({ name, months }) => `${name}: ${inYears(months)}`).join('; hoặc '),
    found: weighed
      .filter(({ months }) => months > 0)
      .map(({ rule, months }) => `${rule.name}: ${inYears(months)}`)
      .join('; '),
    missing: truth === 'YES' ? [] : weighed.flatMap(missingOf),
    evidence: held.map(({ id }) => id),
    looks: looksOf(facts, held, weighed, one.key),
  });
}

/** Positions as they stood on the day: of what is held longer, the time up to it. */
function heldBy({ records, question: { on } }: Facts): readonly HeldUntil[] {
  return records.positions.flatMap((position) =>
    position.from > on
      ? []
      : [{ ...position, to: position.to !== null && position.to < on ? position.to : on }],
  );
}

/**
 * Time in the group itself counts. Time in a higher one, in one that nobody has classed, or in one that may be missing, may
 * count: the decree's way of adding was not read.
 */
function weigh(rule: ServiceRule, held: readonly HeldUntil[], facts: Facts, key: string): Weighed {
  const { group } = rule;
  const own = monthsHeld(held.filter((one) => one.group === group));
  const may = monthsHeld(held.filter((one) => one.group === 'OTHER' || countsFor(one.group, group)));
  const required = requiredOf(rule, facts, key);
  const possible = facts.records.positionsKnownFrom === null ? may : Infinity;
  const truth = own >= required.certain ? 'YES' : reaches(0, possible, Math.max(1, required.possible));
  return { rule, truth, required, own, months: may };
}

function requiredOf({ months }: ServiceRule, facts: Facts, key: string): Required {
  const { sex } = facts.records;
  const rule = womenRuleOn(facts.question.lawOn);
  const later = retiresLater(facts, key);
  if (sex === 'MALE' || later === true || !rule) return { certain: months, possible: months };
  // Where the reduction itself was not read, nobody knows how little may be enough.
  const reduced = rule.reduction
    ? Math.ceil(
        (months * (rule.reduction.denominator - rule.reduction.numerator)) / rule.reduction.denominator,
      )
    : 1;
  const sure = sex === 'FEMALE' && later === false && rule.reduction && rule.status === 'confirmed';
  return { certain: sure ? reduced : months, possible: reduced };
}

/** What was attested of the retirement age; null while nobody has, or where they differ. */
function retiresLater({ records }: Facts, key: string): boolean | null {
  const said = new Set(records.attestations.filter((one) => one.key === key).map((one) => one.holds));
  const [only] = said;
  return said.size === 1 ? (only ?? null) : null;
}

const missingOf = ({ rule, months, required }: Weighed): readonly string[] =>
  months >= required.certain
    ? []
    : [`${rule.name}: còn thiếu ${inYears(required.certain - months)}, cần ${inYears(required.certain)}`];

function looksOf(
  facts: Facts,
  held: readonly HeldUntil[],
  weighed: readonly Weighed[],
  key: string,
): readonly Look[] {
  const { sex, positionsKnownFrom } = facts.records;
  const unknown = (text: string): Look => ({ code: 'UNKNOWN_FACT', text });
  const women = womenRuleOn(facts.question.lawOn);
  return [
    ...(positionsKnownFrom !== null ? [unknown('Quá trình giữ chức vụ chưa được nhập đủ.')] : []),
    ...(held.some(({ group }) => group === 'OTHER')
      ? [unknown('Có chức vụ chưa xếp vào nhóm nào của quy định.')]
      : []),
    ...(sex === null ? [unknown('Chưa rõ giới tính: nữ giữ chức vụ lãnh đạo cần ít năm hơn.')] : []),
    ...(sex === 'FEMALE' && women && retiresLater(facts, key) === null
      ? [unknown('Chưa ai xác nhận tuổi nghỉ hưu có cao hơn quy định chung hay không.')]
      : []),
    ...(sex !== 'MALE' && women?.reduction === null
      ? [{ code: 'UNCLEAR_LAW' as const, text: `${women.citation}.` }]
      : []),
    ...(weighed.some(({ own, months }) => own < months)
      ? [
          {
            code: 'UNCLEAR_LAW' as const,
            text: 'Cách cộng thời gian giữ chức vụ cao hơn chưa đối chiếu với văn bản.',
          },
        ]
      : []),
  ];
}
