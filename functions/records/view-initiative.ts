import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Subject } from '../subjects/subject.ts';
import type { InitiativeDeps } from './change-initiative.ts';
import type { Author, Initiative } from './initiative.ts';
import { mayRecord } from './record.policy.ts';

/** An initiative for whoever looks after one of its authors; undefined otherwise. */
export async function viewInitiative(deps: InitiativeDeps, rawId: string): Promise<Initiative | undefined> {
  const id = parseId('ini', rawId);
  const initiative = id && (await deps.initiatives.get(id));
  if (!initiative) return undefined;
  const seen = await Promise.all(initiative.authors.map((author) => viewAuthor(deps, author)));
  return seen.some((one) => one !== undefined) ? initiative : undefined;
}

/** The author as a subject, where the caller looks after them. */
export async function viewAuthor(deps: InitiativeDeps, { subjectId }: Author): Promise<Subject | undefined> {
  const [subject, actor, registry] = await Promise.all([
    deps.subjects.get(subjectId),
    deps.actor(),
    deps.units.registry(),
  ]);
  const viewer = { actor, registry, on: today(deps.clock) };
  return subject && mayRecord(viewer, 'OPEN', 'view', subject.unitId) ? subject : undefined;
}
