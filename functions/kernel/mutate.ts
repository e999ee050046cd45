import { nobody, signedIn, type User } from './actor.ts';
import { AppError } from './app-error.ts';
import { instant } from './clock.ts';
import type { Id } from './ids.ts';
import { refusal, type Refusal } from './refusal.ts';
import { refuse, accept, type Result } from './result.ts';
import type { Scope } from './scope.ts';
import { eventItem } from './table/event.ts';
import {
  epochSeconds,
  idempotencyItem,
  idempotencyKey,
  inputHash,
  readIdempotency,
  type IdempotencyRecord,
} from './table/idempotency.ts';
import { TransactionRefused } from './table/table.ts';
import { create, type Write } from './table/write.ts';

/** What happened, in the words of the slice; becomes the event item of the aggregate at `pk`. */
export type Happening = {
  readonly pk: string;
  readonly aggregateId: string;
  /** The aggregate's version after the change. */
  readonly seq: number;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** A decided change: all of it is written in one transaction, or nothing is. */
export type Change<T> = {
  readonly result: T;
  readonly resultId: string;
  readonly writes: readonly Write[];
  readonly event: Happening;
};

export type Mutation<L, T> = {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string };
  /** Starts every read the decision needs, in one tick, so that they travel together; asked again at every attempt. */
  readonly load: () => Promise<L>;
  readonly decide: (loaded: L, actor: User) => Result<Change<T>> | Promise<Result<Change<T>>>;
  /** Open to everyone, and done in nobody's name even by those who are signed in. Its keys must be hard to guess. */
  readonly anyone?: true;
  /** The result of an earlier identical request, by the id that it answered with. */
  readonly reload: (resultId: string) => Promise<T | undefined>;
};

const maxAttempts = 4;
const maxKeyLength = 128;
/** Nobody's requests share one space of keys: a UUID, or as much chance as that. */
const minNobodysKey = 22;
/** DynamoDB takes 100 actions; the event and the idempotency record are two of them. */
export const maxWrites = 98;

/**
 * Runs a mutation: reads, decides, and commits state, event and idempotency record in one conditional transaction.
 * Answers IDEMPOTENCY_KEY_REUSED, STALE_VERSION, BUSY, and whatever the decision or a write's conflict says.
 */
export async function mutate<L, T>(scope: Scope, mutation: Mutation<L, T>): Promise<Result<T>> {
  const userId = mutation.anyone ? nobody.userId : scope.userId;
  if (userId === undefined) throw new AppError('UNAUTHENTICATED', 'Bạn cần đăng nhập.');
  const key = mutation.input.idempotencyKey;
  const minKeyLength = mutation.anyone ? minNobodysKey : 1;
  if (key.length < minKeyLength || key.length > maxKeyLength)
    return refuse(
      refusal('INVALID_VALUE', 'idempotencyKey', { expected: `${minKeyLength}–${maxKeyLength} ký tự` }),
    );
  const hash = inputHash(mutation.operation, mutation.input);

  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const outcome = await attemptOnce(scope, mutation, { userId, key, hash, attempt });
    if (outcome !== 'again') return outcome;
  }
  return refuse(refusal('BUSY', []));
}

type Attempt = { userId: Id<'usr'>; key: string; hash: string; attempt: number };

async function attemptOnce<L, T>(scope: Scope, m: Mutation<L, T>, a: Attempt): Promise<Result<T> | 'again'> {
  const [record, actor, loaded] = await Promise.all([
    scope.table.get(idempotencyKey(a.userId, a.key)),
    m.anyone ? nobody : scope.actor(),
    m.load(),
  ]);
  const user = m.anyone ? nobody : signedIn(actor);
  const earlier = readIdempotency(record, scope.clock.now());
  if (earlier) return replay(m, a.hash, earlier);

  const decided = await m.decide(loaded, user);
  if (!decided.ok) return decided;
  return commit(scope, m, a, decided.value);
}

async function replay<L, T>(m: Mutation<L, T>, hash: string, earlier: IdempotencyRecord): Promise<Result<T>> {
  if (earlier.inputHash !== hash) return refuse(refusal('IDEMPOTENCY_KEY_REUSED', 'idempotencyKey'));
  const result = await m.reload(earlier.resultId);
  return result === undefined ? refuse(refusal('NOT_FOUND', [])) : accept(result);
}

async function commit<L, T>(
  scope: Scope,
  m: Mutation<L, T>,
  a: Attempt,
  change: Change<T>,
): Promise<Result<T> | 'again'> {
  const writes = [...change.writes, ...bookkeeping(scope, m.operation, a, change)];
  if (writes.length > maxWrites + 2) throw new Error(`${m.operation} wants ${writes.length} writes`);
  try {
    await scope.table.transact(writes.map((write) => write.request));
    return accept(change.result);
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    return explain(writes, error);
  }
}

function bookkeeping<T>(scope: Scope, operation: string, a: Attempt, change: Change<T>): readonly Write[] {
  const { pk, ...event } = change.event;
  const now = scope.clock.now();
  const item = eventItem(pk, {
    ...event,
    at: instant(scope.clock),
    actorId: a.userId,
    requestId: scope.requestId,
  });
  const record = { operation, inputHash: a.hash, resultId: change.resultId };
  return [
    create(item, refusal('STALE_VERSION', 'expectedVersion', { currentVersion: event.seq })),
    unlessFresh(idempotencyItem(a.userId, a.key, record, now), now),
  ];
}

/** The same key may arrive twice at once: the loser tries again and finds the winner's record. */
const unlessFresh = (item: ReturnType<typeof idempotencyItem>, now: Date): Write => ({
  request: {
    Put: {
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk) OR #ttl <= :now',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: { ':now': epochSeconds(now) },
    },
  },
  onConflict: () => refusal('BUSY', []),
});

function explain(writes: readonly Write[], error: TransactionRefused): Result<never> | 'again' {
  if (error.reasons.some((reason) => retryable.has(reason.code))) return 'again';
  const refusals = error.reasons.flatMap(({ code, existing }, index) => {
    const write = writes[index];
    return code === 'ConditionalCheckFailed' && write ? [write.onConflict(existing)] : [];
  });
  if (refusals.length === 0) throw error;
  if (refusals.some((r) => r.code === 'BUSY')) return 'again';
  return refuse(...withoutEcho(refusals));
}

const retryable = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

/** A stale root also collides with the event of the same number; one answer is enough. */
function withoutEcho(refusals: readonly Refusal[]): readonly Refusal[] {
  const stale = refusals.find((r) => r.code === 'STALE_VERSION');
  return stale ? [stale, ...refusals.filter((r) => r.code !== 'STALE_VERSION')] : refusals;
}
