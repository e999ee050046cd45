import { isValidOn, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { CalendarSector } from '../law/calendar-sectors.ts';
import type { AuthorityLevel } from '../law/awards.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { AnsweredType } from '../law/complaint-type.ts';
import type { Component } from '../law/component.ts';
import type { DayKind } from '../law/day-kind.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { Threshold } from '../law/fraction.ts';
import type { LegalAct } from '../units/unit.ts';

/** Tỷ lệ; tỷ lệ phiếu; bỏ phiếu kín; dự họp; ngày công khai; lịch; tiêu chí; thành phần hồ sơ; cơ quan thường trực; hệ số; thủ tục hành chính; thời hạn giải quyết hồ sơ; thời hạn trả lời đơn. */
export const localRuleKinds = [
  'QUOTA',
  'THRESHOLD',
  'SECRET_BALLOT',
  'ATTENDANCE',
  'POSTING_DAYS',
  'CALENDAR',
  'CRITERION',
  'COMPONENTS',
  'STANDING_BODY',
  'COEFFICIENT',
  'PROCEDURE',
  'PROCESSING_DAYS',
  'ANSWER_DAYS',
] as const;
export type LocalRuleKind = (typeof localRuleKinds)[number];

type OfAward = { readonly awardCode: string };

/** An administrative procedure as the province has published it. */
export type OwnProcedure = {
  readonly code: string;
  readonly name: string;
  readonly level: AuthorityLevel;
  readonly awards: readonly string[];
  readonly types: readonly CommendationType[];
  /** Those whom it is made for; null for everybody. */
  readonly subjects: readonly SubjectKind[] | null;
  readonly days: number;
  readonly dayKind: DayKind;
  /** In đồng. */
  readonly fee: number;
  readonly sets: number;
};

/** What a province adds to national law, or tightens in it. */
export type LocalContent =
  | (OfAward & { readonly kind: 'QUOTA'; readonly percent: number })
  | (OfAward & { readonly kind: 'THRESHOLD'; readonly share: Threshold })
  | (OfAward & { readonly kind: 'SECRET_BALLOT' })
  | { readonly kind: 'ATTENDANCE'; readonly share: Threshold }
  | { readonly kind: 'POSTING_DAYS'; readonly workingDays: number }
  | (OfAward & {
      readonly kind: 'CALENDAR';
      readonly sector: CalendarSector;
      /** Month and day, `MM-DD`. */
      readonly by: string;
      /** Years after the year in which the achievement year ends. */
      readonly yearsAfter: number;
    })
  /** A further condition: what `needs` says, a condition in JSON; without it one that somebody attests under `key`. */
  | (OfAward & {
      readonly kind: 'CRITERION';
      readonly key: string;
      readonly text: string;
      readonly needs: string | null;
    })
  | (OfAward & { readonly kind: 'COMPONENTS'; readonly components: readonly Component[] })
  | (OfAward & { readonly kind: 'STANDING_BODY' })
  | (OfAward & { readonly kind: 'COEFFICIENT'; readonly hundredths: number })
  | { readonly kind: 'PROCEDURE'; readonly procedure: OwnProcedure }
  /** How long units of a level may take over a dossier that they have received. */
  | {
      readonly kind: 'PROCESSING_DAYS';
      readonly level: AuthorityLevel;
      readonly workingDays: number;
    }
  /** Until when letters of a kind that has no clock in law are answered. */
  | {
      readonly kind: 'ANSWER_DAYS';
      readonly letters: AnsweredType;
      readonly workingDays: number;
    };

/** One version of a local rule: what it says, from when until when (first day without it), and by which act. */
export type LocalRule = {
  /** Counts up in the book; never used twice. */
  readonly number: number;
  readonly content: LocalContent;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly act: LegalAct;
  /** When it was entered, maybe after its first day; null for those of before that was kept. */
  readonly enteredAt: string | null;
  /** The act that ended it before its time; null otherwise. */
  readonly endedBy: LegalAct | null;
};

/** All that one province has laid down. */
export type LocalRulebook = {
  readonly id: Id<'lrb'>;
  readonly unitId: Id<'unt'>;
  /** In the order in which they were adopted. */
  readonly rules: readonly LocalRule[];
  readonly nextNumber: number;
  readonly version: number;
};

/** What a rule is about: two with the same key can't hold at once. */
export function keyOf(content: LocalContent): string {
  const award = 'awardCode' in content ? content.awardCode : '*';
  return `${content.kind} ${award} ${partOf(content)}`;
}

function partOf(content: LocalContent): string {
  if (content.kind === 'CALENDAR') return content.sector;
  if (content.kind === 'CRITERION') return content.key;
  if (content.kind === 'PROCESSING_DAYS') return content.level;
  if (content.kind === 'ANSWER_DAYS') return content.letters;
  return content.kind === 'PROCEDURE' ? content.procedure.code : '';
}

export const holdsOn = (rule: Pick<LocalRule, 'from' | 'to'>, on: LocalDate): boolean => isValidOn(rule, on);

/** The rules of a book that hold on a day. */
export const rulesOn = (book: LocalRulebook, on: LocalDate): readonly LocalRule[] =>
  book.rules.filter((rule) => holdsOn(rule, on));

/** Another rule on the same thing that holds on some day of the span; undefined when there is none. */
export const overlapping = (
  book: LocalRulebook,
  content: LocalContent,
  { from, to }: Pick<LocalRule, 'from' | 'to'>,
): LocalRule | undefined =>
  book.rules.find(
    (rule) =>
      keyOf(rule.content) === keyOf(content) &&
      (to === null || rule.from < to) &&
      (rule.to === null || from < rule.to),
  );
