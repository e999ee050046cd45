import { forbidden } from '../kernel/actor.ts';
import { parseDecimal, zero } from '../kernel/decimal.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { standsOver } from '../officers/officer.policy.ts';
import type { Officer } from '../officers/officer.ts';
import { viewerOf } from '../units/viewer.ts';
import type { Evaluation, TrainingClass } from './class.ts';
import type { TrainingDeps } from './deps.ts';
import { reloadClass } from './draft-class.ts';
import { reloadPlan } from './draft-plan.ts';
import { reloadNomination } from './nominate.ts';
import type { Nomination } from './nomination.ts';
import type { TrainingPlan } from './plan.ts';
import { isBelow, seesHost, seesNomination, seesTrainingClass, seesTrainingPlan } from './training.policy.ts';

export async function viewPlan(deps: TrainingDeps, rawId: string): Promise<TrainingPlan | undefined> {
  const [plan, viewer] = await Promise.all([reloadPlan(deps, rawId), viewerOf(deps)]);
  return plan && seesTrainingPlan(plan, viewer) ? plan : undefined;
}

export async function viewClass(deps: TrainingDeps, rawId: string): Promise<TrainingClass | undefined> {
  const [one, viewer] = await Promise.all([reloadClass(deps, rawId), viewerOf(deps)]);
  return one && seesTrainingClass(one, viewer) ? one : undefined;
}

export async function viewNomination(deps: TrainingDeps, rawId: string): Promise<Nomination | undefined> {
  const [one, viewer] = await Promise.all([reloadNomination(deps, rawId), viewerOf(deps)]);
  return one && seesNomination(one, viewer) ? one : undefined;
}

type OfHost = { readonly hostUnitId: string; readonly year: number };

async function requireHost(deps: TrainingDeps, rawId: string): Promise<Id<'unt'>> {
  const hostUnitId = parseId('unt', rawId);
  if (!hostUnitId || !seesHost(await viewerOf(deps), hostUnitId)) throw forbidden();
  return hostUnitId;
}

/** Plans of a host; throws FORBIDDEN for those who aren't its staff or over it. */
export const listPlans = async (deps: TrainingDeps, { hostUnitId, year }: OfHost, args: PageArgs) =>
  deps.training.pagePlans(await requireHost(deps, hostUnitId), year, args);

/** Every class of a host, drafts too; throws FORBIDDEN for those who aren't its staff or over it. */
export const listClasses = async (deps: TrainingDeps, { hostUnitId, year }: OfHost, args: PageArgs) =>
  deps.training.pageClasses(await requireHost(deps, hostUnitId), year, 'ALL', args);

/** Classes that a host offers to units below it, for their staff. Throws FORBIDDEN for others. */
export async function listOffered(
  deps: TrainingDeps,
  { hostUnitId: raw, year }: OfHost,
  args: PageArgs,
): Promise<Page<TrainingClass>> {
  const hostUnitId = parseId('unt', raw);
  const viewer = await viewerOf(deps);
  if (!hostUnitId || !(seesHost(viewer, hostUnitId) || isBelow(viewer, hostUnitId))) throw forbidden();
  return deps.training.pageClasses(hostUnitId, year, 'OFFERED', args);
}

/** Whom a unit has sent where; throws FORBIDDEN for those who aren't its staff or over it. */
export async function listNominations(
  deps: TrainingDeps,
  rawUnitId: string,
  args: PageArgs,
): Promise<Page<Nomination>> {
  const unitId = parseId('unt', rawUnitId);
  if (!unitId || !standsOver(await viewerOf(deps), unitId)) throw forbidden();
  return deps.training.pageOfUnit(unitId, args);
}

/** What only those see who hold the class or are over its host; null to others. */
export async function forHost<T>(
  deps: TrainingDeps,
  one: TrainingClass,
  load: () => Promise<T>,
): Promise<T | null> {
  return seesHost(await viewerOf(deps), one.hostUnitId) ? load() : null;
}

/** Classes of an officer, for those who stand at or over the unit; null to others. */
export async function trainingsOf(
  deps: TrainingDeps,
  officer: Officer,
  args: PageArgs,
): Promise<Page<Nomination> | null> {
  return standsOver(await viewerOf(deps), officer.unitId)
    ? deps.training.pageOfOfficer(officer.id, args)
    : null;
}

/** Means of 1–5 to a hundredth, or null while nobody has filled in the form. */
export const means = ({ count, ...sums }: Evaluation) => {
  const mean = (sum: number) => parseDecimal((sum / count).toFixed(2)) ?? zero;
  return count === 0
    ? null
    : {
        count,
        content: mean(sums.content),
        trainer: mean(sums.trainer),
        organisation: mean(sums.organisation),
      };
};
