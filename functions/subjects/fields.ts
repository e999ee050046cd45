import { localDate, type LocalDate } from '../kernel/dates.ts';
import { requireLine } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { fold } from '../kernel/text.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import { groupFits, type SubjectGroup } from './group.ts';

const maxLine = 200;
/** Revolutionaries and martyrs are honoured long after their death; nobody born earlier is. */
const earliestBirth = localDate('1800-01-01');

/** A name that can be looked up: it holds a letter or a digit. REQUIRED, TOO_LONG, INVALID_VALUE. */
export function requireName(raw: string): Result<string> {
  const line = requireLine('name', raw, maxLine);
  if (line.ok && fold(line.value) === '')
    return refuse(refusal('INVALID_VALUE', 'name', { expected: 'có chữ cái hoặc chữ số' }));
  return line;
}

/** Absent and blank are the same. TOO_LONG, INVALID_VALUE. */
export const checkPosition = (raw: string | null | undefined): Result<string | null> =>
  raw == null || raw.trim() === '' ? accept(null) : requireLine('position', raw, maxLine);

export const checkBirthDate = (birthDate: LocalDate | null, on: LocalDate): readonly Refusal[] =>
  birthDate !== null && (birthDate > on || birthDate < earliestBirth)
    ? [refusal('INVALID_VALUE', 'birthDate', { expected: `${earliestBirth} – ${on}` })]
    : [];

/** Only a person has these; and a unit's name is the register's to say. */
const personal = ['position', 'birthDate', 'sex', 'idNumber'] as const;
const foreignTo: Readonly<Record<SubjectKind, readonly ((typeof personal)[number] | 'name' | 'since')[]>> = {
  INDIVIDUAL: [],
  COLLECTIVE: personal,
  HOUSEHOLD: personal,
  UNIT: [...personal, 'name', 'since'],
};

/** SUBJECT_KIND_FIELD for each value given that the kind has no place for, and for a group that it is never in. */
export const checkKindFields = (
  kind: SubjectKind,
  {
    group,
    ...given
  }: Readonly<Partial<Record<(typeof foreignTo)[SubjectKind][number], unknown>>> & {
    readonly group?: SubjectGroup | null | undefined;
  },
): readonly Refusal[] => [
  ...foreignTo[kind]
    .filter((field) => given[field] != null)
    .map((field) => refusal('SUBJECT_KIND_FIELD', field, { kind })),
  ...(group == null || groupFits(kind, group) ? [] : [refusal('SUBJECT_KIND_FIELD', 'group', { kind })]),
];

/** A day that has come. */
export const notAfter = (field: string, date: LocalDate, on: LocalDate): readonly Refusal[] =>
  date > on ? [refusal('INVALID_VALUE', field, { expected: `không sau ngày ${on}` })] : [];
