import { parseLocalDate } from '../kernel/dates.ts';
import { requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { AuthorityLevel } from '../law/awards.ts';
import type { CalendarSector } from '../law/calendar-sectors.ts';
import type { AnsweredType } from '../law/complaint-type.ts';
import type { Component } from '../law/component.ts';
import { parseCondition } from '../law/eligibility/parse-condition.ts';
import { checkProcedure, noProcedure, ownProcedure, type OwnProcedureInput } from './own-procedure.ts';
import type { LocalContent, LocalRuleKind } from './local-rule.ts';

type Maybe<T> = T | null | undefined;

/** Content as it comes in: one flat record, of which each kind takes its own fields. */
export type LocalContentInput = {
  readonly kind: LocalRuleKind;
  readonly awardCode?: Maybe<string>;
  readonly percent?: Maybe<number>;
  readonly numerator?: Maybe<number>;
  readonly denominator?: Maybe<number>;
  readonly above?: Maybe<boolean>;
  readonly workingDays?: Maybe<number>;
  readonly sector?: Maybe<CalendarSector>;
  readonly by?: Maybe<string>;
  readonly yearsAfter?: Maybe<number>;
  readonly key?: Maybe<string>;
  readonly text?: Maybe<string>;
  readonly needs?: Maybe<string>;
  readonly components?: Maybe<readonly Component[]>;
  readonly coefficientHundredths?: Maybe<number>;
  readonly procedure?: Maybe<OwnProcedureInput>;
  readonly level?: Maybe<AuthorityLevel>;
  readonly letters?: Maybe<AnsweredType>;
};

const fieldsOf: Readonly<Record<LocalRuleKind, readonly (keyof LocalContentInput)[]>> = {
  QUOTA: ['awardCode', 'percent'],
  THRESHOLD: ['awardCode', 'numerator', 'denominator'],
  SECRET_BALLOT: ['awardCode'],
  ATTENDANCE: ['numerator', 'denominator'],
  POSTING_DAYS: ['workingDays'],
  CALENDAR: ['awardCode', 'sector', 'by', 'yearsAfter'],
  CRITERION: ['awardCode', 'key', 'text'],
  COMPONENTS: ['awardCode', 'components'],
  STANDING_BODY: ['awardCode'],
  COEFFICIENT: ['awardCode', 'coefficientHundredths'],
  PROCEDURE: ['procedure'],
  PROCESSING_DAYS: ['level', 'workingDays'],
  ANSWER_DAYS: ['letters', 'workingDays'],
};

const optionalOf: Partial<Readonly<Record<LocalRuleKind, readonly string[]>>> = {
  THRESHOLD: ['above'],
  ATTENDANCE: ['above'],
  CRITERION: ['needs'],
};

/** Content of the kind that it says, with all that the kind needs and nothing else. REQUIRED, INVALID_VALUE, TOO_LONG. */
export function parseContent(input: LocalContentInput): Result<LocalContent> {
  const wanted = fieldsOf[input.kind];
  const given = Object.entries(input).filter(([name, value]) => name !== 'kind' && value != null);
  const optional = optionalOf[input.kind] ?? [];
  const refusals: Refusal[] = [
    ...wanted.filter((name) => input[name] == null).map((name) => refusal('REQUIRED', `content.${name}`)),
    ...given
      .filter(([name]) => !wanted.some((one) => one === name) && !optional.includes(name))
      .map(([name]) => refusal('INVALID_VALUE', `content.${name}`, { expected: 'để trống' })),
    ...checkNumbers(input),
    ...checkWords(input),
    ...(input.procedure ? checkProcedure(input.procedure) : []),
  ];
  return refusals.length > 0 ? refuse(...refusals) : accept(makers[input.kind](input));
}

const limits = {
  percent: [1, 100],
  numerator: [1, 100],
  denominator: [1, 100],
  workingDays: [1, 60],
  yearsAfter: [0, 2],
  coefficientHundredths: [1, 30_000],
} as const;

function checkNumbers(input: LocalContentInput): readonly Refusal[] {
  const out = Object.entries(limits).flatMap(([name, [from, to]]) => {
    const value = isLimited(name) ? input[name] : undefined;
    return value == null || (Number.isInteger(value) && value >= from && value <= to)
      ? []
      : [refusal('INVALID_VALUE', `content.${name}`, { expected: `số nguyên từ ${from} đến ${to}` })];
  });
  const more = (input.numerator ?? 0) > (input.denominator ?? Number.POSITIVE_INFINITY);
  return more
    ? [...out, refusal('INVALID_VALUE', 'content.numerator', { expected: 'không quá mẫu số' })]
    : out;
}

const isLimited = (name: string): name is keyof typeof limits => Object.hasOwn(limits, name);

function checkWords({ by, key, text, needs, components }: LocalContentInput): readonly Refusal[] {
  const condition = needs == null ? undefined : parseCondition(needs);
  const words = text == null ? accept('') : requireText('content.text', text, 1_000);
  return [
    ...(by == null || parseLocalDate(`2001-${by}`)
      ? []
      : [refusal('INVALID_VALUE', 'content.by', { expected: 'MM-DD' })]),
    ...(key == null || /^[A-Z_]{3,40}$/.test(key)
      ? []
      : [refusal('INVALID_VALUE', 'content.key', { expected: '3–40 chữ hoa không dấu và gạch dưới' })]),
    ...(condition && 'problem' in condition
      ? [
          refusal('INVALID_VALUE', 'content.needs', {
            expected: `điều kiện như dữ liệu tiêu chuẩn (${condition.problem})`,
          }),
        ]
      : []),
    ...(components?.length === 0 ? [refusal('REQUIRED', 'content.components')] : []),
    ...(words.ok ? [] : words.refusals),
  ];
}

const awardOf = ({ awardCode }: LocalContentInput) => ({ awardCode: awardCode ?? '' });
const shareOf = ({ numerator, denominator, above }: LocalContentInput) => ({
  share: { numerator: numerator ?? 1, denominator: denominator ?? 1, above: above ?? false },
});

/** Asked only after every check, when what a kind needs is there. */
const makers: Readonly<Record<LocalRuleKind, (input: LocalContentInput) => LocalContent>> = {
  QUOTA: (i) => ({ kind: 'QUOTA', ...awardOf(i), percent: i.percent ?? 100 }),
  THRESHOLD: (i) => ({ kind: 'THRESHOLD', ...awardOf(i), ...shareOf(i) }),
  SECRET_BALLOT: (i) => ({ kind: 'SECRET_BALLOT', ...awardOf(i) }),
  ATTENDANCE: (i) => ({ kind: 'ATTENDANCE', ...shareOf(i) }),
  POSTING_DAYS: (i) => ({ kind: 'POSTING_DAYS', workingDays: i.workingDays ?? 1 }),
  CALENDAR: (i) => ({
    kind: 'CALENDAR',
    ...awardOf(i),
    sector: i.sector ?? 'GENERAL',
    by: i.by ?? '',
    yearsAfter: i.yearsAfter ?? 0,
  }),
  CRITERION: (i) => ({
    kind: 'CRITERION',
    ...awardOf(i),
    key: i.key ?? '',
    text: (i.text ?? '').normalize('NFC'),
    needs: i.needs?.normalize('NFC') ?? null,
  }),
  COMPONENTS: (i) => ({
    kind: 'COMPONENTS',
    ...awardOf(i),
    components: [...new Set(i.components ?? [])],
  }),
  STANDING_BODY: (i) => ({ kind: 'STANDING_BODY', ...awardOf(i) }),
  COEFFICIENT: (i) => ({ kind: 'COEFFICIENT', ...awardOf(i), hundredths: i.coefficientHundredths ?? 0 }),
  PROCESSING_DAYS: (i) => ({
    kind: 'PROCESSING_DAYS',
    level: i.level ?? 'PROVINCE',
    workingDays: i.workingDays ?? 1,
  }),
  ANSWER_DAYS: (i) => ({
    kind: 'ANSWER_DAYS',
    letters: i.letters ?? 'QUERY',
    workingDays: i.workingDays ?? 1,
  }),
  PROCEDURE: (i) => ({ kind: 'PROCEDURE', procedure: ownProcedure(i.procedure ?? noProcedure) }),
};
