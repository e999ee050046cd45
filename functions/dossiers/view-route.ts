import type { LocalDate } from '../kernel/dates.ts';
import type { Viewer } from '../units/machine.ts';
import { isBehind } from './dossier.policy.ts';
import type { Dossier } from './dossier.ts';
import { currentRoute, type Replacing, type RouteTerm } from './route.ts';
import type { DossierStatus } from './status-table.ts';

export type RouteStepState = 'DONE' | 'CURRENT' | 'AHEAD' | 'NOT_NEEDED';

export type RouteStepView = RouteTerm & { readonly state: RouteStepState };

export type RouteView = {
  readonly simpleCases: readonly string[];
  readonly fixedOn: LocalDate | null;
  readonly steps: readonly RouteStepView[];
};

const ended: readonly DossierStatus[] = ['DECIDED', 'FORWARDED', 'CLOSED_WITHOUT_AWARD', 'WITHDRAWN'];

/** The route with where the dossier is on it: the first needed step that isn't behind it is the current one. */
export function viewRoute(dossier: Dossier, { registry, on }: Viewer, replacing?: Replacing): RouteView {
  const over = ended.includes(dossier.status);
  const { steps } = currentRoute(dossier, registry, on, replacing);
  const done = (step: RouteTerm) => isBehind(dossier, step.code) || (over && step.code === 'OUTCOME');
  const current = over ? undefined : steps.find((step) => step.needed && !done(step));
  return {
    simpleCases: dossier.simpleCases,
    fixedOn: dossier.route?.fixedOn ?? null,
    steps: steps.map((step) => ({ ...step, state: stateOf(step, step === current, done(step)) })),
  };
}

function stateOf(step: RouteTerm, isCurrent: boolean, isDone: boolean): RouteStepState {
  if (!step.needed) return 'NOT_NEEDED';
  if (isCurrent) return 'CURRENT';
  return isDone ? 'DONE' : 'AHEAD';
}
