import * as z from 'zod/mini';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import type { PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { refuse } from '../kernel/result.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { openTable, type Table } from '../kernel/table/table.ts';
import { nationalBook, withLocal } from '../law/eligibility/book.ts';
import { localCriteriaOf } from '../local-rules/local-criteria.ts';
import { localRuleStore } from '../local-rules/local-rule.store.ts';
import { recordStore } from '../records/record.store.ts';
import { subjectStore } from '../subjects/subject.store.ts';
import { emptyUnitCache, unitStore } from '../units/unit.store.ts';
import { recorded } from './judge-nominees.ts';
import { judgeSubmitted } from './judge-submitted.ts';
import type { RecordedVerdict } from './recorded-verdict.ts';
import { verdictStore } from './verdict.store.ts';

export type VerdictProjection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const submitted = z.object({ revision: z.int() });
const pageSize = 100;

/**
 * Records what the law says of each nominee of a dossier that was submitted, by the law that the submission fixed, a page
 * of nominees at a time. A second delivery writes the same again; one that a newer revision overtook writes nothing.
 */
export async function projectVerdicts(at: VerdictProjection, event: StoredEvent): Promise<void> {
  if (event.name !== 'DossierSubmitted') return;
  const table = openTable(at.client, at.tableName);
  const reader = { table, cursors: openCursors(table, at.secret, 'project-verdicts') };
  const id = parseId('dos', event.aggregateId);
  const dossier = id && (await dossierStore(reader).get(id));
  if (!dossier) throw new Error(`no dossier ${event.aggregateId}`);
  const law = dossier.submission?.law;
  if (!law || dossier.revision !== submitted.parse(event.facts).revision) return;
  const units = unitStore(table, emptyUnitCache());
  const subjects = subjectStore(reader, units, { now: () => new Date(event.at) });
  const records = recordStore(reader, subjects, units);
  const nominees = nomineeStore(reader);
  const [registry, { books }] = await Promise.all([units.registry(), localRuleStore(table).shelf()]);
  const book = withLocal(nationalBook(), localCriteriaOf(books, registry, dossier.authorUnitId));
  let args: PageArgs = { first: pageSize };
  for (;;) {
    const page = await nominees.page(dossier.id, args);
    const list = page.edges.map((edge) => edge.node);
    const known = await records.load(list.map((n) => n.subjectId));
    const verdicts = list.map((nominee) => {
      const facts = known.get(nominee.subjectId);
      return facts
        ? judgeSubmitted(dossier, law, book, nominee, facts)
        : recorded(nominee.id, dossier.revision, law.regime, refuse(refusal('NOT_FOUND', 'subjectId')));
    });
    await write(table, dossier, verdicts);
    const after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) break;
    args = { first: pageSize, after };
  }
}

/** A page of verdicts is far below what a transaction takes. */
async function write(table: Table, dossier: Dossier, verdicts: readonly RecordedVerdict[]): Promise<void> {
  if (verdicts.length === 0) return;
  const store = verdictStore(table);
  await table.transact(verdicts.map((verdict) => store.put(dossier.id, verdict).request));
}
