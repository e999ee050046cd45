import { parseId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import { changeRoot, type ChangeInput, type Step } from '../units/change-root.ts';
import type { ExemplarDeps } from './deps.ts';
import { exemplarMachine, seesExemplar, type ExemplarAction } from './exemplar.policy.ts';
import { exemplarPk } from './exemplar.store.ts';
import type { Exemplar } from './exemplar.ts';

export type ExemplarInput = ChangeInput & { readonly exemplarId: string };

/** Every step of an exemplar that exists; see `changeRoot`. */
export function changeExemplar<E>(
  deps: ExemplarDeps,
  input: ExemplarInput,
  step: Step<ExemplarAction, Exemplar, E>,
): Promise<Result<Exemplar>> {
  const id = parseId('exm', input.exemplarId);
  return changeRoot(
    deps,
    input,
    {
      machine: exemplarMachine,
      get: async () => id && deps.exemplars.get(id),
      sees: seesExemplar,
      replace: (after) => [deps.exemplars.replace(after)],
      pk: (one) => exemplarPk(one.id),
      reload: (rawId) => reloadExemplar(deps, rawId),
    },
    step,
  );
}

export async function reloadExemplar(deps: ExemplarDeps, rawId: string): Promise<Exemplar | undefined> {
  const id = parseId('exm', rawId);
  return id && deps.exemplars.get(id);
}
