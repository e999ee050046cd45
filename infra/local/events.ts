import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './environment.ts';
import { fits } from './event-pattern.ts';
import { localAccount, localRegion } from './template/identity.ts';
import type { Rule, Target } from './template/wiring.ts';

/** What a service says to EventBridge. */
export type Said = { readonly source: string; readonly 'detail-type': string; readonly detail: object };

export type EventBusOptions = {
  readonly rules: readonly Rule[];
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** File for events that failed too often. */
  readonly deadLetters: string;
  readonly now?: () => number;
};

export type EventBus = {
  readonly publish: (said: Said | Promise<Said>) => void;
  /** Calls one target without waiting for it, as a scheduler does. */
  readonly call: (target: Target, event: object) => void;
  /** Resolves when nothing that was published is still on its way. */
  readonly drain: () => Promise<void>;
  /** How many events were given up and written to the file for them. */
  readonly givenUp: () => number;
  readonly stop: () => Promise<void>;
};

/** Lambda waits a minute, then two; nobody wants to on a laptop. */
const firstPauseMs = 100;

/**
 * Hands events to the functions of every rule that they fit. One that fails is called again as the template says, and
 * then the event is set aside.
 */
export function startEventBus({ rules, invoke, deadLetters, now = Date.now }: EventBusOptions): EventBus {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let lost = 0;

  async function deliver(target: Target, event: object): Promise<void> {
    const { retries, maxAgeSeconds } = target.retry;
    const { name } = target.function;
    const input: unknown = target.input === undefined ? event : JSON.parse(target.input);
    const lastAt = now() + maxAgeSeconds * 1000;
    for (let failures = 0; !stopping.signal.aborted;) {
      const outcome = await invoke(name, input);
      if (outcome.ok) return;
      failures += 1;
      if (failures > retries || now() > lastAt) {
        const letter = { function: name, failures, reason: outcome.message, event: input };
        lost += 1;
        appendFileSync(deadLetters, `${JSON.stringify(letter)}\n`);
        return;
      }
      await sleep(firstPauseMs * failures, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const settle = async () => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  const track = (task: Promise<void>) => {
    const tracked = task.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };
  return {
    publish: (said) => {
      track(send(said));
    },
    call: (target, event) => {
      track(deliver(target, event));
    },
    drain: settle,
    givenUp: () => lost,
    stop: () => {
      stopping.abort();
      return settle();
    },
  };

  async function send(said: Said | Promise<Said>): Promise<void> {
    const event = {
      version: '0',
      id: randomUUID(),
      account: localAccount,
      region: localRegion,
      time: new Date().toISOString(),
      resources: [],
      ...(await said),
    };
    const targets = rules.filter(({ pattern }) => fits(pattern, event)).flatMap((rule) => rule.targets);
    await Promise.all(targets.map((target) => deliver(target, event)));
  }
}
