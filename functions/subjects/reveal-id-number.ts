import { signedIn } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { SubjectChangeInput } from './change-subject.ts';
import type { SubjectDeps } from './register-subject.ts';
import { sameNumber } from './same-person.ts';
import { mayReveal, maySubjects, requireSubjectRole } from './subject.policy.ts';
import { subjectPk } from './subject.store.ts';
import type { Subject } from './subject.ts';

export type RevealIdNumberInput = SubjectChangeInput & { readonly reason: string };

export type Revealed = { readonly subject: Subject; readonly idNumber: string };

const maxReason = 1_000;

/**
 * Shows a personal number in clear. It is a mutation since it leaves a trace: who saw it and why is an event of the
 * subject, committed before the number is answered.
 */
export function revealIdNumber(deps: SubjectDeps, input: RevealIdNumberInput): Promise<Result<Revealed>> {
  const id = parseId('sub', input.subjectId);
  return mutate(deps, {
    operation: 'revealIdNumber',
    input,
    load: () => Promise.all([id && deps.subjects.get(id), deps.units.registry()]),
    decide: async ([subject, registry], actor) => {
      requireSubjectRole(actor, 'subject.revealIdNumber');
      const on = today(deps.clock);
      if (!subject || !maySubjects(actor, 'subject.view', registry, subject.unitId, on))
        return refuse(refusal('NOT_FOUND', 'subjectId'));
      if (subject.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: subject.version }));
      if (!mayReveal(actor, registry, subject.unitId, on))
        return refuse(refusal('ID_NUMBER_NOT_YOURS', 'subjectId'));
      const reason = requireText('reason', input.reason, maxReason);
      if (!subject.idNumber) return refuse(refusal('ID_NUMBER_NONE', 'subjectId'));
      if (!reason.ok) return reason;
      const after = { ...subject, version: subject.version + 1 };
      return accept({
        result: { subject: after, idNumber: await openNumber(deps, after) },
        resultId: `${subject.id}#${subject.idNumber.fingerprint}`,
        writes: deps.subjects.replace(subject, after, sameNumber({ actor, registry, on })),
        event: {
          pk: subjectPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: 'IdNumberRevealed',
          facts: { reason: reason.value },
        },
      });
    },
    reload: (resultId) => revealAgain(deps, resultId),
  });
}

/** A repeated request may see again what its event tells of: the same number, and only while the caller still may. */
async function revealAgain(deps: SubjectDeps, resultId: string): Promise<Revealed | undefined> {
  const [rawId = '', fingerprint] = resultId.split('#');
  const id = parseId('sub', rawId);
  const [subject, registry, actor] = await Promise.all([
    id && deps.subjects.get(id),
    deps.units.registry(),
    deps.actor(),
  ]);
  if (!subject?.idNumber || subject.idNumber.fingerprint !== fingerprint) return undefined;
  return mayReveal(signedIn(actor), registry, subject.unitId, today(deps.clock))
    ? { subject, idNumber: await openNumber(deps, subject) }
    : undefined;
}

async function openNumber(deps: SubjectDeps, subject: Subject): Promise<string> {
  if (!subject.idNumber) throw new Error(`subject ${subject.id} has no number`);
  return deps.sealer.open(subject.idNumber.sealed, { subjectId: subject.id });
}
