import { TransactionCanceledException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import DataLoader from 'dataloader';
import { randomUUID } from 'node:crypto';
import { asItem, type Item, type Key } from './item.ts';

export type IndexName = 'gsi1' | 'gsi2' | 'gsi3' | 'gsi4';

export type QuerySpec = {
  /** Absent: the table itself, read consistently. An index is for lists only, since it lags. */
  readonly index?: IndexName;
  readonly pk: string;
  readonly skPrefix?: string;
  readonly skFrom?: string;
  readonly skTo?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  readonly startKey?: Readonly<Record<string, string>>;
};

export type QueryPage = {
  readonly items: readonly Item[];
  readonly lastKey?: Readonly<Record<string, string>>;
};

type Condition = {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
};

/** One action of a transaction; the table's name is added when it is sent. */
export type WriteRequest =
  | { readonly Put: Condition & { readonly Item: Record<string, unknown> } }
  | {
      readonly Update: Condition & {
        readonly UpdateExpression: string;
        readonly Key: { readonly pk: string; readonly sk: string };
      };
    }
  | { readonly Delete: Condition & { readonly Key: { readonly pk: string; readonly sk: string } } }
  | {
      readonly ConditionCheck: Condition & {
        readonly ConditionExpression: string;
        readonly Key: { readonly pk: string; readonly sk: string };
      };
    };

/** A transaction that wrote nothing: per action `None`, or why it failed and the item that stood in the way. */
export class TransactionRefused extends Error {
  readonly reasons: readonly {
    readonly code: string;
    readonly existing: Record<string, unknown> | undefined;
  }[];

  constructor(cause: TransactionCanceledException) {
    super('the transaction was refused', { cause });
    this.name = 'TransactionRefused';
    this.reasons = (cause.CancellationReasons ?? []).map((reason) => ({
      code: reason.Code ?? 'None',
      existing: reason.Item && unmarshall(reason.Item),
    }));
  }
}

/** DynamoDB as one request sees it: gets of one tick become one consistent BatchGet; every call is counted. */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** One Query call: at most `limit` items or 1 MB. */
  query(spec: QuerySpec): Promise<QueryPage>;
  /** Every item of a query, in as many calls as it takes; for sets that are bounded by design. */
  queryAll(spec: QuerySpec): Promise<readonly Item[]>;
  /**
   * All or nothing; throws `TransactionRefused` when a condition doesn't hold. What makes a repeated request harmless is in the
   * conditions; DynamoDB's own token covers no more than the SDK's retries of one call.
   */
  transact(requests: readonly WriteRequest[]): Promise<void>;
  /** Network calls so far, by kind. */
  readonly calls: { readonly reads: number; readonly writes: number };
}

const maxBatch = 100;

export function documentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/**
 * Opens a table for one request. The document client is shared between requests; the loader's cache is not. Tables that are
 * opened together count their calls together.
 */
export function openTable(
  client: DynamoDBDocumentClient,
  tableName: string,
  calls = { reads: 0, writes: 0 },
): Table {
  async function fetchBatch(keys: readonly Key[]): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    let pending: readonly Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
    for (let attempt = 0; pending.length > 0; attempt += 1) {
      if (attempt > 6) throw new Error(`${pending.length} keys stayed unprocessed`);
      if (attempt > 0) await pause(2 ** attempt * 10);
      calls.reads += 1;
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: [...pending], ConsistentRead: true } } }),
      );
      for (const raw of answer.Responses?.[tableName] ?? []) {
        const item = asItem(raw);
        found.set(cacheKey(item), item);
      }
      pending = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return found;
  }

  const loader = new DataLoader<Key, Item | undefined, string>(
    async (keys) => {
      const found = await fetchBatch(keys);
      return keys.map((key) => found.get(cacheKey(key)));
    },
    { cacheKeyFn: cacheKey, maxBatchSize: maxBatch },
  );

  async function query(spec: QuerySpec): Promise<QueryPage> {
    calls.reads += 1;
    const answer = await client.send(new QueryCommand({ TableName: tableName, ...queryInput(spec) }));
    return {
      items: (answer.Items ?? []).map(asItem),
      ...(answer.LastEvaluatedKey && { lastKey: asKeyRecord(answer.LastEvaluatedKey) }),
    };
  }

  return {
    calls,
    get: (key) => loader.load(key),
    query,
    queryAll: async (spec) => {
      const items: Item[] = [];
      let page = await query(spec);
      items.push(...page.items);
      while (page.lastKey) {
        page = await query({ ...spec, startKey: page.lastKey });
        items.push(...page.items);
      }
      return items;
    },
    transact: async (requests) => {
      calls.writes += 1;
      loader.clearAll();
      const TransactItems = requests.map((request) => named(request, tableName));
      try {
        await client.send(new TransactWriteCommand({ TransactItems, ClientRequestToken: randomUUID() }));
      } catch (error) {
        throw error instanceof TransactionCanceledException ? new TransactionRefused(error) : error;
      }
    },
  };
}

function named(request: WriteRequest, TableName: string) {
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const;
  if ('Put' in request) return { Put: { TableName, ReturnValuesOnConditionCheckFailure, ...request.Put } };
  if ('Update' in request)
    return { Update: { TableName, ReturnValuesOnConditionCheckFailure, ...request.Update } };
  if ('Delete' in request)
    return { Delete: { TableName, ReturnValuesOnConditionCheckFailure, ...request.Delete } };
  return { ConditionCheck: { TableName, ReturnValuesOnConditionCheckFailure, ...request.ConditionCheck } };
}

function queryInput(spec: QuerySpec) {
  const [pk, sk] = spec.index ? [`${spec.index}pk`, `${spec.index}sk`] : ['pk', 'sk'];
  const range = rangeOf(spec);
  return {
    ...(spec.index ? { IndexName: spec.index } : { ConsistentRead: true }),
    KeyConditionExpression: `#pk = :pk${range.expression}`,
    ExpressionAttributeNames: { '#pk': pk, ...(range.expression && { '#sk': sk }) },
    ExpressionAttributeValues: { ':pk': spec.pk, ...range.values },
    ScanIndexForward: !spec.descending,
    ...(spec.limit !== undefined && { Limit: spec.limit }),
    ...(spec.startKey && { ExclusiveStartKey: { ...spec.startKey } }),
  };
}

function rangeOf(spec: QuerySpec): { expression: string; values: Record<string, string> } {
  if (spec.skPrefix !== undefined)
    return { expression: ' AND begins_with(#sk, :prefix)', values: { ':prefix': spec.skPrefix } };
  if (spec.skFrom !== undefined && spec.skTo !== undefined)
    return {
      expression: ' AND #sk BETWEEN :from AND :to',
      values: { ':from': spec.skFrom, ':to': spec.skTo },
    };
  return { expression: '', values: {} };
}

function cacheKey(key: Key): string {
  return JSON.stringify([key.pk, key.sk]);
}

function asKeyRecord(raw: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, String(value)]));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
