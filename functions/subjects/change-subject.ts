import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { reloadSubject, type SubjectDeps } from './register-subject.ts';
import { sameNumber } from './same-person.ts';
import { maySubjects, requireSubjectRole, type SubjectAction } from './subject.policy.ts';
import { subjectPk, type Holder } from './subject.store.ts';
import type { Subject } from './subject.ts';

export type SubjectChangeInput = {
  readonly subjectId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type ChangeScene = {
  readonly actor: User;
  readonly registry: UnitRegistry;
  readonly on: LocalDate;
  /** Who holds the number asked for, when one was. */
  readonly holder: Holder | undefined;
};

type Change = {
  readonly operation: string;
  readonly action: Exclude<SubjectAction, 'subject.view' | 'subject.register'>;
  readonly event: string;
  /** Fingerprint of a number that the change would give to the subject. */
  readonly fingerprint?: string | null;
  /** The subject with the change and what the event tells of it, or every reason why not. */
  readonly apply: (
    subject: Subject,
    scene: ChangeScene,
  ) =>
    | Result<{ readonly subject: Subject; readonly facts: object }>
    | Promise<Result<{ readonly subject: Subject; readonly facts: object }>>;
};

/** What every change of a subject has in common: visibility, role, version, one event. */
export function changeSubject(
  deps: SubjectDeps,
  input: SubjectChangeInput,
  change: Change,
): Promise<Result<Subject>> {
  const id = parseId('sub', input.subjectId);
  const { fingerprint } = change;
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () =>
      Promise.all([
        id && deps.subjects.get(id),
        deps.units.registry(),
        fingerprint == null ? undefined : deps.subjects.holder(fingerprint),
      ]),
    decide: async ([subject, registry, holder], actor) => {
      requireSubjectRole(actor, change.action);
      const on = today(deps.clock);
      if (!subject || !maySubjects(actor, change.action, registry, subject.unitId, on))
        return refuse(refusal('NOT_FOUND', 'subjectId'));
      if (subject.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: subject.version }));
      const scene = { actor, registry, on, holder };
      const applied = await change.apply(subject, scene);
      if (!applied.ok) return applied;
      const after = { ...applied.value.subject, version: subject.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: deps.subjects.replace(subject, after, sameNumber(scene)),
        event: {
          pk: subjectPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: change.event,
          facts: { ...applied.value.facts },
        },
      });
    },
    reload: (raw) => reloadSubject(deps, raw),
  });
}
