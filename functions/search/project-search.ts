import * as z from 'zod/mini';
import { campaignStore } from '../campaigns/campaign.store.ts';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { today, type Clock } from '../kernel/clock.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { parseId, type Id, type IdPrefix } from '../kernel/ids.ts';
import { inGroups } from '../kernel/in-groups.ts';
import type { Delivered } from '../kernel/stream.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { openTable } from '../kernel/table/table.ts';
import { documentStore } from '../library/document.store.ts';
import { procedureRows } from '../library/procedure.store.ts';
import { proceduresOf } from '../library/procedure.ts';
import { localRuleStore } from '../local-rules/local-rule.store.ts';
import { firstKindOf, receiverOf } from '../library/view-procedures.ts';
import { subjectStore } from '../subjects/subject.store.ts';
import { foldActs, type UnitRegistry } from '../units/registry.ts';
import { unitsPk, unitStore, type UnitCache } from '../units/unit.store.ts';
import { ofCampaign, ofDecision, ofDossier, ofSubject } from './describe.ts';
import { describeDocument } from './of-document.ts';
import { indexRecord, type Described, type Source } from './index-record.ts';
import { movedUnits } from './moved-units.ts';
import { searchStore } from './search.store.ts';

export type SearchProjection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly viewTableName: string;
  readonly secret: CursorSecret;
  readonly clock: Clock;
  readonly unitCache: UnitCache;
};

const issued = z.object({ decisionId: storedId('dec') });

/** Keeps the index at what the records say; an event only tells which of them to look at. */
export async function projectSearch(at: SearchProjection, batch: readonly Delivered[]): Promise<void> {
  const acts = batch.map(({ event }) => event).filter((event) => event.aggregateId === unitsPk);
  if (acts.length > 0) await followUnits(at, Math.min(...acts.map((act) => act.seq)));
  const ids = new Set(batch.flatMap(({ event }) => idsIn(event)));
  if (ids.size > 0) await indexRecords(at, [...ids], await registryOf(at));
}

function idsIn({ aggregateId, facts }: StoredEvent): readonly string[] {
  const decision = issued.safeParse(facts);
  return [aggregateId, ...(decision.success ? [decision.data.decisionId] : [])].filter(isIndexed);
}

const prefixes = ['sub', 'cmp', 'dos', 'dec', 'ldo'] as const;
const isIndexed = (id: string): boolean => prefixes.some((prefix) => parseId(prefix, id) !== undefined);

/** As many records are looked at together. */
const abreast = 20;

async function indexRecords(
  at: SearchProjection,
  ids: readonly string[],
  registry: UnitRegistry,
): Promise<void> {
  const now = { registry, on: today(at.clock) };
  await inGroups(ids, abreast, (id) => indexRecord(() => source(at), id, now));
}

/** Reorganisations of units open their records to others; those that were done before a retry cost two reads each. */
async function followUnits(at: SearchProjection, firstVersion: number): Promise<void> {
  const after = await registryOf(at);
  const before = foldActs(after.acts.filter((act) => act.version < firstVersion));
  const { search } = source(at);
  for (const unitId of movedUnits(before, after, today(at.clock)))
    for await (const ids of search.idsOf(unitId)) await indexRecords(at, ids, after);
}

const registryOf = ({ client, tableName, unitCache }: SearchProjection) =>
  unitStore(openTable(client, tableName), unitCache).registry();

function source(at: SearchProjection): Source {
  const { client, tableName, secret, clock, unitCache } = at;
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'project-search') };
  const [dossiers, documents] = [dossierStore(reader), documentStore(table)];
  const units = unitStore(table, unitCache);
  const localRules = localRuleStore(table);
  const told = [
    teller(
      'sub',
      (id) => subjectStore(reader, units, clock).get(id),
      (one) => alone(ofSubject(one)),
    ),
    teller(
      'cmp',
      (id) => campaignStore(reader).get(id),
      (one) => alone(ofCampaign(one)),
    ),
    teller(
      'dec',
      (id) => dossiers.decision(id),
      (one) => alone(ofDecision(one)),
    ),
    teller(
      'ldo',
      (id) => documents.get(id),
      async (one) => describeDocument(one, await documents.text(one.id)),
    ),
    teller(
      'dos',
      (id) => dossiers.get(id),
      async (one) => {
        const [registry, { books }] = await Promise.all([units.registry(), localRules.shelf()]);
        const first = () => firstKindOf(nomineeStore(reader), one);
        const receiver = receiverOf({ books, registry }, one);
        const under = receiver ? await proceduresOf(one, receiver, first) : [];
        return { found: ofDossier(one), more: procedureRows(one, under) };
      },
    ),
  ];
  const views = openTable(client, at.viewTableName);
  return {
    views,
    search: searchStore(views),
    describe: async (raw) => (await Promise.all(told.map((tell) => tell(raw)))).find((one) => one),
  };
}

const alone = (found: Described['found'] | undefined): Described | undefined => found && { found, more: [] };

/** Reads a record of one kind and says how it is found; undefined for an id of another kind. */
const teller =
  <P extends IdPrefix, T>(
    prefix: P,
    get: (id: Id<P>) => Promise<T | undefined>,
    tell: (record: T) => Described | undefined | Promise<Described | undefined>,
  ) =>
  async (raw: string): Promise<Described | undefined> => {
    const id = parseId(prefix, raw);
    const record = id && (await get(id));
    return record ? tell(record) : undefined;
  };
