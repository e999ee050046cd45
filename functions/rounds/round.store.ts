import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, unchanged, versionOf, type Write } from '../kernel/table/write.ts';
import { achievementKinds, isPublic, roundStatuses, type Round } from './round.ts';

export interface RoundStore {
  get(id: Id<'rnd'>): Promise<Round | undefined>;
  create(round: Round): Write;
  /** Replaces a round, whose stored version must be one less. */
  replace(after: Round): Write;
  /** The round must still be as it was when a decision relied on it. */
  guard(id: Id<'rnd'>, version: number): Write;
  /** Rounds of a year that have been opened or cancelled, by opening day. */
  pagePublic(year: number, args: PageArgs): Promise<Page<Round>>;
  /** Of these, the rounds of one host. */
  pagePublicOfHost(hostUnitId: Id<'unt'>, year: number, args: PageArgs): Promise<Page<Round>>;
  /** Every round of a host in a year, planned ones too. */
  pageByHost(hostUnitId: Id<'unt'>, year: number, args: PageArgs): Promise<Page<Round>>;
}

const roundShape = itemShape({
  type: 'round',
  v: 2,
  upcast: { 1: opened },
  data: () =>
    z.object({
      id: storedId('rnd'),
      name: z.string(),
      year: z.int(),
      hostUnitId: storedId('unt'),
      sector: z.nullable(z.string()),
      opensOn: storedDate,
      closesOn: storedDate,
      achievement: z.object({ kind: z.enum(achievementKinds), from: storedDate, to: storedDate }),
      awardCodes: z.array(z.string()),
      lateExceptions: z.array(
        z.object({
          unitId: storedId('unt'),
          untilOn: storedDate,
          reason: z.string(),
          leaderName: z.string(),
          grantedBy: storedId('usr'),
          grantedAt: storedInstant,
        }),
      ),
      status: z.enum(roundStatuses),
      openedOn: z.nullable(storedDate),
    }),
});

/** Up to version 1 every round that wasn't planned any more was public. */
function opened(data: unknown) {
  const round = z.looseObject({ status: z.enum(roundStatuses), opensOn: storedDate }).parse(data);
  return { ...round, openedOn: round.status === 'PLANNED' ? null : round.opensOn };
}

export const roundPk = (id: Id<'rnd'>) => `RND#${id}`;
const rootKey = (id: Id<'rnd'>): Key => ({ pk: roundPk(id), sk: '#' });

export function roundStore(reader: ListReader): RoundStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    create: (round) => create(rootItem(round), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    guard: (id, version) => unchanged(rootKey(id), version),
    pagePublic: (year, args) => pageOf(reader, { index: 'gsi1', pk: `RNDY#${year}` }, args, read),
    pagePublicOfHost: (hostUnitId, year, args) =>
      pageOf(reader, { index: 'gsi3', pk: `RNDHP#${hostUnitId}`, skPrefix: `${year}#` }, args, read),
    pageByHost: (hostUnitId, year, args) =>
      pageOf(reader, { index: 'gsi2', pk: `RNDH#${hostUnitId}`, skPrefix: `${year}#` }, args, read),
  };
}

const read = (item: Item): Round => ({ ...roundShape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...round }: Round): Item {
  const data = { ...round, awardCodes: [...round.awardCodes], lateExceptions: [...round.lateExceptions] };
  const ofHost = `${round.year}#${round.opensOn}#${round.id}`;
  return roundShape.item(
    {
      ...rootKey(round.id),
      ...(isPublic(round) && {
        gsi1pk: `RNDY#${round.year}`,
        gsi1sk: `${round.opensOn}#${round.id}`,
        gsi3pk: `RNDHP#${round.hostUnitId}`,
        gsi3sk: ofHost,
      }),
      gsi2pk: `RNDH#${round.hostUnitId}`,
      gsi2sk: ofHost,
    },
    data,
  );
}
