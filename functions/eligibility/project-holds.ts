import * as z from 'zod/mini';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore, type NomineeStore } from '../dossiers/nominee.store.ts';
import { dayOf } from '../kernel/clock.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { PageArgs } from '../kernel/paging.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { openTable } from '../kernel/table/table.ts';
import { laneOf, recordKinds } from '../records/entry.ts';
import { recordStore } from '../records/record.store.ts';
import { subjectStore } from '../subjects/subject.store.ts';
import { emptyUnitCache, unitStore } from '../units/unit.store.ts';
import { holdByRecords, isOnRoute, type HoldDeps } from './hold-by-records.ts';

export type HoldProjection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const facts = lazy(() => z.object({ kind: z.enum(recordKinds) }));
const changes: readonly string[] = ['RecordEntered', 'RecordCorrected', 'RecordWithdrawn'];

/**
 * Keeps the dossiers under way in step with disciplines and proceedings: when one is entered, ends or is withdrawn, those
 * that its subject is in; when an appraisal has ended, all nominees of the dossier. Whichever of the two comes second
 * finds what the first has written.
 */
export async function projectHolds(at: HoldProjection, event: StoredEvent): Promise<void> {
  if (event.name === 'AppraisalFinished') await holdDossier(depsOf(at, event), event);
  else if (changes.includes(event.name) && laneOf(facts().parse(event.facts).kind) !== 'OPEN')
    await holdSubject(depsOf(at, event), event);
}

type Deps = HoldDeps & { readonly nominees: NomineeStore };

function depsOf({ client, tableName, secret }: HoldProjection, { at, requestId }: StoredEvent): Deps {
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'project-holds') };
  const clock = { now: () => new Date(at) };
  const units = unitStore(table, emptyUnitCache());
  return {
    ...{ table, clock, requestId },
    dossiers: dossierStore(reader),
    nominees: nomineeStore(reader),
    records: recordStore(reader, subjectStore(reader, units, clock), units),
  };
}

const pageSize = 100;

async function holdDossier(deps: Deps, event: StoredEvent): Promise<void> {
  const id = parseId('dos', event.aggregateId);
  if (!id) return;
  let args: PageArgs = { first: pageSize };
  for (;;) {
    const page = await deps.nominees.page(id, args);
    await holdByRecords(
      deps,
      id,
      page.edges.map(({ node }) => node.id),
      dayOf(new Date(event.at)),
    );
    const after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) return;
    args = { first: pageSize, after };
  }
}

async function holdSubject(deps: Deps, event: StoredEvent): Promise<void> {
  const id = parseId('sub', event.aggregateId);
  if (!id) return;
  for (const dossierId of await deps.nominees.dossiersOf(id)) {
    const dossier = await deps.dossiers.get(dossierId);
    if (!dossier || !isOnRoute(dossier)) continue;
    await holdByRecords(deps, dossierId, await nomineesOf(deps, dossierId, id), dayOf(new Date(event.at)));
  }
}

/** One subject may be proposed in a dossier for several awards. */
const nomineesOf = async (deps: Deps, dossierId: Id<'dos'>, subjectId: Id<'sub'>) =>
  (await deps.nominees.all(dossierId))
    .filter((one) => one.subjectId === subjectId && one.removedIn === null)
    .map((one) => one.id);
