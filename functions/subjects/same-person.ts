import type { Actor } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { maySubjects } from './subject.policy.ts';
import type { Holder, OnTaken, SubjectStore } from './subject.store.ts';
import type { Subject } from './subject.ts';

type Viewer = { readonly actor: Actor; readonly registry: UnitRegistry; readonly on: LocalDate };

export const seesSubject = ({ actor, registry, on }: Viewer, subject: { readonly unitId: Id<'unt'> }) =>
  maySubjects(actor, 'subject.view', registry, subject.unitId, on);

/** Names the person who has the number to those who may see them; to others it says only that there is one. */
export const sameNumber =
  (viewer: Viewer): OnTaken =>
  (holder) =>
    refusal(
      'SAME_ID_NUMBER',
      'idNumber',
      holder && seesSubject(viewer, holder) ? { subjectId: holder.subjectId } : undefined,
    );

/** SAME_ID_NUMBER when the number is another subject's. */
export const checkHolder = (
  viewer: Viewer,
  holder: Holder | undefined,
  own: Id<'sub'> | undefined,
): readonly Refusal[] => (holder && holder.subjectId !== own ? [sameNumber(viewer)(holder)] : []);

/** Everyone who may be the same: the same name and birth date anywhere, or the same name in the same unit. */
export async function likeSubject(
  store: SubjectStore,
  one: Pick<Subject, 'name' | 'unitId' | 'birthDate'>,
): Promise<readonly Subject[]> {
  const found = await Promise.all([
    store.sameNameInUnit(one.name, one.unitId),
    one.birthDate ? store.sameNameAndBirth(one.name, one.birthDate) : [],
  ]);
  return [...new Map(found.flat().map((subject) => [subject.id, subject])).values()];
}

/** Of those, the ones of the same kind whom nothing known tells apart, as far as the viewer may see them. */
export const possibleDuplicates = (
  viewer: Viewer,
  one: Pick<Subject, 'kind' | 'birthDate'> & { readonly id?: Id<'sub'> },
  candidates: readonly Subject[],
): readonly Subject[] =>
  candidates.filter(
    (other) =>
      other.id !== one.id &&
      other.kind === one.kind &&
      (one.birthDate === null || other.birthDate === null || one.birthDate === other.birthDate) &&
      seesSubject(viewer, other),
  );

/** POSSIBLE_DUPLICATE naming those that the caller hasn't said to be others. */
export function checkDuplicates(duplicates: readonly Subject[], acknowledged: readonly string[]) {
  const open = duplicates.filter((one) => !acknowledged.includes(one.id));
  return open.length === 0
    ? []
    : [
        refusal('POSSIBLE_DUPLICATE', 'acknowledgeDuplicates', {
          subjectIds: open.map((one) => one.id).join(','),
        }),
      ];
}
