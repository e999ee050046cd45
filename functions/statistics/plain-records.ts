import { parseId, type Id, type IdPrefix } from '../kernel/ids.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import type { Contribution, Counted } from './contribution.ts';
import { contribution, historyOf, type Registers, type Root } from './registers.ts';
import {
  campaignRows,
  exemplarRows,
  meetingRows,
  postingRows,
  recommendationRows,
  registrationRows,
} from './rows.ts';

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
/** Begins the partition key of each of them. */
export const plainPrefixes: ReadonlySet<string> = new Set(Object.keys(plainRecords));

/** A record at the root of its partition, of which no contribution is told before it exists. */
export async function plain(registers: Registers, pk: string, id: string): Promise<readonly Contribution[]> {
  const record = await plainRecords[pk.slice(0, 4)]?.(registers, id);
  if (!record) throw new Error(`an event of ${pk}, which does not exist`);
  const { root, rows } = record;
  const events = await historyOf(registers, pk, root.version);
  return [contribution(root.id, root, rows(events))];
}
