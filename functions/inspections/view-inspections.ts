import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { standsAt, type Viewer } from '../units/machine.ts';
import { inOrder } from '../units/browse.ts';
import { predecessorsOf } from '../units/predecessors.ts';
import type { Unit, UnitKind } from '../units/unit.ts';
import type { Checklist } from './checklist.ts';
import type { InspectionDeps } from './deps.ts';
import {
  inspectionPermissions,
  seesConclusion,
  seesFindings,
  seesHost,
  seesInspection,
  seesPlan,
  seesRecommendation,
} from './inspection.policy.ts';
import type { Inspection, InspectionCoverage } from './inspection.ts';
import type { InspectionKind, InspectionPlan } from './plan.ts';
import type { dueLists, Recommendation } from './recommendation.ts';
import { viewerOf } from '../units/viewer.ts';

/** What the caller may see of it; undefined when it doesn't exist or isn't theirs to see. */
async function seen<T>(
  deps: InspectionDeps,
  found: Promise<T | undefined> | undefined,
  sees: (one: T, viewer: Viewer) => boolean,
): Promise<T | undefined> {
  const [one, viewer] = await Promise.all([found, viewerOf(deps)]);
  return one !== undefined && sees(one, viewer) ? one : undefined;
}

export function viewPlan(deps: InspectionDeps, rawId: string): Promise<InspectionPlan | undefined> {
  const id = parseId('ipl', rawId);
  return seen(deps, id && deps.inspections.plan(id), seesPlan);
}

export function viewInspection(deps: InspectionDeps, rawId: string): Promise<Inspection | undefined> {
  const id = parseId('ins', rawId);
  return seen(deps, id && deps.inspections.get(id), seesInspection);
}

export function viewRecommendation(deps: InspectionDeps, rawId: string): Promise<Recommendation | undefined> {
  const id = parseId('rcm', rawId);
  return seen(deps, id && deps.inspections.recommendation(id), seesRecommendation);
}

/** A template in its newest version, or in the one that is named; for the host's staff and those over it. */
export function viewChecklist(
  deps: InspectionDeps,
  rawId: string,
  version: number | null,
): Promise<Checklist | undefined> {
  const id = parseId('ckl', rawId);
  return seen(deps, id && deps.inspections.checklist(id, version ?? undefined), (one, viewer) =>
    seesHost(viewer, one.hostUnitId),
  );
}

async function requireHost(deps: InspectionDeps, rawId: string): Promise<Id<'unt'>> {
  const id = parseId('unt', rawId);
  if (!id || !seesHost(await viewerOf(deps), id)) throw forbidden();
  return id;
}

type HostFilter = { readonly hostUnitId: string; readonly kind: InspectionKind; readonly year: number };

/** A host's plans, drafts too; FORBIDDEN for those who aren't the host's or over it. */
export async function listPlans(
  deps: InspectionDeps,
  { hostUnitId, kind, year }: HostFilter,
  args: PageArgs,
) {
  const host = await requireHost(deps, hostUnitId);
  return deps.inspections.pagePlans({ hostUnitId: host, kind, year }, args);
}

export async function listChecklists(
  deps: InspectionDeps,
  { hostUnitId, kind }: Omit<HostFilter, 'year'>,
  args: PageArgs,
) {
  return deps.inspections.pageChecklists(await requireHost(deps, hostUnitId), kind, args);
}

export async function listInspections(
  deps: InspectionDeps,
  { hostUnitId, kind, year }: HostFilter,
  args: PageArgs,
) {
  const host = await requireHost(deps, hostUnitId);
  return deps.inspections.pageByHost({ hostUnitId: host, kind, year }, args);
}

const staff = inspectionPermissions['inspection.coverage'];

async function requireAt(deps: InspectionDeps, rawId: string): Promise<Id<'unt'>> {
  const unitId = parseId('unt', rawId);
  const at = unitId && standsAt(await viewerOf(deps), staff, { unitId, reach: 'AT' });
  if (!unitId || !at) throw forbidden();
  return unitId;
}

/** What a unit was inspected for; for its own staff. */
export async function listInspectionsOfUnit(deps: InspectionDeps, rawId: string, args: PageArgs) {
  return deps.inspections.pageByUnit(await requireAt(deps, rawId), args);
}

/** Recommendations by due day: a host's, what a unit has to put right, what was escalated to a unit. */
export async function listRecommendations(
  deps: InspectionDeps,
  { unitId, list }: { readonly unitId: string; readonly list: (typeof dueLists)[number] },
  args: PageArgs,
): Promise<Page<Recommendation>> {
  switch (list) {
    case 'LATE_OF_HOST':
      return deps.inspections.pageLate(await requireHost(deps, unitId), today(deps.clock), args);
    case 'OPEN_OF_HOST':
      return deps.inspections.pageOfHost(await requireHost(deps, unitId), args);
    case 'TO_VERIFY':
      return deps.inspections.pageToVerify(await requireHost(deps, unitId), args);
    case 'OPEN_OF_OWNER':
      return deps.inspections.pageByOwner(await requireAt(deps, unitId), args);
    case 'ESCALATED_TO':
      return deps.inspections.pageEscalated(await requireAt(deps, unitId), args);
  }
}

export type Uncovered = {
  readonly unit: Unit;
  readonly lastOn: LocalDate | null;
  /** The unit that was visited then: itself, or one that it carries on. */
  readonly visited: Unit | null;
};

/**
 * Units below a host that live today and weren't visited since a day: those never visited first, then the longest ago. A
 * visit to a unit that it carries on counts, and so does one by a host that this host carries on. One query for each such
 * host; the register of units is in memory.
 */
export async function listUncovered(
  deps: InspectionDeps & { readonly cursors: Cursors },
  of: {
    readonly hostUnitId: string;
    readonly kind: InspectionKind;
    readonly notSince: LocalDate;
    readonly unitKinds: readonly UnitKind[];
  },
  args: PageArgs,
): Promise<Page<Uncovered>> {
  const host = await requireHost(deps, of.hostUnitId);
  const { registry, on } = await viewerOf(deps);
  const hosts = [host, ...predecessorsOf(registry, host)];
  const covered = await Promise.all(hosts.map((one) => deps.inspections.allCoverage(one, of.kind)));
  const last = lastVisits(covered.flat());
  const below = [...registry.units.values()].filter((unit) => {
    const kind = registry.stateOn(unit.id, on)?.kind;
    return (
      kind && of.unitKinds.includes(kind) && unit.id !== host && registry.pathOn(unit.id, on).includes(host)
    );
  });
  const rows = inOrder(below, on)
    .map((unit): Uncovered => {
      const visits = [unit.id, ...predecessorsOf(registry, unit.id)].flatMap((id) => last.get(id) ?? []);
      const latest = visits.reduce<InspectionCoverage | null>(later, null);
      return { unit, lastOn: latest?.lastOn ?? null, visited: latest && registry.require(latest.unitId) };
    })
    .filter(({ lastOn }) => lastOn === null || lastOn < of.notSince)
    .sort((a, b) => ((a.lastOn ?? '') < (b.lastOn ?? '') ? -1 : (a.lastOn ?? '') > (b.lastOn ?? '') ? 1 : 0));
  const list = JSON.stringify(['uncovered', host, of.kind, of.notSince, of.unitKinds]);
  return pageOfRows(deps.cursors, list, rows, args, (row) => row.unit.id);
}

const later = (one: InspectionCoverage | null, other: InspectionCoverage): InspectionCoverage =>
  one !== null && one.lastOn >= other.lastOn ? one : other;

const lastVisits = (all: readonly InspectionCoverage[]): ReadonlyMap<Id<'unt'>, InspectionCoverage> =>
  all.reduce(
    (last, one) => last.set(one.unitId, later(last.get(one.unitId) ?? null, one)),
    new Map<Id<'unt'>, InspectionCoverage>(),
  );

/** Findings, visits and recommendations, or null to those who may not see them yet. */
export async function inside<T>(deps: InspectionDeps, one: Inspection, value: T): Promise<T | null> {
  return seesFindings(one, await viewerOf(deps)) ? value : null;
}

export async function conclusionOf(deps: InspectionDeps, one: Inspection) {
  return seesConclusion(one, await viewerOf(deps)) ? one.conclusion : null;
}
