import type { LocalDate } from '../../kernel/dates.ts';
import { lazy } from '../../kernel/lazy.ts';
import { refusal } from '../../kernel/refusal.ts';
import { accept, refuse, type Result } from '../../kernel/result.ts';
import { isJudgedOn, type AchievementYear } from '../achievement-year.ts';
import { awardOn, catalogue, type AwardRule } from '../awards.ts';
import type { CommendationType } from '../commendation-type.ts';
import type { DatumStatus } from '../datum.ts';
import { chooseRegime, shown, type Anchor, type Regime, type RegimeChoice } from '../regime.ts';
import { standing } from '../unread.ts';
import { nationalBook, termOn, type RuleBook } from './book.ts';
import { factsOf } from './facts.ts';
import { judge } from './judge.ts';
import type { Records } from './records.ts';
import type { CountingTerm, EligibilityRule } from './rule.ts';
import { every, type Truth } from './truth.ts';
import type { ConditionResult, Look, Outcome, Verdict } from './verdict.ts';

export type Evaluation = {
  readonly records: Records;
  readonly awardCode: string;
  readonly type: CommendationType;
  readonly campaignId: string | null;
  readonly year: AchievementYear;
  /** The day of receipt; null while nothing has been received. */
  readonly receivedOn: LocalDate | null;
  readonly on: LocalDate;
};

/**
 * Judges one nominee for one award by the law of the day, with its whole working. LAW_DATE_NOT_COVERED before 2017-10-01,
 * for a year before 2016 or one that hasn't begun; LAW_AWARD_UNKNOWN; LAW_SUBJECT_KIND.
 */
export function evaluate(asked: Evaluation, book: RuleBook = nationalBook()): Result<Verdict> {
  const { awardCode, type, records, on } = asked;
  const rule = book.ruleFor(awardCode, type, records.subjectKind);
  const anchor = rule?.anchor ?? 'RECEIPT';
  const choice = inTime(asked) ? chooseRegime(anchor, asked, book.regimes) : undefined;
  if (!choice) return refuse(refusal('LAW_DATE_NOT_COVERED', 'on', { on, year: asked.year.year }));
  const award = awardOn(awardCode, choice.anchoredOn);
  if (!award) return refuse(refusal('LAW_AWARD_UNKNOWN', 'awardCode', { award: awardCode.slice(0, 20), on }));
  if (!award.subjects.includes(records.subjectKind))
    return refuse(refusal('LAW_SUBJECT_KIND', 'awardCode', { award: awardCode }));
  const old = verdictBy(asked, award, rule, choice, book);
  const { since } = choice;
  if (!since) return accept(old);
  const anew = verdictBy(asked, award, rule, { ...choice, regime: since.regime, anchoredOn: since.on }, book);
  return accept(acrossChange(old, anew, choice, anchor));
}

/** The year can be judged, and nothing was received after the day of the question. */
const inTime = ({ year, receivedOn, on }: Evaluation): boolean =>
  isJudgedOn(year, on) && (receivedOn === null || receivedOn <= on);

/** One verdict by the law of `choice.anchoredOn`. */
function verdictBy(
  asked: Evaluation,
  award: AwardRule,
  rule: EligibilityRule | undefined,
  choice: RegimeChoice,
  book: RuleBook,
): Verdict {
  const { anchoredOn, regime } = choice;
  const term = rule && termOn(rule.terms, anchoredOn);
  const common = termOn(book.common, anchoredOn);
  const counting = termOn(book.counting, anchoredOn);
  const base = { regime: regime.key, regimeReason: choice.reason, anchoredOn };
  if (!rule || !term || !common || !counting) return { ...base, ...noRule, ruleId: rule?.id ?? null };
  const facts = factsOf(asked.records, {
    ...asked,
    awardKind: award.kind,
    lawOn: anchoredOn,
    counting: countingOn(counting, anchoredOn),
  });
  const shared = common.needs.map((one) => judge(one, { facts, citation: common.citation, kindOf }));
  const own = judge(term.needs, { facts, citation: term.citation, kindOf });
  const status = standing(term, anchoredOn).status;
  const commonStatus = standing(common, anchoredOn).status;
  const local = book
    .local(award.code, anchoredOn)
    .map(({ needs, citation }) => judge(needs, { facts, citation, kindOf }));
  const trusted = [
    ...shared.map((r) => believed(r.truth, commonStatus)),
    believed(own.truth, status),
    ...local.map((r) => r.truth),
  ];
  const truth = every(trusted);
  const conditions = [...shared, own, ...local];
  return {
    ...base,
    outcome: outcomes[truth],
    tentative: every(conditions.map((r) => r.tentative)),
    ruleId: rule.id,
    status,
    citation: term.citation,
    conditions,
    needsHumanLook: truth === 'UNKNOWN' ? looksAt(conditions, status, regime) : [],
  };
}

const kinds = lazy(() => new Map(catalogue().map((award) => [award.code, award.kind])));
const kindOf = (code: string): AwardRule['kind'] | undefined => kinds().get(code);

const noRule = {
  outcome: 'NEEDS_HUMAN_LOOK',
  tentative: 'UNKNOWN',
  status: 'unverified',
  citation: 'Chưa có quy định được nhập',
  conditions: [],
  needsHumanLook: [
    { code: 'NO_RULE', text: 'Chưa có tiêu chuẩn nào được nhập cho hình thức, loại hình và đối tượng này.' },
  ],
} as const satisfies Partial<Verdict>;

const uncertain = new WeakMap<CountingTerm, CountingTerm>();
function countingOn(counting: CountingTerm, on: LocalDate): CountingTerm {
  if (standing(counting, on).status === 'confirmed') return counting;
  const known = uncertain.get(counting);
  if (known) return known;
  const status = 'unverified' as const;
  const made = {
    ...counting,
    bridges: counting.bridges.map((b) => ({ ...b, status })),
    noBase: { ...counting.noBase, status },
    fromDisciplineEnd: { ...counting.fromDisciplineEnd, status },
    initiativeOnce: { ...counting.initiativeOnce, status },
  };
  uncertain.set(counting, made);
  return made;
}

const believed = (truth: Truth, status: DatumStatus): Truth => (status === 'confirmed' ? truth : 'UNKNOWN');

const outcomes: Readonly<Record<Truth, Outcome>> = {
  YES: 'ELIGIBLE',
  NO: 'NOT_ELIGIBLE',
  UNKNOWN: 'NEEDS_HUMAN_LOOK',
};

function looksAt(results: readonly ConditionResult[], status: DatumStatus, regime: Regime): readonly Look[] {
  const seen = new Map<string, Look>();
  if (status === 'unverified')
    seen.set('', {
      code: 'UNVERIFIED_LAW',
      text: regime.inherits
        ? `${regime.name}: chưa đọc được toàn văn.`
        : 'Tiêu chuẩn này chưa được đối chiếu với văn bản.',
    });
  for (const result of results) for (const look of result.looks) seen.set(look.text, look);
  return [...seen.values()];
}

/** A dossier from before a change goes by the old law; by the new one where that is better and a clause says so. */
function acrossChange(old: Verdict, anew: Verdict, { since }: RegimeChoice, anchor: Anchor): Verdict {
  if (!since || anchor === 'ACHIEVEMENT' || old.outcome === anew.outcome) return old;
  if (since.clause.status === 'unverified')
    return {
      ...old,
      outcome: 'NEEDS_HUMAN_LOOK',
      needsHumanLook: [
        ...old.needsHumanLook,
        {
          code: 'TRANSITION_UNCLEAR',
          text: `Theo quy định cũ: ${outcomeName[old.outcome]}; theo ${since.regime.name}: ${outcomeName[anew.outcome]}. Điều khoản chuyển tiếp chưa được đối chiếu: ${since.clause.citation}.`,
        },
      ],
    };
  if (!since.clause.moreFavourable || anew.outcome !== 'ELIGIBLE') return old;
  return {
    ...anew,
    regimeReason: `${old.regimeReason} Quy định mới có lợi hơn nên áp dụng quy định mới từ ${shown(since.regime.validFrom)}.`,
  };
}

export const outcomeName: Readonly<Record<Outcome, string>> = {
  ELIGIBLE: 'đủ tiêu chuẩn',
  NOT_ELIGIBLE: 'chưa đủ tiêu chuẩn',
  NEEDS_HUMAN_LOOK: 'cần người xem',
};
