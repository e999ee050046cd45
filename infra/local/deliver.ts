import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Outcome } from './environment.ts';
import type { StreamWiring } from './template/wiring.ts';

export type Delivery = {
  readonly wiring: Pick<StreamWiring, 'bisect' | 'retries' | 'reportsFailures'>;
  readonly invoke: (records: readonly _Record[]) => Promise<Outcome>;
  /** Called with records that failed too often and are given up. */
  readonly giveUp: (records: readonly _Record[], reason: string) => void;
  /** Called when everything up to this record is done with. */
  readonly settled: (record: _Record) => void;
  readonly stopping: AbortSignal;
};

/** A mapping that would try for ever is cut short on a laptop, where nobody would notice that it stands still. */
const endless = 10;

const failures = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().nullable() })).nullish() })
  .nullish();

/**
 * Hands a batch to its consumer as Lambda does: in order, again from the first record that failed, in halves when the
 * mapping says so, and no further until each record has succeeded or been given up.
 */
export async function deliver(batch: readonly _Record[], delivery: Delivery, spent = 0): Promise<void> {
  const { wiring, invoke, giveUp, settled, stopping } = delivery;
  const allowed = wiring.retries < 0 ? endless : wiring.retries;
  let records = batch;
  let attempts = spent;
  while (records.length > 0) {
    if (stopping.aborted) return;
    const outcome = await invoke(records);
    const failedAt = firstFailure(records, outcome, wiring.reportsFailures);
    const done = records[failedAt - 1];
    if (done) {
      settled(done);
      attempts = 0;
    }
    records = records.slice(failedAt);
    if (records.length === 0) return;
    attempts += 1;
    if (attempts > allowed) {
      giveUp(records, reasonOf(outcome));
      const last = records.at(-1);
      if (last) settled(last);
      return;
    }
    await sleep(Math.min(2 ** attempts * 25, 1000), undefined, { signal: stopping }).catch(() => undefined);
    if (wiring.bisect && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      await deliver(records.slice(0, middle), delivery, attempts);
      return deliver(records.slice(middle), delivery, attempts);
    }
  }
}

/** How many records succeeded: the index of the first that didn't. */
function firstFailure(records: readonly _Record[], outcome: Outcome, reports: boolean): number {
  if (!outcome.ok) return 0;
  if (!reports) return records.length;
  const answer = failures.safeParse(outcome.value);
  // As in Lambda, an answer that can't be understood fails the batch, and so does a number that isn't in it.
  if (!answer.success) return 0;
  const places = (answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) =>
    Math.max(
      0,
      records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
    ),
  );
  return Math.min(records.length, ...places);
}

const reasonOf = (outcome: Outcome): string =>
  outcome.ok ? 'the consumer reported a failure' : `${outcome.type}: ${outcome.message}`;
