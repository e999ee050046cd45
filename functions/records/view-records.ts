import { pageOfRows } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import type { Subject } from '../subjects/subject.ts';
import type { Recorded, RecordDeps } from './change-file.ts';
import { laneOf, type Entry, type FormerEntry, type Lane, type RecordKind } from './entry.ts';
import { lanesSeen, mayRecord, mayReplace, recordPermissions, type Viewer } from './record.policy.ts';
import { viewerOf } from '../units/viewer.ts';

export type FormerRecord = { readonly subject: Subject; readonly former: FormerEntry };

type ViewDeps = RecordDeps & { readonly cursors: Cursors };

/** A subject's records of the lanes that the caller sees; which others there are can't be told from the page. */
export async function listRecords(
  deps: ViewDeps,
  subject: Subject,
  kinds: readonly RecordKind[] | null | undefined,
  args: PageArgs,
): Promise<Page<Recorded>> {
  const [file, viewer] = await Promise.all([deps.records.get(subject.id), viewerOf(deps)]);
  const seen = lanesSeen(viewer, subject.unitId);
  const shown = file.entries.filter(
    ({ content: { is } }) => seen.includes(laneOf(is)) && (kinds == null || kinds.includes(is)),
  );
  const list = JSON.stringify(['records', subject.id, seen, kinds ?? null]);
  const page = await pageOfRows(deps.cursors, list, shown, args, (entry) => entry.id);
  return mapped(page, (record) => ({ subject, record }));
}

const nothing = { edges: [], hasNextPage: false, hasPreviousPage: false };

const sees = async (deps: RecordDeps, subject: Subject, lane: Lane): Promise<boolean> =>
  mayRecord(await viewerOf(deps), lane, 'view', subject.unitId);

export async function listFormer(
  deps: ViewDeps,
  subject: Subject,
  lane: Lane,
  args: PageArgs,
): Promise<Page<FormerRecord>> {
  if (!(await sees(deps, subject, lane))) return nothing;
  return mapped(await deps.records.pageFormer(subject.id, lane, args), (former) => ({ subject, former }));
}

export async function recordHistory(
  deps: ViewDeps,
  subject: Subject,
  lane: Lane,
  args: PageArgs,
): Promise<Page<StoredEvent>> {
  return (await sees(deps, subject, lane)) ? deps.records.history(subject.id, lane, args) : nothing;
}

const mapped = <A, B>(page: Page<A>, map: (node: A) => B): Page<B> => ({
  ...page,
  edges: page.edges.map(({ node, cursor }) => ({ node: map(node), cursor })),
});

/** What the caller may do with a record, by the rules that the mutations ask. */
export async function recordActions(
  deps: RecordDeps,
  { subject, record }: Recorded,
): Promise<readonly AvailableAction[]> {
  const viewer = await viewerOf(deps);
  const lane = laneOf(record.content.is);
  const mayEnter = mayRecord(viewer, lane, 'enter', subject.unitId);
  const replaced: readonly Refusal[] = !mayEnter
    ? [refusal('NOT_FOUND', 'recordId')]
    : mayReplace(viewer, record, subject.unitId)
      ? []
      : [refusal('RECORD_SETTLED', 'recordId')];
  const enter = lane === 'PROCEEDING' ? 'record.enterProceeding' : 'record.enter';
  const action = (code: string, reasons: readonly Refusal[], by: keyof typeof recordPermissions) => ({
    code,
    allowed: reasons.length === 0,
    roles: recordPermissions[by],
    unitIds: [subject.unitId],
    reasons,
  });
  return [
    action('correct', replaced, enter),
    action('withdraw', replaced, enter),
    action('verify', verifyReasons(viewer, subject, record), 'record.verify'),
  ];
}

function verifyReasons(viewer: Viewer, subject: Subject, record: Entry): readonly Refusal[] {
  if (!mayRecord(viewer, 'OPEN', 'verify', subject.unitId)) return [refusal('NOT_FOUND', 'recordId')];
  const own = viewer.actor.kind === 'user' && record.recordedBy === viewer.actor.userId;
  return [
    ...(own ? [refusal('RECORD_OWN', 'recordId')] : []),
    ...(record.verified ? [refusal('WRONG_STATE', 'recordId', { status: 'VERIFIED' })] : []),
  ];
}
