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
};

export type EventBus = {
  readonly publish: (said: Said | Promise<Said>) => void;
  /** Resolves when nothing that was published is still on its way. */
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const attempts = 5;

/** Hands events to the functions of every rule that they fit; one that fails is delivered again, as EventBridge does. */
export function startEventBus({ rules, invoke, deadLetters }: EventBusOptions): EventBus {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  async function deliver(target: Target, event: object): Promise<void> {
    for (let attempt = 1; !stopping.signal.aborted; attempt += 1) {
      const input: unknown = target.input === undefined ? event : JSON.parse(target.input);
      const outcome = await invoke(target.function.name, input);
      if (outcome.ok) return;
      if (attempt === attempts) {
        appendFileSync(deadLetters, `${JSON.stringify({ reason: outcome.message, event })}\n`);
        return;
      }
      await sleep(50 * 2 ** attempt, undefined, { signal: stopping.signal }).catch(() => undefined);
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
    drain: settle,
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
