import type { Dossier } from '../dossiers/dossier.ts';
import { hiddenFrom } from '../dossiers/view-dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { Id } from '../kernel/ids.ts';
import type { Scope } from '../kernel/scope.ts';
import type { RuleBook } from '../law/eligibility/book.ts';
import type { Records } from '../law/eligibility/records.ts';
import { lanesSeen, type Viewer } from '../records/record.policy.ts';
import type { RecordStore } from '../records/record.store.ts';
import { differ, type Turn } from './compare-verdicts.ts';
import { judgeNominee } from './judge-nominees.ts';
import { datesOf } from './recorded-verdict.ts';
import { shownRecords } from './shown-records.ts';

/** Somebody who would come out otherwise. */
export type TurnedNominee = Turn & { readonly nominee: Nominee };

/** What one call has found so far. */
export type Found = {
  /** Dossiers begun in this call; one that it goes on with was counted before. */
  dossiers: number;
  /** Nominees read, whether or not the caller is told of them. */
  looked: number;
  /** Nominees judged both ways. */
  nominees: number;
  /** Nominees that the law can't judge, whatever the draft says. */
  notJudged: number;
  readonly rows: TurnedNominee[];
};

export type TurnDeps = {
  readonly nominees: Pick<NomineeStore, 'page' | 'hidden'>;
  readonly userId: Scope['userId'];
  readonly records: Pick<RecordStore, 'load'>;
};

type Task = {
  readonly viewer: Viewer;
  /** The rules as they are, and as the draft would have them. */
  readonly before: RuleBook;
  readonly after: RuleBook;
  readonly dossier: Dossier;
  readonly found: Found;
};

export const maxNomineesLooked = 500;
/** Each row carries the conditions that changed, so an answer has room for a few. */
const enoughRows = 100;
const chunk = 100;

export const isFull = ({ looked, rows }: Found): boolean =>
  looked >= maxNomineesLooked || rows.length >= enoughRows;

/** Adds the nominees of a dossier, a page at a time. The cursor to go on from when the call is full; null at the end. */
export async function turnsOf(deps: TurnDeps, task: Task, since?: string): Promise<string | null> {
  const { dossier, found } = task;
  const hidden = await hiddenFrom(deps, dossier);
  let after = since;
  for (;;) {
    const first = Math.min(chunk, maxNomineesLooked - found.looked);
    const page = await deps.nominees.page(dossier.id, { first, after });
    const list = page.edges.map((edge) => edge.node);
    const known = await deps.records.load(list.map((one) => one.subjectId));
    found.looked += list.length;
    for (const nominee of list.filter((one) => !hidden(one.id))) judgeBoth(task, nominee, known);
    after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) return null;
    if (isFull(found)) return after;
  }
}

function judgeBoth(
  { viewer, before, after, dossier, found }: Task,
  nominee: Nominee,
  known: ReadonlyMap<Id<'sub'>, Records>,
): void {
  const lanes = lanesSeen(viewer, nominee.unitId);
  const records = known.get(nominee.subjectId);
  const law = dossier.submission?.law;
  if (!records || !law || !lanes.includes('OPEN')) return;
  const { type, campaignId } = dossier;
  const judged = { type, campaignId, ...datesOf(law) };
  const shown = shownRecords(records, lanes);
  const old = judgeNominee({ ...judged, book: before }, nominee.awardCode, shown);
  const anew = judgeNominee({ ...judged, book: after }, nominee.awardCode, shown);
  if (!old.ok || !anew.ok) {
    found.notJudged += 1;
    return;
  }
  found.nominees += 1;
  if (differ(old.value, anew.value)) found.rows.push({ nominee, before: old.value, after: anew.value });
}
