import * as z from 'zod/mini';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { TransactionRefused, type Table, type WriteRequest } from '../kernel/table/table.ts';
import { discard } from '../kernel/table/write.ts';
import type { SealedBallot } from './client/format.ts';

/** The public side of a sheet in the box. */
export type BoxSheet = {
  readonly sheetId: string;
  readonly nominees: number;
  readonly credentialKey: string;
  readonly sealingKey: string;
  readonly open: boolean;
};

/** Private keys, each wrapped by KMS for one purpose. */
export type WrappedKeys = { readonly signing: string; readonly opening: string };

export type Dropped = 'TAKEN' | 'CLOSED' | 'OTHER_BALLOT' | 'BUSY';

/**
 * The ballot box: a table of its own that has no stream, no index, no time to live and no backup. Nothing in it has a
 * time, a member or a request, and ballots have the ids that their members drew.
 */
export interface BoxStore {
  sheet(sheetId: string): Promise<BoxSheet | undefined>;
  signingKey(sheetId: string): Promise<string | undefined>;
  openingKey(sheetId: string): Promise<string | undefined>;
  /** Puts a fresh sheet and its keys into the box; one that is there already stays. */
  place(sheet: Omit<BoxSheet, 'open'>, keys: WrappedKeys): Promise<void>;
  /** Drops a ballot in, if the box is open and the ballot wasn't there, or was there exactly like this. */
  drop(sheetId: string, ballotId: string, ballot: SealedBallot): Promise<Dropped>;
  /** Nothing goes in any more, and nothing is signed any more. */
  close(sheet: BoxSheet): Promise<void>;
  /** Every ballot of a closed box, read consistently. */
  ballots(sheetId: string): Promise<readonly SealedBallot[]>;
  /** Destroys keys and ballots, in as many transactions as it takes. */
  destroy(sheetId: string): Promise<void>;
}

const sheetShape = itemShape({
  type: 'boxSheet',
  v: 1,
  data: () =>
    z.object({
      sheetId: z.string(),
      nominees: z.int(),
      credentialKey: z.string(),
      sealingKey: z.string(),
    }),
});
const keyShape = itemShape({ type: 'boxKey', v: 1, data: () => z.object({ wrapped: z.string() }) });
const ballotShape = itemShape({
  type: 'boxBallot',
  v: 1,
  data: () => z.object({ message: z.string(), signature: z.string(), sealed: z.string() }),
});

/* The prefixes are what roles are limited to: the API reads SHEET# and SIGN#, and only puts into BOX#. */
const sheetKey = (sheetId: string): Key => ({ pk: `SHEET#${sheetId}`, sk: '#' });
const signKey = (sheetId: string): Key => ({ pk: `SIGN#${sheetId}`, sk: '#' });
const openKey = (sheetId: string): Key => ({ pk: `OPEN#${sheetId}`, sk: '#' });
const boxPk = (sheetId: string) => `BOX#${sheetId}`;

export function boxStore(table: Table): BoxStore {
  const wrapped = async (key: Key) => {
    const item = await table.get(key);
    return item && keyShape.read(item).wrapped;
  };
  const ballotItems = (sheetId: string) => table.queryAll({ pk: boxPk(sheetId) });

  return {
    sheet: async (sheetId) => {
      const item = await table.get(sheetKey(sheetId));
      return item && { ...sheetShape.read(item), open: item['state'] === 'OPEN' };
    },
    signingKey: (sheetId) => wrapped(signKey(sheetId)),
    openingKey: (sheetId) => wrapped(openKey(sheetId)),
    place: async (sheet, keys) => {
      const items = [
        stated(sheet, 'OPEN'),
        keyShape.item(signKey(sheet.sheetId), { wrapped: keys.signing }),
        keyShape.item(openKey(sheet.sheetId), { wrapped: keys.opening }),
      ];
      await unlessRefused(
        table.transact(
          items.map((Item) => ({ Put: { Item, ConditionExpression: 'attribute_not_exists(pk)' } })),
        ),
      );
    },
    drop: async (sheetId, ballotId, ballot) => {
      try {
        await table.transact(dropping(sheetId, ballotId, ballot));
        return 'TAKEN';
      } catch (error) {
        if (!(error instanceof TransactionRefused)) throw error;
        return refusedDrop(error);
      }
    },
    close: async ({ open: _, ...sheet }) => {
      const requests: readonly WriteRequest[] = [
        { Put: { Item: stated(sheet, 'CLOSED'), ConditionExpression: 'attribute_exists(pk)' } },
        discard(signKey(sheet.sheetId)).request,
      ];
      await table.transact(requests);
    },
    ballots: async (sheetId) => (await ballotItems(sheetId)).map((item) => ballotShape.read(item)),
    destroy: async (sheetId) => {
      const left = await ballotItems(sheetId);
      const keys = [openKey(sheetId), signKey(sheetId), ...left];
      for (let at = 0; at < keys.length; at += 90)
        await table.transact(keys.slice(at, at + 90).map((key) => discard(key).request));
    },
  };
}

function stated(
  { sheetId, nominees, credentialKey, sealingKey }: Omit<BoxSheet, 'open'>,
  state: string,
): Item {
  return {
    ...sheetShape.item(sheetKey(sheetId), { sheetId, nominees, credentialKey, sealingKey }),
    state,
  };
}

/** The same ballot sent twice stays one; another one under its credential is refused: the first counts. */
function dropping(sheetId: string, ballotId: string, ballot: SealedBallot): readonly WriteRequest[] {
  return [
    {
      ConditionCheck: {
        Key: { ...sheetKey(sheetId) },
        ConditionExpression: '#state = :open',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':open': 'OPEN' },
      },
    },
    {
      Put: {
        Item: ballotShape.item({ pk: boxPk(sheetId), sk: ballotId }, { ...ballot }),
        ConditionExpression: 'attribute_not_exists(pk) OR #data = :same',
        ExpressionAttributeNames: { '#data': 'data' },
        ExpressionAttributeValues: { ':same': { ...ballot } },
      },
    },
  ];
}

function refusedDrop({ reasons }: TransactionRefused): Dropped {
  const failed = reasons.map(({ code }) => code === 'ConditionalCheckFailed');
  if (failed[0]) return 'CLOSED';
  return failed[1] ? 'OTHER_BALLOT' : 'BUSY';
}

async function unlessRefused(done: Promise<void>): Promise<void> {
  await done.catch((error: unknown) => {
    if (!(error instanceof TransactionRefused)) throw error;
  });
}

/** What a member is told of each way in which a ballot isn't taken. */
export const dropRefusal = (dropped: Exclude<Dropped, 'TAKEN'>) =>
  refusal(
    ({ CLOSED: 'BALLOT_CLOSED', OTHER_BALLOT: 'BALLOT_ALREADY_CAST', BUSY: 'BUSY' } as const)[dropped],
    dropped === 'CLOSED' ? 'sheetId' : [],
  );
