import * as z from 'zod/mini';
import { dossierStore, type DossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore, type NomineeStore } from '../dossiers/nominee.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { dayOf, type Clock } from '../kernel/clock.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { chunks } from '../kernel/group.ts';
import { parseId } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { refuse } from '../kernel/result.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { openTable, type Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import { nationalBook, withLocal, type RuleBook } from '../law/eligibility/book.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import { localCriteriaOf } from '../local-rules/local-criteria.ts';
import { localRuleStore } from '../local-rules/local-rule.store.ts';
import { recordStore, type RecordStore } from '../records/record.store.ts';
import { subjectStore } from '../subjects/subject.store.ts';
import { emptyUnitCache, unitStore } from '../units/unit.store.ts';
import { chosenLaw, judgeAsked, recorded, type Asked } from './judge-asked.ts';
import type { EvaluationAsked, RecordedVerdict, SubmittedLaw } from './recorded-verdict.ts';
import { reopenAppraisal } from './reopen-appraisal.ts';
import { verdictStore, type VerdictStore } from './verdict.store.ts';

export type VerdictProjection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

/** The steps of a dossier that have its nominees judged. */
const stages: Readonly<Record<string, EvaluationAsked['stage']>> = {
  DossierSubmitted: 'SUBMISSION',
  DossierReceived: 'APPRAISAL',
  DossierReevaluated: 'APPRAISAL',
};
const facts = lazy(() => z.object({ revision: z.optional(z.int()) }));
const pageSize = 100;

/**
 * Records what the law says of each nominee of a dossier that was submitted, received or is to be judged again, by the law
 * that the submission fixed and the records of now, a page of nominees at a time. What is recorded in full stays as it is
 * when the event comes again; one that a newer revision overtook writes nothing.
 */
export async function projectVerdicts(at: VerdictProjection, event: StoredEvent): Promise<void> {
  const stage = stages[event.name];
  if (stage === undefined) return;
  const id = parseId('dos', event.aggregateId);
  const deps = depsOf(at, event);
  const [dossier, done] = id
    ? await Promise.all([deps.dossiers.get(id), deps.verdicts.evaluation(id, event.seq)])
    : [];
  if (!dossier) throw new Error(`no dossier ${event.aggregateId}`);
  const law = dossier.submission?.law;
  if (!law || done || dossier.revision !== facts().parse(event.facts).revision) return;
  const asked = { number: event.seq, stage, at: event.at };
  await evaluateAll(deps, { dossier, law, asked });
}

type Deps = {
  readonly table: Table;
  readonly clock: Clock;
  readonly requestId: string;
  readonly dossiers: DossierStore;
  readonly nominees: NomineeStore;
  readonly records: Pick<RecordStore, 'load'>;
  readonly verdicts: VerdictStore;
  readonly bookFor: (dossier: Dossier) => Promise<RuleBook>;
};

function depsOf({ client, tableName, secret }: VerdictProjection, { at, requestId }: StoredEvent): Deps {
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'project-verdicts') };
  const clock = { now: () => new Date(at) };
  const units = unitStore(table, emptyUnitCache());
  return {
    ...{ table, clock, requestId },
    dossiers: dossierStore(reader),
    nominees: nomineeStore(reader),
    records: recordStore(reader, subjectStore(reader, units, clock), units),
    verdicts: verdictStore(table),
    bookFor: async ({ authorUnitId, submission }) => {
      const [registry, { books }] = await Promise.all([units.registry(), localRuleStore(table).shelf()]);
      return withLocal(nationalBook(), localCriteriaOf(books, registry, authorUnitId, submission?.at));
    },
  };
}

type Task = {
  readonly dossier: Dossier;
  readonly law: SubmittedLaw;
  readonly asked: EvaluationAsked;
};

async function evaluateAll(deps: Deps, { dossier, law, asked }: Task): Promise<void> {
  const day = { dossier, law, asked, on: dayOf(new Date(asked.at)), book: await deps.bookFor(dossier) };
  const last = dossier.evaluation === null || dossier.evaluation.number === asked.number;
  let [nominees, turned] = [0, 0];
  let args: PageArgs = { first: pageSize };
  for (;;) {
    const page = await deps.nominees.page(dossier.id, args);
    const list = page.edges.map((edge) => edge.node);
    const { verdicts, others } = await judgePage(deps, day, list);
    await write(
      deps.table,
      verdicts.flatMap((verdict) => deps.verdicts.put(dossier.id, verdict, last)),
    );
    if (last && dossier.status === 'UNDER_APPRAISAL')
      await reopenAppraisal(deps, dossier.id, asked.number, verdicts);
    [nominees, turned] = [nominees + list.length, turned + others];
    const after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) break;
    args = { first: pageSize, after };
  }
  const { regime, reason } = chosenLaw(day);
  const done = { ...asked, revision: dossier.revision, regime, reason, nominees, turned };
  await write(deps.table, deps.verdicts.putDone(dossier.id, done, last));
}

/** A page of verdicts, and how many came out otherwise than before. */
async function judgePage(deps: Deps, day: Asked, list: readonly Nominee[]) {
  const [known, ...before] = await Promise.all([
    deps.records.load(list.map((n) => n.subjectId)),
    ...list.map((n) => deps.verdicts.get(n.dossierId, n.id)),
  ]);
  const verdicts = list.map((nominee, i): RecordedVerdict => {
    const records = known.get(nominee.subjectId);
    const judged = records
      ? judgeAsked(day, nominee, records)
      : recorded(day, nominee.id, refuse(refusal('NOT_FOUND', 'subjectId')));
    return { ...judged, before: outcomeBefore(before[i], day.asked) };
  });
  const others = verdicts.filter(({ before, outcome }) => before !== null && before !== outcome);
  return { verdicts, others: others.length };
}

/** What is there already may be of this evaluation, if its event was begun and comes again. */
function outcomeBefore(last: RecordedVerdict | undefined, { number }: EvaluationAsked): Outcome | null {
  if (!last || last.evaluation > number) return null;
  return last.evaluation === number ? last.before : last.outcome;
}

/** What a transaction takes; a page of verdicts is far below its megabytes. */
async function write(table: Table, writes: readonly Write[]): Promise<void> {
  for (const some of chunks(writes, 100)) await table.transact(some.map(({ request }) => request));
}
