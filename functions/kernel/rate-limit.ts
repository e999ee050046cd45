import * as z from 'zod/mini';
import { AppError } from './app-error.ts';
import { refusal, type Refusal } from './refusal.ts';
import type { Scope } from './scope.ts';
import { epochSeconds } from './table/idempotency.ts';
import { itemShape } from './table/item.ts';
import { TransactionRefused } from './table/table.ts';
import { create, replace, versionOf, type Write } from './table/write.ts';

/** So many of one kind of request, in each window, from one source or to one place. */
export type RateRule = { readonly name: string; readonly limit: number; readonly windowSeconds: number };

/** A window as it was read: how many went through, and in how many seconds it ends. */
export type RateWindow = {
  readonly rule: RateRule;
  readonly who: string;
  readonly start: number;
  readonly count: number;
  readonly version: number;
  readonly retryAfter: number;
};

const windowShape = itemShape({ type: 'rateWindow', v: 1, data: () => z.object({ count: z.int() }) });
const keyOf = ({ rule, who, start }: Pick<RateWindow, 'rule' | 'who' | 'start'>) => ({
  pk: `RATE#${rule.name}#${who}`,
  sk: String(start),
});

export async function readWindow(
  { table, clock }: Pick<Scope, 'table' | 'clock'>,
  rule: RateRule,
  who: string,
): Promise<RateWindow> {
  const now = epochSeconds(clock.now());
  const start = now - (now % rule.windowSeconds);
  const item = await table.get(keyOf({ rule, who, start }));
  const known = item
    ? { count: windowShape.read(item).count, version: versionOf(item) }
    : { count: 0, version: 0 };
  return { rule, who, start, ...known, retryAfter: start + rule.windowSeconds - now };
}

/** RATE_LIMITED when the window is full. */
export const checkWindow = ({ rule, count, retryAfter }: RateWindow): readonly Refusal[] =>
  count >= rule.limit ? [refusal('RATE_LIMITED', [], { retryAfter })] : [];

/** Counts one more; BUSY, and so tried again, when somebody was faster. */
export function countOne(window: RateWindow): Write {
  const { rule, start, count, version } = window;
  const item = {
    ...windowShape.item(keyOf(window), { count: count + 1 }),
    ttl: start + 2 * rule.windowSeconds,
  };
  const busy = refusal('BUSY', []);
  return version === 0 ? create(item, busy, 1) : { ...replace(item, version), onConflict: () => busy };
}

const attempts = 5;

/** Counts a reading that is worth guessing at, before it is answered. Throws RATE_LIMITED. */
export async function spendOne(
  scope: Pick<Scope, 'table' | 'clock'>,
  rule: RateRule,
  who: string,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const window = await readWindow(scope, rule, who);
    if (checkWindow(window).length > 0) throw limited(window.retryAfter);
    try {
      await scope.table.transact([countOne(window).request]);
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw limited(1);
}

const limited = (retryAfter: number): AppError =>
  new AppError('RATE_LIMITED', 'Quá nhiều lần tra cứu, hãy thử lại sau.', { retryAfter });
