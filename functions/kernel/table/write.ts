import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Item, Key } from './item.ts';
import type { WriteRequest } from './table.ts';

/** One part of a transaction, with what to answer when its condition doesn't hold. */
export type Write = {
  readonly request: WriteRequest;
  /** `existing` is the item that stood in the way, if DynamoDB returned one. */
  readonly onConflict: (existing: Record<string, unknown> | undefined) => Refusal;
};

type Draft = { readonly item: Item; readonly version?: number };

const put = (draft: Draft) => ({
  ...draft.item,
  ...(draft.version !== undefined && { version: draft.version }),
});

/** Writes an item that must not exist yet; `version` marks the root of an aggregate. */
export const create = (item: Item, conflict: Refusal, version?: number): Write => ({
  request: {
    Put: {
      Item: put({ item, ...(version !== undefined && { version }) }),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  onConflict: () => conflict,
});

/** Replaces the root of an aggregate whose stored version must still be `expected`. */
export const replace = (item: Item, expected: number): Write => ({
  request: {
    Put: {
      Item: put({ item, version: expected + 1 }),
      ConditionExpression: 'version = :expected',
      ExpressionAttributeValues: { ':expected': expected },
    },
  },
  onConflict: stale,
});

/** Writes an item whatever stood there; only beside a `replace` or `create` that guards the aggregate. */
export const overwrite = (item: Item): Write => ({
  request: { Put: { Item: put({ item }) } },
  onConflict: () => refusal('BUSY', []),
});

/** Removes a child item that must exist. */
export const remove = (key: Key, missing: Refusal): Write => ({
  request: { Delete: { Key: { pk: key.pk, sk: key.sk }, ConditionExpression: 'attribute_exists(pk)' } },
  onConflict: () => missing,
});

/** Removes an item whether or not it is there; only beside a guarded write. */
export const discard = (key: Key): Write => ({
  request: { Delete: { Key: { pk: key.pk, sk: key.sk } } },
  onConflict: () => refusal('BUSY', []),
});

type Membership = { readonly key: Key; readonly type: string; readonly member: string };

/** Puts a member into the set at a key, whoever else is in it; `twice` when it is in it already. */
export const join = ({ key, type, member }: Membership, twice: Refusal): Write => ({
  request: {
    Update: {
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: 'SET #type = :type, v = :v ADD members :set',
      ConditionExpression: 'attribute_not_exists(members) OR NOT contains(members, :member)',
      ExpressionAttributeNames: { '#type': 'type' },
      ExpressionAttributeValues: { ':type': type, ':v': 1, ':set': new Set([member]), ':member': member },
    },
  },
  onConflict: () => twice,
});

/** Takes a member out of the set at a key, whether or not it is in it. */
export const leave = ({ key, type, member }: Membership): Write => ({
  request: {
    Update: {
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: 'SET #type = :type, v = :v DELETE members :set',
      ExpressionAttributeNames: { '#type': 'type' },
      ExpressionAttributeValues: { ':type': type, ':v': 1, ':set': new Set([member]) },
    },
  },
  onConflict: () => refusal('BUSY', []),
});

/** Who is in the set at a key; its item is of this type where there is one. */
export function membersOf(item: Item | undefined, type: string): readonly string[] {
  if (!item) return [];
  if (item.type !== type) throw new Error(`expected a ${type} at ${item.pk}, found ${item.type}`);
  const { members } = item;
  return members instanceof Set ? [...members].map(String) : [];
}

/** The set at a key must have nobody in it, or not exist. */
export const emptied = (key: Key, conflict: Refusal): Write => ({
  request: {
    ConditionCheck: {
      Key: { pk: key.pk, sk: key.sk },
      ConditionExpression: 'attribute_not_exists(members)',
    },
  },
  onConflict: () => conflict,
});

/** Another aggregate must still be at the version that the decision was made on. */
export const unchanged = (key: Key, version: number): Write => ({
  request: {
    ConditionCheck: {
      Key: { pk: key.pk, sk: key.sk },
      ConditionExpression: 'version = :expected',
      ExpressionAttributeValues: { ':expected': version },
    },
  },
  onConflict: () => refusal('BUSY', []),
});

/** The named item must not exist. */
export const absent = (key: Key, conflict: Refusal): Write => ({
  request: {
    ConditionCheck: { Key: { pk: key.pk, sk: key.sk }, ConditionExpression: 'attribute_not_exists(pk)' },
  },
  onConflict: () => conflict,
});

export function stale(existing: Record<string, unknown> | undefined): Refusal {
  if (!existing) return refusal('NOT_FOUND', []);
  return refusal('STALE_VERSION', 'expectedVersion', { currentVersion: Number(existing['version']) });
}

/** The root's version as stored; roots always carry one. */
export function versionOf(item: Item): number {
  const version = item['version'];
  if (typeof version !== 'number') throw new Error(`${item.type} at ${item.pk} has no version`);
  return version;
}
