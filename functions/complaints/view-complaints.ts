import type { Attachment } from '../attachments/attachment.ts';
import { forbidden, signedIn } from '../kernel/actor.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { DutyLane } from '../deadlines/purpose.ts';
import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { standsAt, type Viewer } from '../units/machine.ts';
import { reloadComplaint } from './change-complaint.ts';
import { clockNow } from './clock.ts';
import type { ComplaintFile } from './complaint-file.ts';
import { handlersOf, isKeptFrom, readsStatement, seesComplaint } from './complaint.policy.ts';
import { warnedUntil, type Complaint, type ComplaintStatus } from './complaint.ts';
import type { ComplaintDeps, ComplaintListDeps } from './deps.ts';
import { viewerOf } from '../units/viewer.ts';

/** A complaint as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewComplaint(deps: ComplaintDeps, rawId: string): Promise<Complaint | undefined> {
  const [one, viewer] = await Promise.all([reloadComplaint(deps, rawId), viewerOf(deps)]);
  return one && seesComplaint(one, viewer) ? one : undefined;
}

/** What was written, for those who may read it. */
export async function statementOf(deps: ComplaintDeps, one: Complaint): Promise<string | null> {
  return readsStatement(one, await viewerOf(deps)) ? deps.complaints.statement(one.id) : null;
}

/** A file of a complaint, with what became of it. */
export type FileOfComplaint = ComplaintFile & { readonly attachment: Attachment };

/** Its files, for those who may read what was written. */
export async function filesOf(
  deps: ComplaintDeps,
  one: Complaint,
): Promise<readonly FileOfComplaint[] | null> {
  return readsStatement(one, await viewerOf(deps)) ? readFiles(deps, one.id) : null;
}

/** What the sender sent, for whoever holds the code. */
export const sentFilesOf = async (deps: ComplaintDeps, id: Id<'cpl'>): Promise<readonly FileOfComplaint[]> =>
  (await readFiles(deps, id)).filter(({ side }) => side === 'SENDER');

async function readFiles(deps: ComplaintDeps, id: Id<'cpl'>): Promise<readonly FileOfComplaint[]> {
  const files = await deps.complaints.files(id);
  const found = await Promise.all(
    files.map(async (file) => {
      const attachment = await deps.attachments.get(file.fileId);
      return attachment ? [{ ...file, attachment }] : [];
    }),
  );
  return found.flat();
}

/** A complaint on a list by due day comes with the clock that put it there, so that nothing has to be read again. */
export type ListedComplaint = Complaint & { readonly clock?: RunningDeadline };

export const clockOf = async (
  deps: Pick<ComplaintDeps, 'deadlines'>,
  { clock, ...one }: ListedComplaint,
): Promise<RunningDeadline | undefined> => clock ?? clockNow(deps, one);

export const dueFilters = ['OVERDUE', 'WARNING'] as const;
export type ComplaintFilter = {
  readonly unitId: string;
  readonly denunciations: boolean;
  readonly status?: ComplaintStatus | null | undefined;
  readonly due?: (typeof dueFilters)[number] | null | undefined;
};

/** A unit's complaints, or its denunciations, of a state or by due day; FORBIDDEN for those who don't handle them. */
export async function listComplaints(
  deps: ComplaintListDeps,
  { unitId: rawId, denunciations, status, due }: ComplaintFilter,
  args: PageArgs,
): Promise<Page<ListedComplaint>> {
  const viewer = await viewerOf(deps);
  const unitId = parseId('unt', rawId);
  const roles = handlersOf(denunciations ? 'DENUNCIATION' : 'COMPLAINT');
  if (!unitId || !standsAt(viewer, roles, { unitId, reach: 'AT' })) throw forbidden();
  const lane = denunciations ? 'DENUNCIATION' : 'OPEN';
  const read = (at: PageArgs): Promise<Page<ListedComplaint>> =>
    due == null
      ? deps.complaints.pageByStatus(unitId, lane, status ?? 'RECEIVED', at)
      : listDue(deps, unitId, denunciations ? 'DENUNCIATION' : 'COMPLAINT', due, at);
  return withoutOwn(read, args, viewer);
}

/**
 * What is about a handler, or about where they also work, they must not find by a list either. A page may come short of it;
 * one of which nothing is left gives way to the next, since a reader goes on from a row.
 */
async function withoutOwn<T extends Complaint>(
  read: (args: PageArgs) => Promise<Page<T>>,
  args: PageArgs,
  viewer: Viewer,
): Promise<Page<T>> {
  const page = await read(args);
  const edges = page.edges.filter(({ node }) => !isKeptFrom(node, viewer));
  const backward = args.last != null;
  const end = backward ? page.edges[0] : page.edges.at(-1);
  const more = backward ? page.hasPreviousPage : page.hasNextPage;
  if (edges.length > 0 || !end || !more) return { ...page, edges };
  return withoutOwn(read, { ...args, [backward ? 'before' : 'after']: end.cursor }, viewer);
}

/** By the clocks that run: whose day has passed, or whose day is today or within the days of warning. */
async function listDue(
  deps: ComplaintListDeps,
  unitId: Id<'unt'>,
  lane: DutyLane,
  due: (typeof dueFilters)[number],
  args: PageArgs,
): Promise<Page<ListedComplaint>> {
  const on = today(deps.clock);
  const days = due === 'OVERDUE' ? { from: '0', to: on } : { from: on, to: `${warnedUntil(on)}~` };
  const page = await deps.deadlines.pageByLane(unitId, lane, days, args);
  const complaints = await found(deps, page, ({ ownerId }) => parseId('cpl', ownerId));
  const clocks = new Map(page.edges.map(({ node, cursor }) => [cursor, node]));
  const edges = complaints.edges.map(({ node, cursor }) => {
    const clock = clocks.get(cursor);
    return { node: { ...node, ...(clock && { clock }) }, cursor };
  });
  return { ...complaints, edges };
}

/** The complaints that rows name, in one read for the page. */
async function found<T>(
  deps: ComplaintListDeps,
  page: Page<T>,
  idOf: (row: T) => Id<'cpl'> | undefined,
): Promise<Page<Complaint>> {
  const edges = await Promise.all(
    page.edges.map(async ({ node, cursor }) => {
      const id = idOf(node);
      const one = id && (await deps.complaints.get(id));
      return one ? [{ node: one, cursor }] : [];
    }),
  );
  return { ...page, edges: edges.flat() };
}

/** What the caller is assigned. */
export async function listAssigned(deps: ComplaintDeps, args: PageArgs): Promise<Page<Complaint>> {
  const actor = signedIn(await deps.actor());
  const read = async (at: PageArgs) =>
    found(deps, await deps.complaints.pageAssigned(actor.userId, at), (id) => id);
  return withoutOwn(read, args, await viewerOf(deps));
}
