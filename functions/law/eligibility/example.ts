import * as z from 'zod/mini';
import { localDate, type LocalDate } from '../../kernel/dates.ts';
import type { AchievementYear } from '../achievement-year.ts';
import { commendationTypes } from '../commendation-type.ts';
import { lawDate } from '../datum.ts';
import { sexes } from '../../subjects/sex.ts';
import { positionGroups } from '../service-book.ts';
import { subjectKinds } from '../subject-kind.ts';
import type { EligibilityRule } from './rule.ts';
import type { Evaluation } from './evaluate.ts';
import { completionLevels, disciplineForms, excuses, initiativeScopes, proceedingKinds } from './records.ts';
import type { Records } from './records.ts';
import { outcomes } from './verdict.ts';

/** `2018-2020` or `2020`; a trailing `s` makes them school years, named by the year in which they begin. */
const span = '(\\d{4})(?:-(\\d{4}))?(s?)';
const entry = (word: string) => z.string().check(z.regex(new RegExp(`^(${word}) ${span}$`)));
const oneOf = (words: readonly string[]) => words.join('|');
const day = '\\d{4}-\\d{2}-\\d{2}';
const period = (words: readonly string[]) =>
  z.string().check(z.regex(new RegExp(`^(${oneOf(words)}) ${day}(?: ${day})?$`)));

/** A nominee of an example, in short: `"held": ["CSTDCS 2018-2020"]`, `"staff": "20/20/14/2/0"` (in all, completed, advanced, fighters, disciplined). */
export const exampleSchema = z.strictObject({
  rule: z.string(),
  award: z.optional(z.string()),
  subject: z.optional(z.enum(subjectKinds)),
  type: z.optional(z.enum(commendationTypes)),
  on: lawDate,
  received: z.optional(lawDate),
  year: z.string().check(z.regex(/^\d{4}s?$/)),
  expect: z.enum(outcomes),
  tentative: z.enum(['YES', 'NO', 'UNKNOWN']),
  why: z.string().check(z.minLength(1)),
  held: z._default(z.array(entry('[A-Z0-9]{2,10}')), []),
  done: z._default(z.array(entry(oneOf([...completionLevels, ...excuses]))), []),
  ideas: z._default(z.array(entry(oneOf(initiativeScopes))), []),
  staff: z.optional(z.string().check(z.regex(/^\d+(\/\d+){4}$/))),
  says: z._default(z.array(z.string()), []),
  denies: z._default(z.array(z.string()), []),
  discipline: z._default(z.array(period(disciplineForms)), []),
  open: z._default(z.array(period(proceedingKinds)), []),
  dissolved: z.optional(lawDate),
  sex: z._default(z.enum(sexes), 'MALE'),
  positions: z._default(z.array(period(positionGroups)), []),
});
export type Example = z.output<typeof exampleSchema>;

/** The question that an example asks; everything that it doesn't mention is known not to be. */
export const questionOf = (example: Example, rule: EligibilityRule): Evaluation => ({
  awardCode: example.award ?? rule.awards[0] ?? '',
  type: example.type ?? rule.types[0] ?? 'MERIT',
  campaignId: null,
  year: yearOf(example),
  receivedOn: example.received ?? null,
  on: example.on,
  records: recordsOf(example, rule),
});

const yearOf = ({ year }: Example): AchievementYear => ({
  kind: year.endsWith('s') ? 'SCHOOL' : 'CALENDAR',
  year: Number(year.slice(0, 4)),
});

type Entry = { readonly word: string; readonly year: AchievementYear; readonly id: string };

function entries(list: readonly string[]): readonly Entry[] {
  return list.flatMap((raw) => {
    const [, word = '', from = '', to = from, school = ''] = new RegExp(`^(\\w+) ${span}$`).exec(raw) ?? [];
    const years = Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
    const kind = school ? ('SCHOOL' as const) : ('CALENDAR' as const);
    return years.map((year) => ({ word, year: { kind, year }, id: `${word}-${year}` }));
  });
}

const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b);

const find = <T extends string>(words: readonly T[], word: string): T | null =>
  words.find((one) => one === word) ?? null;

function recordsOf(example: Example, rule: EligibilityRule): Records {
  const year = yearOf(example);
  const [total = 0, completed = 0, advanced = 0, fighters = 0, disciplined = 0] = (example.staff ?? '')
    .split('/')
    .map(Number);
  return {
    subjectKind: example.subject ?? rule.subjects[0] ?? 'INDIVIDUAL',
    dissolvedOn: example.dissolved ?? null,
    held: entries(example.held).map(({ word, ...one }) => ({
      ...one,
      awardCode: word,
      type: 'MERIT',
      campaignId: null,
      decisionNumber: `${one.year.year}/QĐ`,
      decidedOn: earlier(localDate(`${one.year.year}-12-31`), example.on),
      issuer: 'Chủ tịch Ủy ban nhân dân tỉnh',
      revokedOn: null,
      inheritedFrom: null,
    })),
    heldKnownFrom: null,
    completions: entries(example.done).map(({ word, ...one }) => ({
      ...one,
      level: find(completionLevels, word),
      excuse: find(excuses, word),
      inheritedFrom: null,
    })),
    disciplines: example.discipline.map((raw, i) => {
      const [form = '', from = '', to] = raw.split(' ');
      return {
        id: `discipline-${i}`,
        form: find(disciplineForms, form) ?? 'REPRIMAND',
        from: localDate(from),
        endedOn: to === undefined ? null : localDate(to),
      };
    }),
    proceedings: example.open.map((raw, i) => {
      const [kind = '', from = '', to] = raw.split(' ');
      return {
        id: `proceeding-${i}`,
        kind: find(proceedingKinds, kind) ?? 'INSPECTION',
        openedOn: localDate(from),
        closedOn: to === undefined ? null : localDate(to),
      };
    }),
    conductCheckedOn: example.on,
    initiatives: entries(example.ideas).map(({ word, ...one }, i) => ({
      ...one,
      id: `idea-${i}`,
      name: `Sáng kiến ${i + 1}`,
      kind: 'INITIATIVE',
      scope: find(initiativeScopes, word) ?? 'BASE',
      recognisedOn: localDate(`${one.year.year}-12-01`),
      sharePercent: 100,
      usedFor: [],
    })),
    initiativesKnownFrom: null,
    staffing:
      example.staff === undefined
        ? []
        : [{ id: 'staff', year, total, completed, advanced, fighters, disciplined }],
    attestations: [
      ...example.says.map((key) => ({ id: key, key, year, holds: true })),
      ...example.denies.map((key) => ({ id: key, key, year, holds: false })),
    ],
    sex: example.sex,
    positions: example.positions.map((raw, i) => {
      const [group = '', from = '', to] = raw.split(' ');
      return {
        id: `position-${i}`,
        group: find(positionGroups, group) ?? 'OTHER',
        from: localDate(from),
        to: to === undefined ? null : localDate(to),
      };
    }),
    positionsKnownFrom: null,
  };
}
