import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { badCursor } from './paging.ts';
import { itemShape } from './table/item.ts';
import { TransactionRefused, type Table } from './table/table.ts';

/**
 * Cursors are sealed (AES-256-GCM) with a key that the table itself keeps, so that no table key shows in them and none
 * can be altered. The list they belong to, its filter and the reader are bound in: a cursor of another list is refused.
 */
export interface Cursors {
  seal(list: string, position: Readonly<Record<string, string>>): Promise<string>;
  /** Throws BAD_USER_INPUT when the cursor isn't one that `seal` made for this list. */
  open(list: string, cursor: string): Promise<Record<string, string>>;
}

const secretKey = { pk: 'SECRET', sk: 'CURSOR' };
const secretShape = itemShape({ type: 'secret', v: 1, data: () => z.object({ key: z.base64() }) });
const positionSchema = z.record(z.string(), z.string());

/** One a process: the key never changes once it is stored. */
export type CursorSecret = { load(table: Table): Promise<Buffer> };

export function cursorSecret(): CursorSecret {
  let known: Promise<Buffer> | undefined;
  return {
    load: (table) => {
      known ??= readOrCreate(table).catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
  };
}

async function readOrCreate(table: Table): Promise<Buffer> {
  const stored = await table.get(secretKey);
  if (stored) return Buffer.from(secretShape.read(stored).key, 'base64');
  const item = secretShape.item(secretKey, { key: randomBytes(32).toString('base64') });
  await table
    .transact([{ Put: { Item: item, ConditionExpression: 'attribute_not_exists(pk)' } }])
    .catch(ignoreLostRace);
  const winner = (await table.query({ pk: secretKey.pk, skPrefix: secretKey.sk, limit: 1 })).items[0];
  if (!winner) throw new Error('the cursor key could not be stored');
  return Buffer.from(secretShape.read(winner).key, 'base64');
}

const ignoreLostRace = (error: unknown): void => {
  if (!(error instanceof TransactionRefused)) throw error;
};

export function openCursors(table: Table, secret: CursorSecret, reader: string): Cursors {
  const aad = (list: string) => createHash('sha256').update(`${reader}\n${list}`).digest();
  return {
    seal: async (list, position) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', await secret.load(table), iv).setAAD(aad(list));
      const body = Buffer.concat([cipher.update(JSON.stringify(position)), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: async (list, cursor) => {
      const raw = Buffer.from(cursor, 'base64url');
      if (raw.length < 30 || raw.length > 1024) throw badCursor();
      const key = await secret.load(table);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(aad(list)).setAuthTag(raw.subarray(12, 28));
        const text = Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
        return positionSchema.parse(JSON.parse(text));
      } catch {
        throw badCursor();
      }
    },
  };
}
