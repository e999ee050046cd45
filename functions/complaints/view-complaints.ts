import { forbidden, signedIn } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { standsAt, type Viewer } from '../units/machine.ts';
import { reloadComplaint } from './change-complaint.ts';
import { handlersOf, readsStatement, seesComplaint } from './complaint.policy.ts';
import type { Complaint, ComplaintStatus } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';

export async function viewerOf(deps: ComplaintDeps): Promise<Viewer> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return { actor, registry, on: today(deps.clock) };
}

/** A complaint as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewComplaint(deps: ComplaintDeps, rawId: string): Promise<Complaint | undefined> {
  const [one, viewer] = await Promise.all([reloadComplaint(deps, rawId), viewerOf(deps)]);
  return one && seesComplaint(one, viewer) ? one : undefined;
}

/** What was written, for those who may read it. */
export async function statementOf(deps: ComplaintDeps, one: Complaint): Promise<string | null> {
  return readsStatement(one, await viewerOf(deps)) ? deps.complaints.statement(one.id) : null;
}

export const dueFilters = ['OVERDUE', 'WARNING'] as const;
export type ComplaintFilter = {
  readonly unitId: string;
  readonly denunciations: boolean;
  readonly status?: ComplaintStatus | null | undefined;
  readonly due?: (typeof dueFilters)[number] | null | undefined;
};

/** A unit's complaints, or its denunciations, of a state or by due day; FORBIDDEN for those who don't handle them. */
export async function listComplaints(
  deps: ComplaintDeps,
  { unitId: rawId, denunciations, status, due }: ComplaintFilter,
  args: PageArgs,
): Promise<Page<Complaint>> {
  const viewer = await viewerOf(deps);
  const unitId = parseId('unt', rawId);
  const roles = handlersOf(denunciations ? 'DENUNCIATION' : 'COMPLAINT');
  if (!unitId || !standsAt(viewer, roles, { unitId, reach: 'AT' })) throw forbidden();
  const lane = denunciations ? 'DENUNCIATION' : 'OPEN';
  if (due === 'OVERDUE') return deps.complaints.pageOverdue(unitId, lane, viewer.on, args);
  if (due === 'WARNING') return deps.complaints.pageWarned(unitId, lane, viewer.on, args);
  return deps.complaints.pageByStatus(unitId, lane, status ?? 'RECEIVED', args);
}

/** What the caller is assigned. */
export async function listAssigned(deps: ComplaintDeps, args: PageArgs): Promise<Page<Complaint>> {
  const actor = signedIn(await deps.actor());
  const page = await deps.complaints.pageAssigned(actor.userId, args);
  const edges = await Promise.all(
    page.edges.map(async ({ node, cursor }) => {
      const one = await deps.complaints.get(node);
      return one ? [{ node: one, cursor }] : [];
    }),
  );
  return { ...page, edges: edges.flat() };
}
