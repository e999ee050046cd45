import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { today, type Clock } from './clock.ts';
import type { LocalDate } from './dates.ts';
import { itemShape } from './table/item.ts';
import { epochSeconds } from './table/idempotency.ts';
import { TransactionRefused, type Table } from './table/table.ts';

/**
 * Tells one source of requests from another without keeping its address: a keyed hash under a salt of the day. The
 * table forgets a salt after two days, and then nobody can try addresses against a hash any more.
 */
export type SourceSalts = { hash(table: Table, clock: Clock, sourceIp: string): Promise<string> };

const saltShape = itemShape({ type: 'sourceSalt', v: 1, data: () => z.object({ salt: z.base64() }) });
const saltKey = (on: LocalDate) => ({ pk: 'SECRET', sk: `SALT#${on}` });
const lifetimeSeconds = 2 * 24 * 60 * 60;

/** One a process: the salt of a day never changes once it is stored. */
export function sourceSalts(): SourceSalts {
  let known: { readonly on: LocalDate; readonly salt: Promise<Buffer> } | undefined;
  return {
    hash: async (table, clock, sourceIp) => {
      const on = today(clock);
      if (known?.on !== on) known = { on, salt: readOrCreate(table, clock, on) };
      const salt = await known.salt.catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return createHmac('sha256', salt).update(network(sourceIp)).digest('base64url').slice(0, 22);
    },
  };
}

/** A subscriber of IPv6 has 2^64 addresses: their network is the source. */
const network = (sourceIp: string): string =>
  sourceIp.includes(':') && !sourceIp.includes('.') ? expanded(sourceIp).slice(0, 4).join(':') : sourceIp;

function expanded(address: string): readonly string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (part: string) =>
    part === '' ? [] : part.split(':').map((one) => one.replace(/^0+(?=.)/, ''));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
}

async function readOrCreate(table: Table, clock: Clock, on: LocalDate): Promise<Buffer> {
  const key = saltKey(on);
  const read = async () => (await table.query({ pk: key.pk, skPrefix: key.sk, limit: 1 })).items[0];
  const stored = await read();
  if (stored) return Buffer.from(saltShape.read(stored).salt, 'base64');
  const item = saltShape.item(key, { salt: randomBytes(32).toString('base64') });
  const ttl = epochSeconds(clock.now()) + lifetimeSeconds;
  await table
    .transact([{ Put: { Item: { ...item, ttl }, ConditionExpression: 'attribute_not_exists(pk)' } }])
    .catch((error: unknown) => {
      if (!(error instanceof TransactionRefused)) throw error;
    });
  const winner = await read();
  if (!winner) throw new Error('the salt of the day could not be stored');
  return Buffer.from(saltShape.read(winner).salt, 'base64');
}
