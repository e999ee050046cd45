import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Context } from '../../functions/app/context.ts';
import { createDeps, shared, type Deps, type Shared } from '../../functions/app/deps.ts';
import { createServer } from '../../functions/app/server.ts';
import { storeLoader } from '../../functions/app/stores.ts';
import { userStore } from '../../functions/access/user.store.ts';
import { userIdOf } from '../../functions/access/user.ts';
import type { Role } from '../../functions/kernel/actor.ts';
import type { Clock } from '../../functions/kernel/clock.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { documentClient, openTable } from '../../functions/kernel/table/table.ts';
import type { Write } from '../../functions/kernel/table/write.ts';
import { kmsKeyWrap } from '../../functions/ballots/key-wrap.aws.ts';
import { kmsSigner } from '../../functions/certificates/signer.aws.ts';
import { kmsSealer } from '../../functions/subjects/sealer.aws.ts';
import { createTable } from '../../infra/local/tables.ts';
import { pick } from './pick.ts';
import { noFiles } from './files.ts';

/** A clock that stands still until a test moves it. */
export type TestClock = Clock & { set(instant: string): void };

export function testClock(start: string): TestClock {
  let at = new Date(start);
  return {
    now: () => at,
    set: (instant) => {
      at = new Date(instant);
    },
  };
}

// As production runs it: types and slices are made and loaded when an operation asks for them.
const server = await createServer({ introspection: false });

// Those of a test alone: operations load the stores that they use themselves.
const everyStore = storeLoader();
await everyStore.load();

export type Answer = {
  /** `data` of the answer; reach into it with `pick`. */
  readonly data: unknown;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions?: Record<string, unknown>;
  }[];
  /** DynamoDB calls that the operation took. */
  readonly calls: { readonly reads: number; readonly writes: number };
};

export type World = {
  readonly clock: TestClock;
  readonly shared: Shared;
  readonly client: DynamoDBClient;
  /** Deps of a new request, for store tests. */
  deps(userId?: Id<'usr'>): Deps;
  /** A registered user with these roles, valid since 2000; returns the id to call `run` as. */
  user(name: string, grants?: readonly (readonly [Role, Id<'unt'>])[]): Promise<Id<'usr'>>;
  /** Commits writes directly, to arrange a state. */
  write(...writes: readonly Write[]): Promise<void>;
  /** Executes an operation as a user, or anonymously, exactly as a request would. */
  run(
    userId: Id<'usr'> | undefined,
    query: string,
    variables?: Record<string, unknown>,
    sourceIp?: string,
  ): Promise<Answer>;
  /** Every item of the records and of what is derived from them. */
  items(): Promise<readonly Record<string, unknown>[]>;
  /** All of them as text, to show that a refusal changed nothing. */
  dump(): Promise<string>;
};

const local = {
  region: 'local',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/** A table of its own on the engine, an adjustable clock, and the real server. */
export async function createWorld(start = '2021-03-01T02:00:00Z', files = noFiles): Promise<World> {
  const client = new DynamoDBClient({
    endpoint: inject('dynamodb'),
    ...local,
  });
  const tableName = `t-${randomUUID()}`;
  const viewTableName = `${tableName}-views`;
  const boxTableName = `${tableName}-box`;
  for (const [kind, TableName] of [
    ['records', tableName],
    ['views', viewTableName],
    ['ballot-box', boxTableName],
  ] as const) {
    const definition = inject('tables').find((table) => table.TableName.endsWith(`-${kind}`));
    if (!definition) throw new Error(`the template has no table of ${kind}`);
    // Nobody reads the stream here, and the engine's writes slow down with its length.
    const { StreamSpecification: _unread, ...table } = definition;
    await createTable(client, { ...table, TableName });
  }
  const clock = testClock(start);
  const process = shared({
    client: documentClient(client),
    tableName,
    viewTableName,
    boxTableName,
    ballotKeys: kmsKeyWrap('ballots', { endpoint: inject('kms'), ...local }),
    clock,
    sealer: kmsSealer(
      { keyId: 'id-numbers', macKeyId: 'id-numbers-mac' },
      { endpoint: inject('kms'), ...local },
    ),
    complaintSealer: kmsSealer(
      { keyId: 'complaints', macKeyId: 'id-numbers-mac' },
      { endpoint: inject('kms'), ...local },
    ),
    signer: kmsSigner('certificates', { endpoint: inject('kms'), ...local }),
    files,
    rootAdmin: userIdOf('test', 'root'),
  });
  const caller = (userId?: Id<'usr'>, sourceIp?: string) => ({ requestId: randomUUID(), userId, sourceIp });
  const deps = (userId?: Id<'usr'>) => createDeps(process, caller(userId), everyStore);
  // A process reads the cursor key once in its life; count the calls of a warm one.
  await process.cursorSecret.load(openTable(process.client, tableName));

  const write = async (...writes: readonly Write[]) => {
    await openTable(process.client, tableName).transact(writes.map((one) => one.request));
  };

  const items = async () => {
    const all: Record<string, unknown>[] = [];
    for (const TableName of [tableName, viewTableName])
      for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
        all.push(...Items.map((item) => unmarshall(item)));
    return all;
  };

  return {
    clock,
    shared: process,
    client,
    deps,
    write,
    user: async (name, grants = []) => {
      const id = userIdOf('test', name);
      const { table, cursors } = deps();
      await write(
        ...userStore({ table, cursors }).create({
          id,
          name,
          issuer: 'test',
          subject: name,
          grants: grants.map(([role, unitId]) => ({ role, unitId, from: localDate('2000-01-01'), to: null })),
          version: 1,
        }),
      );
      return id;
    },
    run: async (userId, query, variables = {}, sourceIp = '203.0.113.7') => {
      const contextValue: Context = { deps: createDeps(process, caller(userId, sourceIp)) };
      const { body } = await server.executeOperation({ query, variables }, { contextValue });
      if (body.kind !== 'single') throw new Error('an incremental answer');
      const { data, errors } = body.singleResult;
      return {
        data: JSON.parse(JSON.stringify(data ?? null)),
        errors: errors ?? [],
        calls: contextValue.deps.table.calls,
      };
    },
    items,
    dump: async () => {
      return (await items())
        .map((item) => JSON.stringify(item, sortedKeys))
        .sort()
        .join('\n');
    },
  };
}

/** The root administrator of every test world: may register users and import units. */
export const root = userIdOf('test', 'root');

/** The codes and fields of a mutation's `userErrors`, e.g. `['STALE_VERSION expectedVersion']`. */
export function refusals(answer: Answer, mutation: string): readonly string[] {
  if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
  const errors = pick(answer.data, mutation, 'userErrors');
  if (!Array.isArray(errors)) throw new Error(`${mutation} has no userErrors`);
  return errors.map((e) => `${String(pick(e, 'code'))} ${[pick(e, 'field')].flat().join('.')}`.trim());
}

const sortedKeys = (_name: string, value: unknown): unknown =>
  value instanceof Set
    ? [...value].map(String).sort()
    : typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;

let keys = 0;
/** A fresh idempotency key. */
export const key = (): string => `k-${(keys += 1)}`;
