import type { Id } from '../../kernel/ids.ts';
import { exactKey, fold } from '../../kernel/text.ts';
import type { Subject } from '../../subjects/subject.ts';
import type { ImportKind } from './import.ts';
import type { Person } from './row.ts';

/** The subjects that an import may be about, and who has which personal number. */
export type Directory = {
  readonly byId: ReadonlyMap<Id<'sub'>, Subject>;
  /** By name without marks. */
  readonly byName: ReadonlyMap<string, readonly Subject[]>;
  readonly byNumber: ReadonlyMap<string, Subject>;
};

export type Match =
  | { readonly how: 'ONE'; readonly subject: Subject }
  /** These may be meant; a person must say. */
  | { readonly how: 'UNSURE'; readonly candidates: readonly Subject[] }
  | { readonly how: 'NOBODY' };

export function directoryOf(subjects: readonly Subject[], byNumber: ReadonlyMap<string, Subject>): Directory {
  const byName = new Map<string, Subject[]>();
  for (const subject of subjects) {
    const name = fold(subject.name);
    byName.set(name, [...(byName.get(name) ?? []), subject]);
  }
  return { byId: new Map(subjects.map((one) => [one.id, one])), byName, byNumber };
}

/** More candidates than these are no help to whoever must choose. */
const maxCandidates = 10;

/**
 * Whom a row means. By id, or by a personal number whose bearer has the row's name; else by name with its marks, birth date
 * and unit together, when exactly one has them all. Whatever is less sure is for a person to say: nothing is guessed.
 */
export function matchPerson(
  person: Person,
  kind: ImportKind,
  places: ReadonlySet<Id<'unt'>>,
  directory: Directory,
): Match {
  if (person.subjectId) {
    const subject = directory.byId.get(person.subjectId);
    return subject ? sureIf(sameName(subject, person), subject) : { how: 'NOBODY' };
  }
  const holder = person.idNumber === null ? undefined : directory.byNumber.get(person.idNumber);
  if (holder) return sureIf(sameName(holder, person) && agrees(holder, person), holder);
  const alike = (directory.byName.get(fold(person.name)) ?? []).filter(
    (one) => fits(one, kind, person) && places.has(one.unitId) && !isSomebodyElse(one, person),
  );
  const [only, ...others] = alike;
  if (!only) return { how: 'NOBODY' };
  return others.length === 0 &&
    person.idNumber === null &&
    sameName(only, person) &&
    isIdentified(only, person)
    ? { how: 'ONE', subject: only }
    : { how: 'UNSURE', candidates: alike.slice(0, maxCandidates) };
}

const sureIf = (sure: boolean, subject: Subject): Match =>
  sure ? { how: 'ONE', subject } : { how: 'UNSURE', candidates: [subject] };

const sameName = (subject: Subject, person: Person): boolean =>
  exactKey(subject.name) === exactKey(person.name);

const agrees = (subject: Subject, { birthDate }: Person): boolean =>
  birthDate === null || subject.birthDate === null || subject.birthDate === birthDate;

/** Another birth date, or another number than the one given. */
const isSomebodyElse = (subject: Subject, person: Person): boolean =>
  !agrees(subject, person) || (person.idNumber !== null && subject.idNumber !== null);

/** A namesake of a person is nothing rare, so the birth date must be known on both sides; a unit has no namesake in itself. */
const isIdentified = (subject: Subject, person: Person): boolean =>
  subject.kind === 'INDIVIDUAL' ? person.birthDate !== null && subject.birthDate === person.birthDate : true;

const fits = (subject: Subject, kind: ImportKind, person: Person): boolean => {
  const isPerson = subject.kind === 'INDIVIDUAL';
  if (kind === 'STAFFING') return !isPerson;
  if (kind === 'POSITION') return isPerson;
  return person.birthDate === null && person.idNumber === null ? true : isPerson;
};
