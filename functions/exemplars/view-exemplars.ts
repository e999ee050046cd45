import { forbidden } from '../kernel/actor.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { viewerOf } from '../units/viewer.ts';
import type { ExemplarDeps } from './deps.ts';
import { seesCoverage, seesExemplar, seesUnit } from './exemplar.policy.ts';
import { exemplarYearId, type Coverage, type ExemplarUnit, type ExemplarYear } from './exemplar-year.ts';
import type { Exemplar, ExemplarStatus } from './exemplar.ts';

/** An exemplar as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewExemplar(deps: ExemplarDeps, rawId: string): Promise<Exemplar | undefined> {
  const id = parseId('exm', rawId);
  if (!id) return undefined;
  const [one, viewer] = await Promise.all([deps.exemplars.get(id), viewerOf(deps)]);
  return one && seesExemplar(one, viewer) ? one : undefined;
}

/** A year and its limits are public. */
export async function viewExemplarYear(deps: ExemplarDeps, rawId: string): Promise<ExemplarYear | undefined> {
  const id = parseId('exy', rawId);
  return id && deps.exemplarYears.get(id);
}

export async function exemplarYearOf(
  deps: ExemplarDeps,
  of: { readonly hostUnitId: string; readonly year: number },
): Promise<ExemplarYear | undefined> {
  const hostUnitId = parseId('unt', of.hostUnitId);
  return hostUnitId && deps.exemplarYears.get(exemplarYearId(hostUnitId, of.year));
}

/** A unit's part in a year, for its own people and those over it. */
export async function viewExemplarUnit(
  deps: ExemplarDeps,
  raw: { readonly yearId: string; readonly unitId: string },
): Promise<ExemplarUnit | undefined> {
  const [yearId, unitId] = [parseId('exy', raw.yearId), parseId('unt', raw.unitId)];
  if (!yearId || !unitId) return undefined;
  const [unit, viewer] = await Promise.all([deps.exemplarYears.unit(yearId, unitId), viewerOf(deps)]);
  return unit && seesUnit(viewer, unit) ? unit : undefined;
}

/** Who has introduced how many, or who has no plan; FORBIDDEN for those who aren't the host's or over it. */
export async function listCoverage(
  deps: ExemplarDeps,
  year: ExemplarYear,
  of: Coverage,
  args: PageArgs,
): Promise<Page<ExemplarUnit>> {
  if (!seesCoverage(await viewerOf(deps), year.hostUnitId)) throw forbidden();
  return of === 'WITHOUT_PLAN'
    ? deps.exemplarYears.pageWithoutPlan(year.id, args)
    : deps.exemplarYears.pageUnits(year.id, of === 'ALL' ? null : of, args);
}

/** A unit's exemplars in every state; whoever sees the unit's part sees them. */
export const listOfUnit = (
  deps: ExemplarDeps,
  { yearId, unitId }: { readonly yearId: Id<'exy'>; readonly unitId: Id<'unt'> },
  status: ExemplarStatus | null,
  args: PageArgs,
): Promise<Page<Exemplar>> => deps.exemplars.pageByUnit({ yearId, unitId, status }, args);

/** What was introduced in a year, for everybody. */
export const listIntroduced = (deps: ExemplarDeps, year: ExemplarYear, args: PageArgs) =>
  deps.exemplars.pagePublic(year.id, args);

/** What only those see who look after the exemplar; others are told nothing of it. */
export async function forStaff<T>(deps: ExemplarDeps, one: Exemplar, value: T): Promise<T | null> {
  return seesUnit(await viewerOf(deps), one) ? value : null;
}

export async function exemplarHistory(
  deps: ExemplarDeps,
  one: Exemplar,
  args: PageArgs,
): Promise<Page<StoredEvent> | null> {
  return seesUnit(await viewerOf(deps), one) ? deps.exemplars.history(one.id, args) : null;
}
