import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { auditRecord } from '../../functions/audit/audit-record.ts';
import { auditStore } from '../../functions/audit/audit.store.ts';
import { userIdOf } from '../../functions/access/user.ts';
import { sideBySide, streamHandler } from '../../functions/kernel/stream.ts';
import { eventItem } from '../../functions/kernel/table/event.ts';
import { createTable } from '../../infra/local/tables.ts';
import { createWorld, type World } from '../support/world.ts';

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;
const image = z.custom<Image>((value) => typeof value === 'object');

const record = (seq: number, facts: Record<string, unknown> = {}): DynamoDBRecord => {
  const item = eventItem('DOS#1', {
    aggregateId: 'dos_1',
    seq,
    name: 'Something',
    at: '2021-03-01T02:00:00.000Z',
    actorId: userIdOf('test', 'someone'),
    requestId: 'r',
    facts,
  });
  // The stream's image is DynamoDB JSON, as `marshall` makes it.
  const NewImage = image.parse(marshall(item));
  return { eventName: 'INSERT', dynamodb: { SequenceNumber: String(seq), NewImage } };
};

describe('the audit copy', () => {
  let world: World;
  let tableName: string;
  let handle: ReturnType<typeof streamHandler>;
  beforeAll(async () => {
    world = await createWorld();
    tableName = `audit-${randomUUID()}`;
    const definition = inject('tables').find((table) => table.TableName.endsWith('-audit'));
    if (!definition) throw new Error('the template has no audit table');
    await createTable(world.client, { ...definition, TableName: tableName });
    const store = auditStore(world.shared.client, tableName);
    handle = streamHandler(({ pk, event }) => store.append(auditRecord(pk, event)));
  });

  const stored = async (seq: number) =>
    (
      await world.client.send(
        new GetItemCommand({
          TableName: tableName,
          Key: marshall({ pk: 'DOS#1', sk: String(seq).padStart(8, '0') }),
        }),
      )
    ).Item;

  it('holds each event once, however often it is delivered, and never overwrites', async () => {
    expect(await handle({ Records: [record(1, { a: 1 }), record(2), record(1, { a: 1 })] })).toEqual({
      batchItemFailures: [],
    });
    const first = await stored(1);
    await handle({ Records: [record(1, { a: 'forged' })] });
    expect(await stored(1)).toEqual(first);
  });

  it('passes over what is no new event', async () => {
    const modified: DynamoDBRecord = { ...record(7), eventName: 'MODIFY' };
    expect(await handle({ Records: [modified] })).toEqual({ batchItemFailures: [] });
    expect(await stored(7)).toBeUndefined();
  });

  it('stops at the first record that fails and names it, so that nothing overtakes it', async () => {
    const seen: number[] = [];
    const failing = streamHandler(({ event }) => {
      if (event.seq === 2) return Promise.reject(new Error('poison'));
      seen.push(event.seq);
      return Promise.resolve();
    });
    const answer = await failing({ Records: [record(1), record(2), record(3)] });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(seen).toEqual([1]);
  });

  it('takes together what was taken in order, and singles out the first event that fails', async () => {
    const batches: number[][] = [];
    const until = (last: number, poison: number) =>
      streamHandler(
        ({ event }) => (event.seq > last ? Promise.reject(new Error('late')) : Promise.resolve()),
        (batch) => {
          const numbers = batch.map(({ event }) => event.seq);
          batches.push(numbers);
          return numbers.includes(poison) ? Promise.reject(new Error('poison')) : Promise.resolve();
        },
        () => Promise.resolve(),
      );
    const records = [record(1), record(2), record(3), record(4)];
    const failures = (...numbers: string[]) => ({
      batchItemFailures: numbers.map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect(await until(4, 9)({ Records: records })).toEqual(failures());
    expect(await until(3, 9)({ Records: records })).toEqual(failures('4'));
    expect(await until(3, 2)({ Records: records })).toEqual(failures('2'));
    expect(await until(0, 9)({ Records: records })).toEqual(failures('1'));
    expect(batches).toEqual([[1, 2, 3, 4], [1, 2, 3], [1, 2, 3], [1], [2]]);
  });

  it('follows for several side by side, none of which keeps an event from another', async () => {
    const seen: Record<string, number[]> = { a: [], b: [] };
    const until = (name: string, poison: number) =>
      streamHandler(({ event }) => {
        if (event.seq === poison) return Promise.reject(new Error('poison'));
        seen[name]?.push(event.seq);
        return Promise.resolve();
      });
    const records = [record(1), record(2), record(3), record(4)];
    const both = (a: number, b: number) => sideBySide(until('a', a), until('b', b))({ Records: records });
    expect(await both(9, 9)).toEqual({ batchItemFailures: [] });
    expect(await both(3, 9)).toEqual({ batchItemFailures: [{ itemIdentifier: '3' }] });
    expect(await both(4, 2)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(seen).toEqual({ a: [1, 2, 3, 4, 1, 2, 1, 2, 3], b: [1, 2, 3, 4, 1, 2, 3, 4, 1] });
  });

  it('has a digest that tells any alteration and ignores the order of fields', () => {
    const event = {
      aggregateId: 'a',
      seq: 1,
      name: 'N',
      at: '2021-01-01T00:00:00Z',
      actorId: userIdOf('t', 'u'),
      requestId: 'r',
      facts: { x: 1, y: [1, 2] },
    };
    const digest = auditRecord('A', event).digest;
    expect(auditRecord('A', { ...event, facts: { y: [1, 2], x: 1 } }).digest).toBe(digest);
    expect(auditRecord('A', { ...event, facts: { x: 1, y: [2, 1] } }).digest).not.toBe(digest);
    expect(auditRecord('B', event).digest).not.toBe(digest);
  });
});
