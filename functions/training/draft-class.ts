import { checkFiles, loadFiles } from '../attachments/named-files.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, type ChangeInput, type Step } from '../units/change-root.ts';
import { actsFor } from '../units/standing.ts';
import { unitKinds, type UnitKind } from '../units/unit.ts';
import { maxCapacity, maxMaterials, type TrainingClass } from './class.ts';
import type { TrainingDeps } from './deps.ts';
import { reloadPlan } from './draft-plan.ts';
import {
  seesTrainingClass,
  trainingClassMachine,
  trainingPermissions,
  type TrainingClassAction,
} from './training.policy.ts';
import { trainingClassPk } from './training.store.ts';

type Terms = {
  readonly topic: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly place: string;
  readonly trainer: string;
  readonly targetGroup: string;
  readonly unitKinds: readonly UnitKind[];
  readonly capacity: number;
  readonly unitQuota: number;
  readonly closesOn: LocalDate;
  readonly hasTest: boolean;
};

export type DraftTrainingClassInput = Terms & {
  readonly hostUnitId: string;
  readonly trainingPlanId?: string | null | undefined;
  readonly idempotencyKey: string;
};

export type ClassInput = ChangeInput & { readonly trainingClassId: string };

/** Drafts a class, of an approved plan or out of turn. Codes: NOT_FOUND, REQUIRED, TOO_LONG, INVALID_VALUE, TRAINING_DATES. */
export function draftTrainingClass(
  deps: TrainingDeps,
  input: DraftTrainingClassInput,
): Promise<Result<TrainingClass>> {
  return mutate(deps, {
    operation: 'trainingClass.draft',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        input.trainingPlanId == null ? undefined : reloadPlan(deps, input.trainingPlanId),
      ]),
    decide: ([registry, plan], actor) => {
      const roles = trainingPermissions['trainingClass.draft'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !actsFor(actor, roles, registry, hostUnitId, today(deps.clock)))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const terms = checkTerms(input);
      const planFits = plan?.hostUnitId === hostUnitId && plan.status === 'APPROVED';
      const planOk = input.trainingPlanId == null || planFits;
      if (!terms.ok || !planOk)
        return refuse(...refusalsOf(terms), ...(planOk ? [] : [refusal('NOT_FOUND', 'trainingPlanId')]));
      const one: TrainingClass = {
        ...terms.value,
        id: deps.ids.next('trc'),
        hostUnitId,
        planId: plan?.id ?? null,
        materialIds: [],
        cancelReason: null,
        status: 'DRAFT',
        version: 1,
      };
      return accept({
        result: one,
        resultId: one.id,
        writes: [deps.training.saveClass(one)],
        event: {
          pk: trainingClassPk(one.id),
          aggregateId: one.id,
          seq: 1,
          name: 'TrainingClassDrafted',
          facts: { hostUnitId, startsOn: one.startsOn },
        },
      });
    },
    reload: (rawId) => reloadClass(deps, rawId),
  });
}

export async function reloadClass(
  deps: Pick<TrainingDeps, 'training'>,
  rawId: string,
): Promise<TrainingClass | undefined> {
  const id = parseId('trc', rawId);
  return id && deps.training.class(id);
}

/** Every step of a class that exists; see `changeRoot`. */
export const changeClass = <E>(
  deps: TrainingDeps,
  input: ClassInput,
  step: Step<TrainingClassAction, TrainingClass, E>,
): Promise<Result<TrainingClass>> =>
  changeRoot(
    deps,
    input,
    {
      machine: trainingClassMachine,
      get: () => reloadClass(deps, input.trainingClassId),
      sees: seesTrainingClass,
      replace: (after) => [deps.training.saveClass(after)],
      pk: (one) => trainingClassPk(one.id),
      reload: (rawId) => reloadClass(deps, rawId),
    },
    step,
  );

/** Adds material for those who see the class. Codes: those of a step, NOT_FOUND, DUPLICATE, FILE_NOT_CLEAN, TOO_MANY, REQUIRED. */
export const attachTrainingMaterial = (
  deps: TrainingDeps,
  input: ClassInput & { readonly attachmentIds: readonly string[] },
): Promise<Result<TrainingClass>> =>
  changeClass(deps, input, {
    action: 'attach',
    load: () => loadFiles(deps, input.attachmentIds, maxMaterials),
    decide: ({ root, extra: files }) => {
      const limit = maxMaterials - root.materialIds.length;
      const refusals = [
        ...checkFiles(input.attachmentIds, files, { unitId: root.hostUnitId, field: 'attachmentIds', limit }),
        ...(input.attachmentIds.length === 0 ? [refusal('REQUIRED', 'attachmentIds')] : []),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const clean = files.flatMap((file) => file ?? []);
      const owner = { kind: 'TRAINING_CLASS' as const, id: root.id };
      return accept({
        patch: { materialIds: [...root.materialIds, ...clean.map((file) => file.id)] },
        writes: clean.map((file) => deps.attachments.attach(file, owner)),
        event: 'TrainingMaterialAttached',
        facts: { files: clean.length },
      });
    },
  });

/** What a class is; also for rewriting one. */
export function checkTerms(input: Terms): Result<Terms> {
  const topic = requireLine('topic', input.topic, 300);
  const place = requireLine('place', input.place, 300);
  const trainer = requireLine('trainer', input.trainer, 300);
  const targetGroup = requireLine('targetGroup', input.targetGroup, 300);
  const { startsOn, endsOn, closesOn, capacity, unitQuota, hasTest } = input;
  const refusals: readonly Refusal[] = [
    ...refusalsOf(topic, place, trainer, targetGroup),
    ...(input.unitKinds.length > 0 ? [] : [refusal('REQUIRED', 'unitKinds')]),
    ...inRange('capacity', capacity, maxCapacity),
    ...inRange('unitQuota', unitQuota, Math.max(1, capacity)),
    ...(endsOn >= startsOn ? [] : [refusal('TRAINING_DATES', 'endsOn', { expected: `từ ${startsOn}` })]),
    ...(closesOn <= startsOn ? [] : [refusal('TRAINING_DATES', 'closesOn', { expected: `đến ${startsOn}` })]),
  ];
  if (!topic.ok || !place.ok || !trainer.ok || !targetGroup.ok || refusals.length > 0)
    return refuse(...refusals);
  return accept({
    ...{ startsOn, endsOn, closesOn, capacity, unitQuota, hasTest },
    topic: topic.value,
    place: place.value,
    trainer: trainer.value,
    targetGroup: targetGroup.value,
    unitKinds: unitKinds.filter((kind) => input.unitKinds.includes(kind)),
  });
}

const inRange = (field: string, value: number, most: number): readonly Refusal[] =>
  value >= 1 && value <= most ? [] : [refusal('INVALID_VALUE', field, { expected: `1–${most}` })];

export type UpdateTrainingClassInput = ClassInput & Terms;
