import { forbidden } from '../kernel/actor.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import type { UnitKind } from '../units/unit.ts';
import { viewerOf } from '../units/viewer.ts';
import { reloadOfficer } from './appoint-officer.ts';
import { countStaffing, isListed, staffing, type CoverageList, type UnitStaffing } from './coverage.ts';
import type { OfficerDeps } from './deps.ts';
import { inLineWith, seesOfficer, standsOver } from './officer.policy.ts';
import type { Officer, OfficerStatus } from './officer.ts';

/** An officer for those who work with them; undefined when absent or not theirs to see. */
export async function viewOfficer(deps: OfficerDeps, rawId: string): Promise<Officer | undefined> {
  const [officer, viewer] = await Promise.all([reloadOfficer(deps, rawId), viewerOf(deps)]);
  return officer && seesOfficer(officer, viewer) ? officer : undefined;
}

/** A unit's officers, those who serve or those who did. Throws FORBIDDEN for those who don't work with the unit. */
export async function listOfficers(
  deps: OfficerDeps,
  rawUnitId: string,
  status: OfficerStatus,
  args: PageArgs,
): Promise<Page<Officer>> {
  const unitId = parseId('unt', rawUnitId);
  if (!unitId || !inLineWith(await viewerOf(deps), unitId)) throw forbidden();
  return deps.officers.pageByUnit(unitId, status, args);
}

/** Who entered what, for those over the unit. */
export async function officerHistory(
  deps: OfficerDeps,
  officer: Officer,
  args: PageArgs,
): Promise<Page<StoredEvent> | null> {
  return standsOver(await viewerOf(deps), officer.unitId) ? deps.officers.history(officer.id, args) : null;
}

export type CoverageQuestion = {
  readonly underUnitId: string;
  readonly unitKinds?: readonly UnitKind[] | null | undefined;
  readonly trainedSince?: LocalDate | null | undefined;
};

/** One query for who serves; the register of units is in memory. Throws FORBIDDEN for those who aren't over the unit. */
async function askStaffing(deps: OfficerDeps, question: CoverageQuestion): Promise<readonly UnitStaffing[]> {
  const underUnitId = parseId('unt', question.underUnitId);
  const viewer = await viewerOf(deps);
  if (!underUnitId || !standsOver(viewer, underUnitId)) throw forbidden();
  return staffing(viewer.registry, viewer.on, await deps.officers.serving(), {
    underUnitId,
    unitKinds: question.unitKinds ?? [],
    trainedSince: question.trainedSince ?? null,
  });
}

/** Units by how they are staffed, communes first. */
export async function listCoverage(
  deps: OfficerDeps & { readonly cursors: Cursors },
  { list, ...question }: CoverageQuestion & { readonly list: CoverageList },
  args: PageArgs,
): Promise<Page<UnitStaffing>> {
  const rows = (await askStaffing(deps, question)).filter((row) => isListed(list, row));
  const { underUnitId, unitKinds, trainedSince } = question;
  const name = JSON.stringify(['officerCoverage', list, underUnitId, unitKinds, trainedSince]);
  return pageOfRows(deps.cursors, name, rows, args, (row) => row.unit.id);
}

export const countCoverage = async (deps: OfficerDeps, question: CoverageQuestion) =>
  countStaffing(await askStaffing(deps, question));
