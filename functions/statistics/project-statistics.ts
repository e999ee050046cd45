import { awardStore } from '../awards/award.store.ts';
import { campaignStore } from '../campaigns/campaign.store.ts';
import { registrationStore } from '../campaigns/registration.store.ts';
import { complaintStore } from '../complaints/complaint.store.ts';
import { deadlineStore } from '../deadlines/deadline.store.ts';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { exemplarStore } from '../exemplars/exemplar.store.ts';
import { exemplarYearStore } from '../exemplars/exemplar-year.store.ts';
import { fundStore } from '../fund/fund.store.ts';
import { inspectionStore } from '../inspections/inspection.store.ts';
import { today, type Clock } from '../kernel/clock.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { lazy } from '../kernel/lazy.ts';
import type { ListReader } from '../kernel/lists.ts';
import type { Delivered } from '../kernel/stream.ts';
import { openTable, type Table } from '../kernel/table/table.ts';
import { writeMany, type PlainWrite } from '../kernel/table/write-many.ts';
import { officerStore } from '../officers/officer.store.ts';
import { meetingStore } from '../meetings/meeting.store.ts';
import { postingStore } from '../postings/posting.store.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { unitStore, type UnitCache } from '../units/unit.store.ts';
import type { Registers } from './registers.ts';
import { buildStore, type BuildStore } from './build.store.ts';
import type { CountDeps } from './count.ts';
import { tasksOf } from './contributions-of.ts';
import { countTasks, tasksOfAll } from './count-tasks.ts';
import { deferringOf, generationsOf, headStore, type HeadStore } from './head.store.ts';
import { placesOf, type Places } from './place.ts';
import { statisticsStore, type StatisticsStore } from './statistics.store.ts';

/** What the process keeps between events. */
export type StatisticsProcess = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly viewTableName: string;
  readonly secret: CursorSecret;
  readonly clock: Clock;
  readonly unitCache: UnitCache;
};

export type StatisticsDeps = CountDeps & {
  readonly table: Table;
  readonly registers: Registers;
  readonly statistics: StatisticsStore;
  readonly head: HeadStore;
  readonly build: BuildStore;
  readonly writeMany: (writes: readonly PlainWrite[]) => Promise<void>;
  readonly places: () => Promise<Places>;
};

/** A fresh view of the tables, with every register that is counted. */
export function openStatistics(process: StatisticsProcess): StatisticsDeps {
  const table = openTable(process.client, process.tableName);
  const reader = { table, cursors: openCursors(table, process.secret, 'statistics') };
  const views = openTable(process.client, process.viewTableName);
  const units = unitStore(table, process.unitCache);
  return {
    table,
    views,
    registers: { ...registersOf(reader), units },
    statistics: statisticsStore({ ...reader, table: views }),
    head: headStore(table),
    build: buildStore(views),
    writeMany: (writes) => writeMany(process.client, process.viewTableName, writes),
    places: lazy(async () => cachedPlaces(await units.registry(), today(process.clock))),
  };
}

const registersOf = (reader: ListReader): Omit<Registers, 'units'> => ({
  table: reader.table,
  dossiers: dossierStore(reader),
  nominees: nomineeStore(reader),
  awards: awardStore(reader),
  campaigns: campaignStore(reader),
  registrations: registrationStore(reader),
  deadlines: deadlineStore(reader),
  postings: postingStore(reader),
  meetings: meetingStore(reader),
  complaints: complaintStore(reader),
  inspections: inspectionStore(reader),
  exemplars: exemplarStore(reader),
  exemplarYears: exemplarYearStore(reader),
  funds: fundStore(reader),
  officers: officerStore(reader),
});

let known: Places | undefined;

/** Places are found once for a version of the register and a day. */
const cachedPlaces = (registry: UnitRegistry, on: Places['today']): Places =>
  known?.registry === registry && known.today === on ? known : (known = placesOf(registry, on));

/** Counts again what a batch of events says has changed, in everything that is read; what is being added up hears of it later. */
export async function projectStatistics(
  process: StatisticsProcess,
  batch: readonly Delivered[],
): Promise<void> {
  const deps = openStatistics(process);
  const tasks = tasksOfAll(deps.registers, batch);
  if (tasks.length === 0) return;
  const head = await deps.head.get();
  const deferring = deferringOf(head);
  if (deferring !== null)
    await deps.build.defer(
      deferring,
      batch.filter((one) => tasksOf(deps.registers, one).length > 0),
    );
  for (const generation of generationsOf(head)) await countTasks(deps, generation, tasks);
}
