import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { checkText, refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { reloadOfficer } from '../officers/appoint-officer.ts';
import type { TrainingDeps } from './deps.ts';
import { reloadClass } from './draft-class.ts';
import { nominationId, type Nomination } from './nomination.ts';
import { reloadNomination } from './nominate.ts';
import { seesTrainingClass, trainingPermissions } from './training.policy.ts';
import { nominationPk } from './training.store.ts';

export type EvaluateTrainingInput = {
  readonly trainingClassId: string;
  readonly officerId: string;
  readonly content: number;
  readonly trainer: number;
  readonly organisation: number;
  readonly comment: string;
  readonly idempotencyKey: string;
};

/**
 * What a participant thinks of a finished class, once; the host sees sums and comments, not whose they are. Codes:
 * NOT_FOUND, WRONG_STATE, TRAINING_NOT_NOMINATED, TRAINING_NOT_ATTENDED, DUPLICATE, INVALID_VALUE, TOO_LONG.
 */
export function evaluateTraining(
  deps: TrainingDeps,
  input: EvaluateTrainingInput,
): Promise<Result<Nomination>> {
  const [classId, officerId] = [parseId('trc', input.trainingClassId), parseId('ofc', input.officerId)];
  const id = classId && officerId && nominationId(classId, officerId);
  return mutate(deps, {
    operation: 'trainingClass.evaluate',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        reloadClass(deps, input.trainingClassId),
        reloadOfficer(deps, input.officerId),
        id && deps.training.nomination(id),
      ]),
    decide: ([registry, one, officer, before], actor) => {
      if (unitsWithRole(actor, trainingPermissions['trainingClass.evaluate']).length === 0) throw forbidden();
      const seen = one && seesTrainingClass(one, { actor, registry, on: today(deps.clock) });
      const own = officer?.userId === actor.userId;
      if (!seen || !own)
        return refuse(
          ...(seen ? [] : [refusal('NOT_FOUND', 'trainingClassId')]),
          ...(own ? [] : [refusal('NOT_FOUND', 'officerId')]),
        );
      const comment = checkText('comment', input.comment, 2_000);
      const refusals = [...scored(input), ...refusalsOf(comment), ...whyNot(one.status, before)];
      if (!before || !comment.ok || refusals.length > 0) return refuse(...refusals);
      const after: Nomination = { ...before, evaluated: true, version: before.version + 1 };
      const { content, trainer, organisation } = input;
      return accept({
        result: after,
        resultId: after.id,
        writes: [
          { ...deps.training.saveNomination(after), onConflict: () => refusal('BUSY', []) },
          // What the host records meanwhile isn't written over.
          deps.training.guardClass(one),
          ...deps.training.evaluate(after, { content, trainer, organisation }, comment.value),
        ],
        event: {
          pk: nominationPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: 'TrainingEvaluated',
          facts: { classId: one.id },
        },
      });
    },
    reload: (rawId) => reloadNomination(deps, rawId),
  });
}

const scored = (input: EvaluateTrainingInput): readonly Refusal[] =>
  (['content', 'trainer', 'organisation'] as const).flatMap((field) =>
    input[field] >= 1 && input[field] <= 5 ? [] : [refusal('INVALID_VALUE', field, { expected: '1–5' })],
  );

function whyNot(status: string, before: Nomination | undefined): readonly Refusal[] {
  if (status !== 'FINISHED')
    return [refusal('WRONG_STATE', 'trainingClassId', { status, allowed: 'FINISHED' })];
  if (before?.status !== 'NOMINATED') return [refusal('TRAINING_NOT_NOMINATED', 'officerId')];
  if (before.attendance === null || before.attendance === 'ABSENT')
    return [refusal('TRAINING_NOT_ATTENDED', 'officerId')];
  return before.evaluated ? [refusal('DUPLICATE', 'officerId')] : [];
}
