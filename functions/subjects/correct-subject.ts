import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { askNumber, checkAsked, inputMark, sealNumber, type AskedNumber } from './asked-number.ts';
import { changeSubject, type SubjectChangeInput } from './change-subject.ts';
import { checkBirthDate, checkKindFields, checkPosition, requireName } from './fields.ts';
import { parseIdNumber, type Bearer } from './id-number.ts';
import type { SubjectDeps } from './register-subject.ts';
import type { SubjectGroup } from './group.ts';
import { checkHolder } from './same-person.ts';
import type { Sex } from './sex.ts';
import type { Subject } from './subject.ts';

/** A field that is absent stays as it is; null takes its value away. */
export type CorrectSubjectInput = SubjectChangeInput & {
  readonly name?: string | null | undefined;
  readonly position?: string | null | undefined;
  readonly birthDate?: LocalDate | null | undefined;
  readonly sex?: Sex | null | undefined;
  readonly group?: SubjectGroup | null | undefined;
  readonly idNumber?: string | null | undefined;
};

/** Puts right what was written wrongly. Where the subject belongs is changed by `moveSubject`. */
export async function correctSubject(
  deps: SubjectDeps,
  input: CorrectSubjectInput,
): Promise<Result<Subject>> {
  const asked = await askNumber(deps, input.idNumber);
  const recorded = input.idNumber === undefined ? input : { ...input, idNumber: inputMark(asked) };
  return changeSubject(deps, recorded, {
    operation: 'correctSubject',
    action: 'subject.correct',
    event: 'SubjectCorrected',
    fingerprint: asked.fingerprint,
    apply: async (subject, scene) => {
      const name = input.name === undefined ? accept(subject.name) : requireName(input.name ?? '');
      const position =
        input.position === undefined ? accept(subject.position) : checkPosition(input.position);
      const bearer = {
        birthDate: stated(input.birthDate, subject.birthDate),
        sex: stated(input.sex, subject.sex),
      };
      const effective = input.idNumber === undefined ? await storedNumber(deps, subject, bearer) : asked;
      const number = checkAsked(effective, bearer, scene.on);
      const refusals = [
        ...checkKindFields(subject.kind, input),
        ...refusalsOf(name, position, number),
        ...checkBirthDate(bearer.birthDate, scene.on),
        ...checkHolder(scene, scene.holder, subject.id),
      ];
      if (!name.ok || !position.ok || !number.ok || refusals.length > 0) return refuse(...refusals);
      const after: Subject = {
        ...withPosition(subject, position.value),
        ...bearer,
        group: stated(input.group, subject.group),
        name: name.value,
        idNumber:
          input.idNumber === undefined
            ? subject.idNumber
            : await sealNumber(deps.sealer, subject.id, number.value, asked.fingerprint),
      };
      return accept({ subject: after, facts: difference(subject, after) });
    },
  });
}

/** What was said, or what stays because nothing was. */
const stated = <T>(given: T | undefined, before: T): T => (given === undefined ? before : given);

/** The position of the open affiliation was written wrongly too. */
const withPosition = (subject: Subject, position: string | null): Subject => ({
  ...subject,
  position,
  affiliations: subject.affiliations.map((one) => (one.to === null ? { ...one, position } : one)),
});

/** The number on record is opened only when what is said of its bearer changes, to see that they still agree. */
async function storedNumber(deps: SubjectDeps, subject: Subject, bearer: Bearer): Promise<AskedNumber> {
  const same = subject.birthDate === bearer.birthDate && subject.sex === bearer.sex;
  if (!subject.idNumber || same) return { parsed: null, fingerprint: null };
  const digits = await deps.sealer.open(subject.idNumber.sealed, { subjectId: subject.id });
  return { parsed: parseIdNumber('idNumber', digits), fingerprint: subject.idNumber.fingerprint };
}

/** Old and new values, but of a personal number only that it changed. */
function difference(before: Subject, after: Subject): object {
  const fields = ['name', 'position', 'birthDate', 'sex', 'group'] as const;
  const changed = fields.filter((field) => before[field] !== after[field]);
  const values = (of: Subject) => Object.fromEntries(changed.map((field) => [field, of[field]]));
  const number = before.idNumber?.fingerprint === after.idNumber?.fingerprint ? [] : ['idNumber'];
  return { changed: [...changed, ...number], before: values(before), after: values(after) };
}
