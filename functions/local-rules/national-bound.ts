import { localDate, type LocalDate } from '../kernel/dates.ts';
import { awardOn, catalogue } from '../law/awards.ts';
import { bonusBook } from '../law/bonus-book.ts';
import { submissionDatesOn } from '../law/catalogue.ts';
import { atLeastAsHigh, type Threshold } from '../law/fraction.ts';
import { coefficientText } from '../law/dong.ts';
import { componentRoomOn, localRoomBook, nationalQuotaOn } from '../law/local-room.ts';
import { termOf, type LawCase } from '../law/matter.ts';
import { ballotRuleOn, deliberationRuleOn, postingTimeOn, sessionRuleOn } from '../law/procedure.ts';
import { processingDays, processingTimeOn } from '../law/processing.ts';
import { procedureBook } from '../law/procedure-book.ts';
import { catalogueBook } from '../law/catalogue-book.ts';
import { procedures, proceduresOn } from '../library/catalogue.ts';
import type { LocalContent, LocalRule, OwnProcedure } from './local-rule.ts';

/** National law that a local rule would loosen: what it says, by which article, from which day of the rule on. */
export type Loosened = { readonly national: string; readonly citation: string; readonly on: LocalDate };

/**
 * The first day on which national law is stricter than the rule, if there is one. It is asked on the rule's first day and on
 * every later day of it on which any term of national law begins. A matter on which national law is silent is free.
 */
export function loosened(content: LocalContent, span: Pick<LocalRule, 'from' | 'to'>): Loosened | undefined {
  for (const on of daysToAsk(span)) {
    const bound = isTimed(content) ? timeBound(content, on) : boundOn(content, on);
    if (bound) return { ...bound, on };
  }
  return undefined;
}

function daysToAsk({ from, to }: Pick<LocalRule, 'from' | 'to'>): readonly LocalDate[] {
  const rules = [
    ...Object.values(procedureBook()),
    ...Object.values(catalogueBook()),
    ...Object.values(localRoomBook()),
    bonusBook().rates,
  ].flat();
  const begins = [
    ...[...rules, ...catalogue()].flatMap((rule) => rule.terms.map((term) => term.validFrom)),
    ...procedures().map((one) => one.validFrom),
    ...processingDays().map((one) => one.validFrom),
  ];
  const later = begins.filter((day) => day > from && (to === null || day < to));
  return [from, ...[...new Set(later)].sort()];
}

type Bound = Omit<Loosened, 'on'>;

type Timed = Extract<LocalContent, { readonly kind: 'PROCEDURE' | 'PROCESSING_DAYS' | 'ANSWER_DAYS' }>;

const isTimed = (content: LocalContent): content is Timed =>
  content.kind === 'PROCEDURE' || content.kind === 'PROCESSING_DAYS' || content.kind === 'ANSWER_DAYS';

/** A province may be quicker. Letters that no law gives a time are its own. */
function timeBound(content: Timed, on: LocalDate): Bound | undefined {
  if (content.kind === 'PROCEDURE') return procedureBound(content.procedure, on);
  if (content.kind === 'ANSWER_DAYS') return undefined;
  const national = processingTimeOn(content.level, on);
  return national?.dayKind === 'WORKING' && content.workingDays > national.days
    ? { national: `${national.days} ngày làm việc`, citation: national.citation }
    : undefined;
}

/** Any award of state level: posting and sessions are the same for all of them. */
const stateAward = 'HCLD3';

function boundOn(content: Exclude<LocalContent, Timed>, on: LocalDate): Bound | undefined {
  const awardCode = 'awardCode' in content ? content.awardCode : stateAward;
  const asked: LawCase = { awardCode, type: 'MERIT', on };
  if (content.kind === 'THRESHOLD' || content.kind === 'ATTENDANCE') return shareBound(content, asked);
  switch (content.kind) {
    case 'QUOTA':
      return quotaBound(content.percent, asked);
    case 'POSTING_DAYS':
      return postingBound(content.workingDays, asked);
    case 'CALENDAR':
      return calendarBound(content, asked);
    case 'COMPONENTS':
      return componentBound(content, asked);
    case 'STANDING_BODY':
      return bodyBound(asked);
    case 'COEFFICIENT':
      return coefficientBound(content.hundredths, asked);
    case 'SECRET_BALLOT':
    case 'CRITERION':
      return undefined;
  }
}

function shareBound(
  { kind, share }: LocalContent & { readonly kind: 'THRESHOLD' | 'ATTENDANCE' },
  asked: LawCase,
): Bound | undefined {
  const [vote, session] = kind === 'THRESHOLD' ? [ballotRuleOn(asked)] : [undefined, sessionRuleOn(asked)];
  const least = vote?.threshold ?? session?.quorum;
  return least && !atLeastAsHigh(share, least)
    ? { national: fractionText(least), citation: vote?.citation ?? session?.citation ?? '' }
    : undefined;
}

function postingBound(workingDays: number, asked: LawCase): Bound | undefined {
  const rule = postingTimeOn(asked);
  return rule?.minWorkingDays != null && workingDays < rule.minWorkingDays
    ? { national: `${rule.minWorkingDays} ngày làm việc`, citation: rule.citation }
    : undefined;
}

/** A province may be quicker than the procedure as it is published for all, and ask for no more of a fee. */
function procedureBound({ code, days, dayKind, fee }: OwnProcedure, on: LocalDate): Bound | undefined {
  const national = proceduresOn(on, null).find((one) => one.code === code);
  if (!national) return undefined;
  const { citation } = national;
  const slower = national.days !== null && national.dayKind === dayKind && days > national.days;
  if (slower) return { national: `${national.days} ngày`, citation };
  const dearer = national.fee !== null && fee > national.fee;
  return dearer ? { national: `lệ phí ${national.fee} đồng`, citation } : undefined;
}

function bodyBound(asked: LawCase): Bound | undefined {
  const rule = deliberationRuleOn(asked);
  return rule?.body === 'COUNCIL' && !rule.standingBodyMayReplace
    ? { national: 'Hội đồng xét', citation: rule.citation }
    : undefined;
}

function quotaBound(percent: number, asked: LawCase): Bound | undefined {
  const rule = nationalQuotaOn(asked);
  return rule?.maxPercent != null && percent > rule.maxPercent
    ? { national: `không quá ${rule.maxPercent} %`, citation: rule.citation }
    : undefined;
}

/** Later than the day by which the proposal has to be at the centre. */
function calendarBound(
  content: LocalContent & { readonly kind: 'CALENDAR' },
  asked: LawCase,
): Bound | undefined {
  const dayIn = (by: string, yearsAfter: number) => localDate(`${2000 + yearsAfter}-${by}`);
  const own = dayIn(content.by, content.yearsAfter);
  const late = submissionDatesOn(asked).find(
    (date) =>
      !date.provincial &&
      date.to === 'CENTRE' &&
      date.sector === content.sector &&
      own > dayIn(date.by, date.yearsAfter),
  );
  return late && { national: late.text, citation: late.citation };
}

function componentBound(
  content: LocalContent & { readonly kind: 'COMPONENTS' },
  asked: LawCase,
): Bound | undefined {
  const room = componentRoomOn(asked);
  const award = awardOn(asked.awardCode, asked.on);
  if (!award || room?.provinceDefines !== false) return undefined;
  const dropped = award.components.filter((one) => !content.components.includes(one));
  return dropped.length > 0
    ? { national: dropped.join(', '), citation: `${award.citation}; ${room.citation}` }
    : undefined;
}

/** A coefficient is the province's to set only where national law names no more than a ceiling. */
function coefficientBound(hundredths: number, asked: LawCase): Bound | undefined {
  const rate = termOf(bonusBook().rates, asked);
  const ceiling = rate?.coefficients.INDIVIDUAL;
  if (!rate || ceiling === undefined) return undefined;
  if (rate.ceiling && BigInt(hundredths) <= ceiling) return undefined;
  return { national: `hệ số ${coefficientText(ceiling)}`, citation: rate.citation };
}

const fractionText = (one: Threshold) =>
  `${one.above ? 'trên' : 'ít nhất'} ${one.numerator}/${one.denominator}`;
