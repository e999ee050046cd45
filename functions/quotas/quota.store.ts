import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import type { Table } from '../kernel/table/table.ts';
import { stale, type Write } from '../kernel/table/write.ts';
import type { HeldSeats, Quota, QuotaKey } from './quota.ts';

export interface QuotaStore {
  /** With no seats set and none taken when nobody ever touched it. */
  get(key: QuotaKey): Promise<Quota>;
  /** Sets the seats; the stored version must be one less. */
  set(before: Quota, after: Quota): Write;
  /** Takes seats without having read them. DOSSIER_QUOTA when too few are free. */
  take(unitId: Id<'unt'>, held: HeldSeats): readonly Write[];
  giveBack(unitId: Id<'unt'>, held: HeldSeats): readonly Write[];
}

/** Top-level numbers, since only those can be moved by an update that reads nothing. */
const stored = z.object({
  type: z.literal('quota'),
  v: z.literal(1),
  seats: z.nullish(z.int()),
  taken: z._default(z.int(), 0),
  base: z.nullish(z.int()),
  working: z._default(z.array(z.string()), []),
  version: z._default(z.int(), 0),
});

export const quotaPk = ({ unitId, awardCode, year }: QuotaKey): string =>
  `SEATS#${unitId}#${awardCode}#${year.kind}${year.year}`;
const keyOf = (key: QuotaKey): Key => ({ pk: quotaPk(key), sk: '#' });

export function quotaStore(table: Table): QuotaStore {
  return {
    get: async (key) => {
      const item = await table.get(keyOf(key));
      return item ? read(key, item) : { ...key, seats: null, taken: 0, base: null, working: [], version: 0 };
    },
    set: (before, after) => ({
      request: {
        Update: {
          Key: keyOf(after),
          UpdateExpression:
            'SET #type = :type, #v = :v, #seats = :seats, #base = :base, #working = :working, #version = :version ADD #free :more',
          ConditionExpression: 'attribute_not_exists(#version) OR #version = :expected',
          ExpressionAttributeNames: {
            ...typed.names,
            '#seats': 'seats',
            '#base': 'base',
            '#working': 'working',
            '#version': 'version',
            '#free': 'free',
          },
          ExpressionAttributeValues: {
            ...typed.values,
            ':seats': after.seats,
            ':base': after.base,
            ':working': [...after.working],
            ':version': after.version,
            ':expected': before.version,
            ':more': (after.seats ?? 0) - (before.seats ?? 0),
          },
        },
      },
      onConflict: stale,
    }),
    take: (unitId, held) =>
      moves(unitId, held).map(({ key, count }) => ({
        request: {
          Update: {
            ...moved(key, -count),
            ConditionExpression: 'attribute_not_exists(#seats) OR #free >= :count',
            ExpressionAttributeNames: { ...movedNames, '#seats': 'seats' },
            ExpressionAttributeValues: { ...moved(key, -count).ExpressionAttributeValues, ':count': count },
          },
        },
        onConflict: (existing) => {
          const quota = existing && stored.safeParse(existing).data;
          const seats = quota?.seats ?? 0;
          return refusal('DOSSIER_QUOTA', ['nominees', key.awardCode], {
            award: key.awardCode,
            asked: count,
            seats,
            free: Math.max(0, seats - (quota?.taken ?? 0)),
          });
        },
      })),
    giveBack: (unitId, held) =>
      moves(unitId, held).map(({ key, count }) => ({
        request: { Update: { ...moved(key, count), ExpressionAttributeNames: movedNames } },
        onConflict: () => refusal('BUSY', []),
      })),
  };
}

const typed = { names: { '#type': 'type', '#v': 'v' }, values: { ':type': 'quota', ':v': 1 } };
const movedNames = { ...typed.names, '#free': 'free', '#taken': 'taken' };

const moves = (unitId: Id<'unt'>, { year, perAward }: HeldSeats) =>
  Object.entries(perAward)
    .filter(([, count]) => count > 0)
    .map(([awardCode, count]) => ({ key: { unitId, awardCode, year }, count }));

/** `free` is `seats - taken` where seats are set, and below zero by what was taken before they are. */
const moved = (key: QuotaKey, more: number) => ({
  Key: keyOf(key),
  UpdateExpression: 'SET #type = :type, #v = :v ADD #free :more, #taken :less',
  ExpressionAttributeValues: { ...typed.values, ':more': more, ':less': -more },
});

function read(key: QuotaKey, item: Item): Quota {
  const { seats, taken, base, working, version } = stored.parse(item);
  return { ...key, seats: seats ?? null, taken, base: base ?? null, working, version };
}
