import { parseId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import { changeRoot, type ChangeInput, type Step } from '../units/change-root.ts';
import type { InspectionDeps } from './deps.ts';
import { inspectionMachine, seesInspection, type InspectionAction } from './inspection.policy.ts';
import { inspectionPk } from './inspection.store.ts';
import type { Inspection } from './inspection.ts';

export type InspectionInput = ChangeInput & { readonly inspectionId: string };

/** Every step of an inspection that exists; see `changeRoot`. */
export const changeInspection = <E>(
  deps: InspectionDeps,
  input: InspectionInput,
  step: Step<InspectionAction, Inspection, E>,
): Promise<Result<Inspection>> =>
  changeRoot(
    deps,
    input,
    {
      machine: inspectionMachine,
      get: () => reloadInspection(deps, input.inspectionId),
      sees: seesInspection,
      replace: (after) => [deps.inspections.save(after)],
      pk: (one) => inspectionPk(one.id),
      reload: (rawId) => reloadInspection(deps, rawId),
    },
    step,
  );

export async function reloadInspection(deps: InspectionDeps, rawId: string): Promise<Inspection | undefined> {
  const id = parseId('ins', rawId);
  return id && deps.inspections.get(id);
}
