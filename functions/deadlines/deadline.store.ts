import type { LocalDate } from '../kernel/dates.ts';
import { addDays } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import type { IndexKeys, Item, Key } from '../kernel/table/item.ts';
import { create, unchanged, versionOf, type Write } from '../kernel/table/write.ts';
import { deadlineKey, deadlinePk, deadlineShape, stepShape } from './deadline.shape.ts';
import type { DutyLane, Purpose } from './purpose.ts';
import type { RunningDeadline } from './running.ts';

/** A stretch of due days as keys: a bare day sorts before what is due on it, and `<day>~` behind. */
export type DueKeys = { readonly from: string; readonly to: string };

export interface DeadlineStore {
  /** An aggregate's deadline for a purpose, its last run; one read, which travels with the others of its tick. */
  get(ownerId: string, purpose: Purpose): Promise<RunningDeadline | undefined>;
  /** Writes what followed from `before`; BUSY, and so decided again, when it has changed meanwhile. */
  put(before: RunningDeadline | undefined, after: RunningDeadline): Write;
  /** Running deadlines due from a day on, up to and with another, the first due first. The index lags. */
  due(from: LocalDate, to: LocalDate, args: PageArgs): Promise<Page<RunningDeadline>>;
  /** Running deadlines that were counted by a calendar older than a version. The index lags. */
  countedBefore(version: number, limit: number, after?: RunningDeadline): Promise<readonly RunningDeadline[]>;
  /** A unit's open deadlines, those due first leading; restricted ones are in no list. */
  pageByUnit(
    unitId: Id<'unt'>,
    state: 'RUNNING' | 'SUSPENDED',
    args: PageArgs,
  ): Promise<Page<RunningDeadline>>;
  /** A unit's running deadlines of a lane, by keys that begin with the due day. */
  pageByLane(
    unitId: Id<'unt'>,
    lane: DutyLane,
    days: DueKeys,
    args: PageArgs,
  ): Promise<Page<RunningDeadline>>;
  /** The deadline must still be as it was read. */
  guard(deadline: RunningDeadline): Write;
  /** Whether a step of the deadline's present due day has been told. */
  told(deadline: RunningDeadline, step: string): Promise<boolean>;
  /** Marks a step of the deadline's present due day as told; DUPLICATE when it has been. */
  tell(deadline: RunningDeadline, step: string): Write;
  history(ownerId: string, purpose: Purpose, args: PageArgs): Promise<Page<StoredEvent>>;
}

export function deadlineStore(reader: ListReader): DeadlineStore {
  const { table } = reader;
  return {
    get: async (ownerId, purpose) => {
      const item = await table.get(deadlineKey(ownerId, purpose));
      return item && read(item);
    },
    put: (before, after) =>
      before ? instead(before, after) : create(itemOf(after), refusal('BUSY', []), after.version),
    due: (from, to, args) =>
      pageOf(reader, { index: 'gsi1', pk: 'DLNDUE', skFrom: from, skTo: addDays(to, 1) }, args, read),
    countedBefore: async (version, limit, after) => {
      // Keys of one list are no prefix of one another with a space, so this is the first place behind a key.
      const skFrom = after ? `${countedKey(after)} ` : '0';
      const range = { skFrom, skTo: padded(version) };
      const { items } = await table.query({ index: 'gsi3', pk: 'DLNCAL', ...range, limit });
      return items.map(read);
    },
    pageByUnit: (unitId, state, args) =>
      pageOf(reader, { index: 'gsi2', pk: `DLNU#${unitId}`, skPrefix: `${state}#` }, args, read),
    pageByLane: (unitId, lane, { from: skFrom, to: skTo }, args) =>
      pageOf(reader, { index: 'gsi4', pk: lanePk(unitId, lane), skFrom, skTo }, args, read),
    guard: ({ ownerId, purpose, version }) => unchanged(deadlineKey(ownerId, purpose), version),
    told: async (deadline, step) => (await table.get(stepKey(deadline, step))) !== undefined,
    tell: (deadline, step) =>
      create(stepShape.item(stepKey(deadline, step), { step }), refusal('DUPLICATE', [])),
    history: (ownerId, purpose, args) =>
      pageOf(reader, { pk: deadlinePk(ownerId, purpose), skPrefix: eventPrefix }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const lanePk = (unitId: Id<'unt'>, lane: DutyLane): string => `DLNL#${unitId}#${lane}`;

const stepKey = ({ ownerId, purpose, run, dueOn }: RunningDeadline, step: string): Key => ({
  pk: deadlinePk(ownerId, purpose),
  sk: `STEP#${run}#${dueOn}#${step}`,
});

/** A recount that leaves the due day alone leaves the version alone too, so the condition names both. */
const instead = (before: RunningDeadline, after: RunningDeadline): Write => ({
  request: {
    Put: {
      Item: { ...itemOf(after), version: after.version },
      ConditionExpression: 'version = :version AND #data.calendarVersion = :calendar',
      ExpressionAttributeNames: { '#data': 'data' },
      ExpressionAttributeValues: { ':version': before.version, ':calendar': before.calendarVersion },
    },
  },
  onConflict: () => refusal('BUSY', []),
});

const read = (item: Item): RunningDeadline => ({ ...deadlineShape.read(item), version: versionOf(item) });

const padded = (version: number): string => String(version).padStart(8, '0');

const countedKey = (d: RunningDeadline): string => `${padded(d.calendarVersion)}#${d.ownerId}#${d.purpose}`;

function indexKeys(d: RunningDeadline): IndexKeys {
  const tail = `${d.ownerId}#${d.purpose}`;
  if (d.state === 'CLOSED') return {};
  const running = d.state === 'RUNNING';
  return {
    ...(running && { gsi1pk: 'DLNDUE', gsi1sk: `${d.dueOn}#${tail}` }),
    ...(!d.restricted && { gsi2pk: `DLNU#${d.unitId}`, gsi2sk: `${d.state}#${d.dueOn}#${tail}` }),
    ...(running && d.lane && { gsi4pk: lanePk(d.unitId, d.lane), gsi4sk: `${d.dueOn}#${tail}` }),
    ...(running && d.term.kind === 'RULE' && { gsi3pk: 'DLNCAL', gsi3sk: countedKey(d) }),
  };
}

function itemOf({ version: _, ...d }: RunningDeadline): Item {
  const data = { ...d, assignees: [...d.assignees], pauses: [...d.pauses] };
  return deadlineShape.item(
    { ...deadlineKey(d.ownerId, d.purpose), ...indexKeys({ ...d, version: 0 }) },
    data,
  );
}
