import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeSubject, type ChangeScene, type SubjectChangeInput } from './change-subject.ts';
import { checkKindFields, checkPosition, notAfter } from './fields.ts';
import type { SubjectDeps } from './register-subject.ts';
import type { Subject } from './subject.ts';

export type MoveSubjectInput = SubjectChangeInput & {
  readonly unitId: string;
  readonly position?: string | null | undefined;
  readonly from: LocalDate;
};

/** A working life has fewer; the root item holds them all. */
const maxAffiliations = 100;

/**
 * Moves a subject to another unit or position from a day on; where it was before stays in its affiliations. Whoever
 * looks after it where it is may send it anywhere: a transfer goes out from the old unit.
 */
export const moveSubject = (deps: SubjectDeps, input: MoveSubjectInput): Promise<Result<Subject>> =>
  changeSubject(deps, input, {
    operation: 'moveSubject',
    action: 'subject.move',
    event: 'SubjectMoved',
    apply: (subject, scene) => {
      const named = parseId('unt', input.unitId);
      const unit = named && scene.registry.get(named);
      const position = checkPosition(input.position);
      const refusals = [
        ...(unit ? checkUnit(unit.id, scene) : [refusal('NOT_FOUND', 'unitId')]),
        ...refusalsOf(position),
        ...checkKind(subject, input),
        ...checkHistory(subject, input.from),
        ...notAfter('from', input.from, scene.on),
        ...(position.ok && unit ? checkDifference(subject, unit.id, position.value) : []),
      ];
      if (!unit || !position.ok || refusals.length > 0) return refuse(...refusals);
      return accept({
        subject: moved(subject, { unitId: unit.id, position: position.value, from: input.from }),
        facts: {
          before: { unitId: subject.unitId, position: subject.position },
          after: { unitId: unit.id, position: position.value },
          from: input.from,
        },
      });
    },
  });

const checkUnit = (unitId: Id<'unt'>, { registry, on }: ChangeScene): readonly Refusal[] =>
  registry.stateOn(unitId, on) ? [] : [refusal('UNIT_NOT_ALIVE', 'unitId', { on })];

/** Where a unit belongs is told by the register of units; only a person has a position. */
const checkKind = ({ kind }: Subject, input: MoveSubjectInput): readonly Refusal[] => [
  ...(kind === 'UNIT' ? [refusal('SUBJECT_KIND_FIELD', 'unitId', { kind })] : []),
  ...checkKindFields(kind, { position: input.position }),
];

const checkDifference = (subject: Subject, unitId: Id<'unt'>, position: string | null): readonly Refusal[] =>
  unitId === subject.unitId && position === subject.position
    ? [refusal('INVALID_VALUE', 'unitId', { expected: 'đơn vị hoặc chức vụ khác' })]
    : [];

function checkHistory(subject: Subject, from: LocalDate): readonly Refusal[] {
  if (subject.affiliations.length >= maxAffiliations)
    return [refusal('TOO_MANY', 'subjectId', { limit: maxAffiliations })];
  const last = subject.affiliations.at(-1);
  return last && from <= last.from
    ? [refusal('INVALID_VALUE', 'from', { expected: `sau ngày ${last.from}` })]
    : [];
}

const moved = (
  subject: Subject,
  next: { readonly unitId: Id<'unt'>; readonly position: string | null; readonly from: LocalDate },
): Subject => ({
  ...subject,
  unitId: next.unitId,
  position: next.position,
  affiliations: [
    ...subject.affiliations.map((one) => (one.to === null ? { ...one, to: next.from } : one)),
    { ...next, to: null },
  ],
});
