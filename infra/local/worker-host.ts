import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startEnvironment, type Environment, type Outcome } from './environment.ts';
import type { LocalFunction } from './template/functions.ts';

export type HostOptions = {
  readonly function: LocalFunction;
  readonly variables: Readonly<Record<string, string>>;
  readonly offset?: SharedArrayBuffer;
  readonly logFolder: string;
  /** How many invocations run at once, each in an environment of its own. */
  readonly concurrency?: number;
};

/** A function that can be called as Lambda calls it. */
export type Host = {
  readonly name: string;
  invoke(event: unknown): Promise<Outcome>;
  stop(): Promise<void>;
};

/**
 * Keeps environments of one function: starts them when needed, lets each serve one invocation at a time, and replaces
 * those that crashed or ran out of time.
 */
export function startHost({
  function: fn,
  variables,
  offset,
  logFolder,
  concurrency = 1,
}: HostOptions): Host {
  mkdirSync(logFolder, { recursive: true });
  const log = createWriteStream(join(logFolder, `${fn.name}.log`), { flags: 'a' });
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let stopped = false;

  const take = async (): Promise<Environment> => {
    // Who waits is handed the place of the one that ends, so that nobody can take it in between.
    if (running < concurrency) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const kept = idle.pop();
    if (kept) return kept;
    const made = startEnvironment({ function: fn, variables, offset, log });
    all.add(made);
    return made;
  };
  const giveBack = (environment: Environment) => {
    if (environment.alive()) idle.push(environment);
    else all.delete(environment);
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return {
    name: fn.name,
    invoke: async (event) => {
      if (stopped) return { ok: false, kind: 'crashed', type: 'Stopped', message: `${fn.name} has stopped` };
      const environment = await take();
      try {
        return await environment.run(JSON.stringify(event), randomUUID());
      } finally {
        giveBack(environment);
      }
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...all].map((environment) => environment.stop()));
      await new Promise<void>((resolve) => log.end(resolve));
    },
  };
}
