import { forbidden } from '../kernel/actor.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import { viewerOf } from '../units/viewer.ts';
import type { SubjectDeps } from './register-subject.ts';
import { likeSubject, possibleDuplicates, seesSubject } from './same-person.ts';
import { maySubjects } from './subject.policy.ts';
import type { Subject } from './subject.ts';

type ViewDeps = Omit<SubjectDeps, 'sealer'>;

/** A subject as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewSubject(deps: ViewDeps, rawId: string): Promise<Subject | undefined> {
  const id = parseId('sub', rawId);
  if (!id) return undefined;
  const [subject, viewer] = await Promise.all([deps.subjects.get(id), viewerOf(deps)]);
  return subject && seesSubject(viewer, subject) ? subject : undefined;
}

export type ListSubjectsFilter = {
  readonly unitId: string;
  readonly kind?: SubjectKind | null | undefined;
  readonly name?: string | null | undefined;
};

/** The subjects of a unit by name; FORBIDDEN for those who don't look after it, whether or not it exists. */
export async function listSubjects(
  deps: ViewDeps,
  filter: ListSubjectsFilter,
  args: PageArgs,
): Promise<Page<Subject>> {
  const { actor, registry, on } = await viewerOf(deps);
  const unitId = parseId('unt', filter.unitId);
  if (!unitId || !registry.get(unitId) || !maySubjects(actor, 'subject.view', registry, unitId, on))
    throw forbidden();
  return deps.subjects.pageByUnit({ unitId, kind: filter.kind ?? null, name: filter.name ?? '' }, args);
}

/** Others on record that may be the same, as far as the caller may see them. */
export async function duplicatesOf(deps: ViewDeps, subject: Subject): Promise<readonly Subject[]> {
  if (subject.kind === 'UNIT') return [];
  const [like, viewer] = await Promise.all([likeSubject(deps.subjects, subject), viewerOf(deps)]);
  return possibleDuplicates(viewer, subject, like);
}

/** What happened to the subject, the latest first; who saw its number among it. */
export const subjectHistory = (
  deps: ViewDeps,
  subject: Subject,
  args: PageArgs,
): Promise<Page<StoredEvent>> => deps.subjects.history(subject.id, args);
