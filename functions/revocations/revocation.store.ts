import * as z from 'zod/mini';
import { yearOf } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, discard, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { dayKinds } from '../law/day-kind.ts';
import { datumStatus } from '../law/datum.ts';
import type { Deadline } from '../law/deadline.ts';
import { revocationStatuses, type Revocation } from './revocation.ts';

export interface RevocationStore {
  get(id: Id<'rvk'>): Promise<Revocation | undefined>;
  /** Two writes; REVOCATION_PENDING while another proposal for the award waits. */
  create(revocation: Revocation): readonly Write[];
  replace(after: Revocation): Write;
  /** Lets the award be proposed again, once a proposal was rejected. */
  release(awardId: Id<'awd'>): Write;
  /** Decided ones of a year; public. */
  pageDecided(year: number, args: PageArgs): Promise<Page<Revocation>>;
  /** Every one before a unit, the oldest proposal first. */
  pageOfUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Revocation>>;
  /** Those whose certificate or object has not come back yet, the oldest decision first. */
  pageOut(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Revocation>>;
  /** Those that an inspection led to, by the number of the finding. */
  pageOfInspection(id: Id<'ins'>, args: PageArgs): Promise<Page<Revocation>>;
  history(id: Id<'rvk'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const deadline = () =>
  z.object({
    startOn: storedDate,
    dueOn: storedDate,
    days: z.int(),
    dayKind: z.enum(dayKinds),
    countFirstDay: z.boolean(),
    steps: z.array(z.object({ on: storedDate, counts: z.boolean(), reason: z.string() })),
    citation: z.string(),
    status: datumStatus,
    needsHumanLook: z.array(z.string()),
  });

const shape = itemShape({
  type: 'revocation',
  v: 2,
  upcast: { 1: (data) => ({ ...z.looseObject({}).parse(data), nomineeId: null }) },
  data: () =>
    z.object({
      id: storedId('rvk'),
      awardId: storedId('awd'),
      nomineeId: z.nullable(storedId('nom')),
      unitId: storedId('unt'),
      name: z.string(),
      awardName: z.string(),
      decisionId: storedId('dec'),
      decisionNumber: z.string(),
      ground: z.string(),
      groundText: z.string(),
      conclusionOn: storedDate,
      basis: z.string(),
      finding: z._default(z.nullable(z.object({ inspectionId: storedId('ins'), number: z.int() })), null),
      proposedOn: storedDate,
      proposeBy: deadline(),
      decideBy: deadline(),
      citation: z.string(),
      status: z.enum(revocationStatuses),
      revokedBy: z.nullable(storedId('dec')),
      decidedOn: z.nullable(storedDate),
      rejection: z.nullable(z.string()),
      recovery: z.object({
        objectOn: z.nullable(storedDate),
        moneyOn: z.nullable(storedDate),
        amount: z.nullable(z.int()),
      }),
    }),
});
const lockShape = itemShape({ type: 'revocationLock', v: 1, data: () => z.object({ id: storedId('rvk') }) });

export const revocationPk = (id: Id<'rvk'>) => `RVK#${id}`;
const rootKey = (id: Id<'rvk'>): Key => ({ pk: revocationPk(id), sk: '#' });
const lockKey = (awardId: Id<'awd'>): Key => ({ pk: `RVKOF#${awardId}`, sk: '#' });

export function revocationStore(reader: ListReader): RevocationStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    create: (revocation) => [
      create(rootItem(revocation), refusal('DUPLICATE', []), 1),
      create(
        lockShape.item(lockKey(revocation.awardId), { id: revocation.id }),
        refusal('REVOCATION_PENDING', 'awardId'),
      ),
    ],
    replace: (after) => replace(rootItem(after), after.version - 1),
    release: (awardId) => discard(lockKey(awardId)),
    pageDecided: (year, args) =>
      pageOf(reader, { index: 'gsi1', pk: `RVKY#${year}`, descending: true }, args, read),
    pageOfUnit: (unitId, args) => pageOf(reader, { index: 'gsi2', pk: `RVKU#${unitId}` }, args, read),
    pageOut: (unitId, args) => pageOf(reader, { index: 'gsi3', pk: `RVKO#${unitId}` }, args, read),
    pageOfInspection: (id, args) => pageOf(reader, { index: 'gsi4', pk: `RVKI#${id}` }, args, read),
    history: (id, args) =>
      pageOf(reader, { pk: revocationPk(id), skPrefix: eventPrefix }, args, (item) => eventShape.read(item)),
  };
}

const read = (item: Item): Revocation => ({ ...shape.read(item), version: versionOf(item) });

const stored = (of: Deadline) => ({ ...of, steps: [...of.steps], needsHumanLook: [...of.needsHumanLook] });

function rootItem({ version: _, ...r }: Revocation): Item {
  return shape.item(
    {
      ...rootKey(r.id),
      gsi2pk: `RVKU#${r.unitId}`,
      gsi2sk: r.id,
      ...(r.finding && {
        gsi4pk: `RVKI#${r.finding.inspectionId}`,
        gsi4sk: `${String(r.finding.number).padStart(3, '0')}#${r.id}`,
      }),
      ...(r.status === 'DECIDED' &&
        r.decidedOn && { gsi1pk: `RVKY#${yearOf(r.decidedOn)}`, gsi1sk: `${r.decidedOn}#${r.id}` }),
      ...(r.decidedOn &&
        r.recovery.objectOn === null && { gsi3pk: `RVKO#${r.unitId}`, gsi3sk: `${r.decidedOn}#${r.id}` }),
    },
    { ...r, proposeBy: stored(r.proposeBy), decideBy: stored(r.decideBy) },
  );
}
