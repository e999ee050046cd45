import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { yearName, type AchievementYear } from '../law/achievement-year.ts';
import { awardOn, catalogue } from '../law/awards.ts';
import { regimeOn } from '../law/regime.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import { isOf, yearOfContent, type Content, type ContentOf, type RecordKind } from './entry.ts';

/** The first awards of the State are of 1945; nothing was recorded before. */
const firstYear = 1945;
const lastYear = 2100;

/** A content in its stored form (NFC, single spaces), or every reason why it can't be true or doesn't fit the subject. */
export function checkContent(content: Content, kind: SubjectKind, on: LocalDate): Result<Content> {
  const lines = checkLines(content);
  const refusals = [
    ...refusalsOf(...lines.map(([, result]) => result)),
    ...checkYear(yearOfContent(content), on),
    ...datesOf(content).flatMap(([field, date]) => checkDate(field, date, on)),
    ...checkKind(content, kind),
    ...facts.flatMap((check) => check(content)),
  ];
  if (refusals.length > 0) return refuse(...refusals);
  const clean = lines.flatMap(([field, result]) => (result.ok ? [[field, result.value] as const] : []));
  return accept({ ...content, ...Object.fromEntries(clean) });
}

type Lines = readonly (readonly [field: string, line: Result<string | null>])[];

const line = (field: string, raw: string, limit = 200): Lines => [[field, requireLine(field, raw, limit)]];
const optional = (field: string, raw: string | null, limit = 1_000): Lines => [
  [field, raw === null || raw.trim() === '' ? accept(null) : requireLine(field, raw, limit)],
];
const decision = (content: { readonly decisionNumber: string }): Lines =>
  line('decisionNumber', content.decisionNumber, 100);

function checkLines(content: Content): Lines {
  switch (content.is) {
    case 'AWARD':
      return [
        ...decision(content),
        ...line('issuer', content.issuer),
        ...optional('achievement', content.achievement),
      ];
    case 'INITIATIVE':
      return [...line('name', content.name, 500), ...decision(content), ...line('issuer', content.issuer)];
    case 'ATTESTATION':
      return [...line('by', content.by), ...optional('note', content.note)];
    case 'COMPLETION':
    case 'HISTORY_EXTENT':
      return optional('note', content.note);
    case 'CONDUCT_CHECK':
      return [...line('body', content.body), ...optional('reference', content.reference, 200)];
    case 'POSITION':
      return [...line('title', content.title), ...optional('decisionNumber', content.decisionNumber, 100)];
    case 'DISCIPLINE':
      return decision(content);
    case 'PROCEEDING':
      return line('reference', content.reference);
    case 'STAFFING':
      return [];
  }
}

/** A school year is known by the calendar year that it begins in; no year ahead has been achieved. INVALID_VALUE. */
export const checkYear = (year: AchievementYear | null, on: LocalDate): readonly Refusal[] =>
  year && (!Number.isInteger(year.year) || year.year < firstYear || year.year > yearOf(on))
    ? [refusal('INVALID_VALUE', 'year', { expected: `${firstYear}–${yearOf(on)}` })]
    : [];

const checkDate = (field: string, date: LocalDate | null, on: LocalDate): readonly Refusal[] =>
  date !== null && (yearOf(date) < firstYear || date > on)
    ? [refusal('INVALID_VALUE', field, { expected: `${firstYear}-01-01 – ${on}` })]
    : [];

function datesOf(content: Content): readonly (readonly [string, LocalDate | null])[] {
  switch (content.is) {
    case 'AWARD':
      return [
        ['decidedOn', content.decidedOn],
        ['revokedOn', content.revokedOn],
      ];
    case 'INITIATIVE':
      return [['recognisedOn', content.recognisedOn]];
    case 'CONDUCT_CHECK':
      return [['asOf', content.asOf]];
    case 'DISCIPLINE':
      return [['from', content.from]];
    case 'POSITION':
      return [
        ['from', content.from],
        ['to', content.to],
      ];
    case 'PROCEEDING':
      return [
        ['openedOn', content.openedOn],
        ['closedOn', content.closedOn],
      ];
    case 'COMPLETION':
    case 'STAFFING':
    case 'ATTESTATION':
    case 'HISTORY_EXTENT':
      return [];
  }
}

const collective: readonly SubjectKind[] = ['COLLECTIVE', 'UNIT'];
const kindsOf: Partial<Readonly<Record<RecordKind, readonly SubjectKind[]>>> = {
  STAFFING: collective,
  POSITION: ['INDIVIDUAL'],
  INITIATIVE: ['INDIVIDUAL', 'COLLECTIVE'],
};

function checkKind(content: Content, kind: SubjectKind): readonly Refusal[] {
  if (content.is === 'AWARD') {
    const award = catalogue().find((one) => one.code === content.awardCode);
    if (!award) return [unknownAward(content.awardCode)];
    // Of days before the books of law nothing is known.
    if (regimeOn(content.decidedOn) && !awardOn(award.code, content.decidedOn))
      return [unknownAward(award.code, content.decidedOn)];
    return award.subjects.includes(kind) ? [] : [refusal('SUBJECT_KIND_FIELD', 'awardCode', { kind })];
  }
  const allowed = kindsOf[content.is];
  return allowed && !allowed.includes(kind) ? [refusal('SUBJECT_KIND_FIELD', 'subjectId', { kind })] : [];
}

/** An award that nothing is known of, or that nobody could give on that day. */
export const unknownAward = (code: string, on?: LocalDate): Refusal =>
  refusal('RECORD_AWARD_UNKNOWN', 'awardCode', { award: code.slice(0, 20), ...(on && { on }) });

type Check = (content: Content) => readonly Refusal[];

const of =
  <K extends RecordKind>(kind: K, check: (content: ContentOf<K>) => readonly Refusal[]): Check =>
  (content) =>
    isOf(content, kind) ? check(content) : [];

const facts: readonly Check[] = [
  of('AWARD', ({ year, decidedOn, revokedOn, campaignId }) => [
    ...order('revokedOn', decidedOn, revokedOn),
    ...(year && year.year > yearOf(decidedOn)
      ? [refusal('INVALID_VALUE', 'decidedOn', { expected: `không trước ${yearName(year)}` })]
      : []),
    ...(campaignId !== null && parseId('cmp', campaignId) === undefined
      ? [refusal('NOT_FOUND', 'campaignId')]
      : []),
  ]),
  of('COMPLETION', ({ level, excuse }) =>
    (level === null) === (excuse === null) ? [refusal('RECORD_COMPLETION', 'level')] : [],
  ),
  of('INITIATIVE', ({ sharePercent }) =>
    Number.isInteger(sharePercent) && sharePercent >= 1 && sharePercent <= 100
      ? []
      : [refusal('INVALID_VALUE', 'sharePercent', { expected: '1–100' })],
  ),
  of('POSITION', ({ from, to }) => order('to', from, to)),
  of('DISCIPLINE', ({ from, endedOn }) => order('endedOn', from, endedOn)),
  of('PROCEEDING', ({ openedOn, closedOn }) => order('closedOn', openedOn, closedOn)),
  of('ATTESTATION', ({ key }) =>
    /^[A-Z_]{3,40}$/.test(key) ? [] : [refusal('INVALID_VALUE', 'key', { expected: 'A–Z, _, 3–40 ký tự' })],
  ),
  of('HISTORY_EXTENT', ({ knownFrom }) =>
    knownFrom === null || (knownFrom >= firstYear && knownFrom <= lastYear)
      ? []
      : [refusal('INVALID_VALUE', 'knownFrom', { expected: `${firstYear}–${lastYear}` })],
  ),
  of('STAFFING', (content) => checkStaff(content)),
];

const order = (field: string, from: LocalDate, to: LocalDate | null): readonly Refusal[] =>
  to !== null && to < from ? [refusal('INVALID_VALUE', field, { expected: `không trước ngày ${from}` })] : [];

const maxStaff = 1_000_000;

/** Fighters are chosen among the advanced, the advanced among those who completed their tasks. */
function checkStaff(content: ContentOf<'STAFFING'>): readonly Refusal[] {
  const counts = ['total', 'completed', 'advanced', 'fighters', 'disciplined'] as const;
  const odd = counts.filter(
    (field) => !Number.isInteger(content[field]) || content[field] < 0 || content[field] > maxStaff,
  );
  if (odd.length > 0)
    return odd.map((field) => refusal('INVALID_VALUE', field, { expected: `0–${maxStaff}` }));
  const parts = [
    ['completed', 'total'],
    ['advanced', 'completed'],
    ['fighters', 'advanced'],
    ['disciplined', 'total'],
  ] as const;
  return parts
    .filter(([part, whole]) => content[part] > content[whole])
    .map(([part, whole]) => refusal('STAFF_COUNTS_INCONSISTENT', part, { expected: `${part} ≤ ${whole}` }));
}
