import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { DisciplineForm } from '../law/eligibility/records.ts';
import type { CaseDiscipline } from './case.ts';

export type CaseDisciplineInput = {
  readonly subjectId: string;
  readonly form: DisciplineForm;
  readonly from: LocalDate;
  readonly decisionNumber: string;
};

const limit = 20;

/** Disciplines of those whom a case is about, and of nobody else. Codes: TOO_MANY, NOT_FOUND, INVALID_VALUE, REQUIRED, TOO_LONG. */
export function checkDisciplines(
  raw: readonly CaseDisciplineInput[] | null | undefined,
  about: readonly Id<'sub'>[],
  days: { readonly since: LocalDate; readonly on: LocalDate },
): Result<readonly CaseDiscipline[]> {
  const given = raw ?? [];
  if (given.length > limit) return refuse(refusal('TOO_MANY', 'disciplines', { limit }));
  const checked = given.map(({ subjectId: rawId, form, from, decisionNumber }, i): Result<CaseDiscipline> => {
    const id = parseId('sub', rawId);
    const subjectId = about.find((one) => one === id);
    const number = requireLine(`disciplines.${i}.decisionNumber`, decisionNumber, 100);
    const refusals = [
      ...(subjectId ? [] : [refusal('NOT_FOUND', `disciplines.${i}.subjectId`)]),
      ...(from < days.since || from > days.on
        ? [refusal('INVALID_VALUE', `disciplines.${i}.from`, { expected: `từ ${days.since} đến ${days.on}` })]
        : []),
      ...refusalsOf(number),
    ];
    if (!subjectId || !number.ok || refusals.length > 0) return refuse(...refusals);
    return accept({ subjectId, form, from, decisionNumber: number.value });
  });
  const refusals = refusalsOf(...checked);
  return refusals.length > 0
    ? refuse(...refusals)
    : accept(checked.flatMap((one) => (one.ok ? [one.value] : [])));
}
