import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from './environment.ts';
import type { QueueWiring } from './template/wiring.ts';

export type QueueOptions = {
  readonly wiring: QueueWiring;
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** Where messages lie until they are dealt with. */
  readonly folder: string;
  readonly stopping: AbortSignal;
};

/** Messages one after another, in files whose names are in the order of their arrival. */
export function messageQueue({ wiring, invoke, folder, stopping }: QueueOptions) {
  const { name } = wiring.function;
  const own = join(folder, wiring.queueName);
  mkdirSync(own, { recursive: true });
  let last = Number(waiting(own).at(-1)?.slice(0, 12) ?? 0);
  let running: Promise<void> | undefined;
  let handled = 0;
  let lost = 0;

  async function run(): Promise<void> {
    for (let [file] = waiting(own); file !== undefined && !stopping.aborted; [file] = waiting(own)) {
      const message: unknown = JSON.parse(readFileSync(join(own, file), 'utf8'));
      const failure = await attempt({ Records: [message] });
      if (failure === 'stopped') return;
      if (failure !== undefined) {
        lost += 1;
        appendFileSync(`${own}.dead-letters.jsonl`, `${JSON.stringify({ reason: failure, message })}\n`);
      }
      rmSync(join(own, file));
      handled += 1;
    }
  }

  /** Why a message was given up, or `stopped`; undefined when it was dealt with. A laptop waits no ten minutes before it tries again. */
  async function attempt(event: object): Promise<string | undefined> {
    for (let tried = 1; !stopping.aborted; tried += 1) {
      const outcome = await invoke(name, event);
      if (outcome.ok) return undefined;
      if (tried >= wiring.attempts) return `${outcome.type}: ${outcome.message}`;
      await sleep(Math.min(2 ** tried * 25, 1000), undefined, { signal: stopping }).catch(() => undefined);
    }
    return 'stopped';
  }

  const work = () => {
    running ??= run().finally(() => {
      running = undefined;
    });
  };
  return {
    take: (body: string): string => {
      const messageId = randomUUID();
      last += 1;
      const name = `${String(last).padStart(12, '0')}.json`;
      writeFileSync(join(own, name), JSON.stringify({ messageId, body, eventSource: 'aws:sqs' }));
      work();
      return messageId;
    },
    work,
    idle: async () => {
      while (running) await running;
    },
    handled: () => handled,
    givenUp: () => lost,
  };
}

const waiting = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
