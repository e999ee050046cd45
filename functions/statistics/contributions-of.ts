import * as z from 'zod/mini';
import type { AwardStore } from '../awards/award.store.ts';
import type { CampaignStore } from '../campaigns/campaign.store.ts';
import type { RegistrationStore } from '../campaigns/registration.store.ts';
import type { ComplaintStore } from '../complaints/complaint.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import { purposes } from '../deadlines/purpose.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned } from '../dossiers/nominee.ts';
import type { ExemplarStore } from '../exemplars/exemplar.store.ts';
import type { ExemplarYearStore } from '../exemplars/exemplar-year.store.ts';
import type { FundStore } from '../fund/fund.store.ts';
import type { InspectionStore } from '../inspections/inspection.store.ts';
import { awardId, parseId, type Id, type IdPrefix } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { PageArgs } from '../kernel/paging.ts';
import type { Delivered } from '../kernel/stream.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import type { MeetingStore } from '../meetings/meeting.store.ts';
import type { PostingStore } from '../postings/posting.store.ts';
import type { Contribution, Counted } from './contribution.ts';
import { bandRows, deadlineRuns, dossierRows, enrolledRows, fundRows } from './folded-rows.ts';
import {
  awardRows,
  campaignRows,
  complaintRows,
  exemplarRows,
  meetingRows,
  postingRows,
  recommendationRows,
  registrationRows,
} from './rows.ts';

/** The registers that statistics are taken from. */
export type Registers = {
  readonly table: Table;
  readonly dossiers: Pick<DossierStore, 'get' | 'decision'>;
  readonly nominees: Pick<NomineeStore, 'page'>;
  readonly awards: Pick<AwardStore, 'get'>;
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly registrations: Pick<RegistrationStore, 'get'>;
  readonly deadlines: Pick<DeadlineStore, 'get'>;
  readonly postings: Pick<PostingStore, 'get'>;
  readonly meetings: Pick<MeetingStore, 'get'>;
  readonly complaints: Pick<ComplaintStore, 'get'>;
  readonly inspections: Pick<InspectionStore, 'recommendation'>;
  readonly exemplars: Pick<ExemplarStore, 'get'>;
  readonly exemplarYears: Pick<ExemplarYearStore, 'get'>;
  readonly funds: Pick<FundStore, 'get'>;
};

/** What an event asks to be counted again. Tasks of one name come to the same, so one of them is enough. */
export type Task = { readonly name: string; load(): AsyncIterable<readonly Contribution[]> };

/**
 * An event only says which records have changed: they are counted as they are now, from the register and its own history. So it
 * doesn't matter how often, how late or in which order events arrive.
 */
export function tasksOf(registers: Registers, { pk, event }: Delivered): readonly Task[] {
  const task = (name: string, load: Task['load']): Task => ({ name, load });
  const whole = (make: () => Promise<readonly Contribution[]>) =>
    task(pk, async function* () {
      yield await make();
    });
  const { aggregateId } = event;
  switch (pk.slice(0, 4)) {
    case 'DOS#':
      return [whole(() => dossier(registers, pk, aggregateId)), ...decided(registers, event)];
    case 'RVK#':
      return event.name === 'AwardRevoked'
        ? [task(`${pk}!`, () => oneAward(registers, revoked().parse(event.facts).awardId))]
        : [];
    case 'DLN#':
      return [whole(() => deadline(registers, pk, event))];
    case 'FND#':
      return [whole(() => fund(registers, pk, aggregateId))];
    case 'EXY#':
      return event.name === 'ExemplarUnitsEnrolled' || event.name === 'ExemplarYearOpened'
        ? [task(`${pk}!${event.seq}`, () => enrolment(registers, event))]
        : [];
    case 'EXM#':
      return [
        whole(() => plain(registers, pk, aggregateId)),
        task(`${pk}!${event.seq}`, () => banded(registers, event)),
      ];
    default:
      return plainPrefixes.has(pk.slice(0, 4)) && !pk.slice(4).includes('#')
        ? [whole(() => plain(registers, pk, aggregateId))]
        : [];
  }
}

type Root = { readonly id: string; readonly version: number; readonly unitId: Id<'unt'> };
type Plain = (registers: Registers, id: string) => Promise<PlainRecord | undefined>;
type PlainRecord = { readonly root: Root; readonly rows: (events: readonly StoredEvent[]) => Counted };

const from =
  <P extends IdPrefix, T>(
    prefix: P,
    get: (registers: Registers, id: Id<P>) => Promise<T | undefined>,
    record: (one: T) => PlainRecord,
  ): Plain =>
  async (registers, raw) => {
    const id = parseId(prefix, raw);
    const one = id && (await get(registers, id));
    return one && record(one);
  };

const plainRecords: Readonly<Record<string, Plain>> = {
  'CMP#': from(
    'cmp',
    (r, id) => r.campaigns.get(id),
    (one) => ({
      root: { ...one, unitId: one.hostUnitId },
      rows: (events) => campaignRows(one, events),
    }),
  ),
  'REG#': from(
    'reg',
    (r, id) => r.registrations.get(id),
    (one) => ({
      root: one,
      rows: () => registrationRows(one),
    }),
  ),
  'PST#': from(
    'pst',
    (r, id) => r.postings.get(id),
    (one) => ({ root: one, rows: () => postingRows(one) }),
  ),
  'MTG#': from(
    'mtg',
    (r, id) => r.meetings.get(id),
    (one) => ({
      root: one,
      rows: (events) => meetingRows(one, events),
    }),
  ),
  'CPL#': from(
    'cpl',
    (r, id) => r.complaints.get(id),
    (one) => ({
      root: { ...one, unitId: one.handlerUnitId },
      rows: (events) => complaintRows(one, events),
    }),
  ),
  'RCM#': from(
    'rcm',
    (r, id) => r.inspections.recommendation(id),
    (one) => ({
      root: { ...one, unitId: one.ownerUnitId },
      rows: (events) => recommendationRows(one, events),
    }),
  ),
  'EXM#': from(
    'exm',
    (r, id) => r.exemplars.get(id),
    (one) => ({ root: one, rows: () => exemplarRows(one) }),
  ),
};
const plainPrefixes: ReadonlySet<string> = new Set(Object.keys(plainRecords));

/** A record at the root of its partition, of which no contribution is told before it exists. */
async function plain(registers: Registers, pk: string, id: string): Promise<readonly Contribution[]> {
  const record = await plainRecords[pk.slice(0, 4)]?.(registers, id);
  if (!record) throw new Error(`an event of ${pk}, which does not exist`);
  const { root, rows } = record;
  const events = await historyOf(registers, pk, root.version);
  return [contribution(root.id, root, rows(events))];
}

async function dossier(registers: Registers, pk: string, raw: string): Promise<readonly Contribution[]> {
  const id = parseId('dos', raw);
  const one = id && (await registers.dossiers.get(id));
  if (!one) throw new Error(`an event of ${pk}, which does not exist`);
  const root = { ...one, unitId: one.authorUnitId };
  return [contribution(one.id, root, dossierRows(await historyOf(registers, pk, one.version)))];
}

async function fund(registers: Registers, pk: string, raw: string): Promise<readonly Contribution[]> {
  const id = parseId('fnd', raw);
  const one = id && (await registers.funds.get(id));
  if (!one) throw new Error(`an event of ${pk}, which does not exist`);
  return [contribution(one.id, one, fundRows(one, await historyOf(registers, pk, one.version)))];
}

/** A deadline's version grows with each event of it. */
async function deadline(
  registers: Registers,
  pk: string,
  { aggregateId }: StoredEvent,
): Promise<readonly Contribution[]> {
  const purpose = purposes.find((one) => pk.endsWith(`#${one}`));
  const root = purpose && (await registers.deadlines.get(aggregateId, purpose));
  if (!root) throw new Error(`an event of ${pk}, which does not exist`);
  return deadlineRuns(root, await historyOf(registers, pk, root.version)).map(({ run, unitId, counted }) => ({
    ...contribution(`${pk}#${run}`, { id: aggregateId, version: root.version, unitId }, counted),
  }));
}

const contribution = (id: string, root: Root, counted: Counted): Contribution => ({
  id,
  recordId: root.id,
  unitId: root.unitId,
  version: root.version,
  ...counted,
});

/** What happened to a record up to the version that was read. */
async function historyOf({ table }: Registers, pk: string, version: number): Promise<readonly StoredEvent[]> {
  const items = await table.queryAll({ pk, skPrefix: eventPrefix });
  return items.map((item) => eventShape.read(item)).filter((event) => event.seq <= version);
}

const revoked = lazy(() => z.object({ awardId: storedId('awd') }));
const decision = lazy(() => z.object({ decisionId: storedId('dec') }));

/** A decision that awards: each award of its list, which is on the register by then. */
function decided(registers: Registers, event: StoredEvent): readonly Task[] {
  if (event.name !== 'DossierDecided' && event.name !== 'StateAwarded') return [];
  const { decisionId } = decision().parse(event.facts);
  return [{ name: `${decisionId}!`, load: () => awardsOf(registers, decisionId) }];
}

async function* awardsOf(
  registers: Registers,
  decisionId: Id<'dec'>,
): AsyncIterable<readonly Contribution[]> {
  const made = await registers.dossiers.decision(decisionId);
  if (!made) throw new Error(`no decision ${decisionId}`);
  let args: PageArgs = { first: 100 };
  for (;;) {
    const page = await registers.nominees.page(made.dossierId, args);
    const signed = page.edges.map((edge) => edge.node).filter((nominee) => isSigned(nominee, made));
    yield await Promise.all(signed.map((nominee) => award(registers, awardId(made.id, nominee.id))));
    const after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) return;
    args = { first: 100, after };
  }
}

async function* oneAward(registers: Registers, id: Id<'awd'>): AsyncIterable<readonly Contribution[]> {
  yield [await award(registers, id)];
}

async function award(registers: Registers, id: Id<'awd'>): Promise<Contribution> {
  const one = await registers.awards.get(id);
  if (!one) throw new Error(`award ${id} is not on the register yet`);
  const root = { id: one.id, unitId: one.unitId, version: one.version + 1 };
  return contribution(one.id, root, awardRows(one));
}

async function yearOf({ exemplarYears }: Registers, raw: string): Promise<number> {
  const id = parseId('exy', raw);
  const year = id && (await exemplarYears.get(id));
  if (!year) throw new Error(`no exemplar year ${raw}`);
  return year.year;
}

async function* enrolment(registers: Registers, event: StoredEvent): AsyncIterable<readonly Contribution[]> {
  const year = await yearOf(registers, event.aggregateId);
  yield enrolledRows(year, event).map(({ unitId, counted }) =>
    contribution(`${event.aggregateId}#${unitId}`, { id: event.aggregateId, version: 1, unitId }, counted),
  );
}

async function* banded(registers: Registers, event: StoredEvent): AsyncIterable<readonly Contribution[]> {
  const id = parseId('exm', event.aggregateId);
  const exemplar = id && (await registers.exemplars.get(id));
  const moved = exemplar && bandRows(exemplar.year, event);
  if (!moved) return;
  const { unitId, counted } = moved;
  yield [contribution(`${exemplar.id}#${event.seq}`, { id: exemplar.id, version: 1, unitId }, counted)];
}
