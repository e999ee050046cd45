import { Worker } from 'node:worker_threads';
import type { Writable } from 'node:stream';
import { z } from 'zod';
import type { LocalFunction } from './template/functions.ts';

/** What a function answers, or how it failed; `crashed` and `timedOut` cost it its environment. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly kind: 'error' | 'crashed' | 'timedOut';
      readonly type: string;
      readonly message: string;
    };

const message = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ requestId: z.string(), value: z.string() }),
  z.object({ requestId: z.string(), error: z.object({ type: z.string(), message: z.string() }) }),
]);

export type EnvironmentOptions = {
  readonly function: LocalFunction;
  /** All that the function sees of the outside: nothing of this process's own environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Milliseconds by which the functions' clock is moved; see `local-clock.ts`. */
  readonly offset: SharedArrayBuffer | undefined;
  readonly log: Writable;
};

export type Environment = {
  readonly alive: () => boolean;
  run(event: string, requestId: string): Promise<Outcome>;
  stop(): Promise<void>;
};

/** One worker thread with the bundle in it: serves one invocation at a time, and dies of a time-out or a crash. */
export function startEnvironment({ function: fn, variables, offset, log }: EnvironmentOptions): Environment {
  const { folder, handler, name, memoryMb, timeoutSeconds } = fn;
  const worker = new Worker(new URL('worker.mjs', import.meta.url), {
    workerData: { folder, handler, functionName: name, memoryMb, offset },
    env: { ...variables },
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });
  let alive = true;
  let settle: ((outcome: Outcome) => void) | undefined;
  let ready: () => void = () => undefined;
  const loaded = new Promise<void>((resolve) => {
    ready = resolve;
  });

  const end = (outcome: Outcome) => {
    settle?.(outcome);
    settle = undefined;
  };
  const crash = (reason: string) => {
    alive = false;
    ready();
    end({ ok: false, kind: 'crashed', type: 'Runtime.ExitError', message: reason });
  };
  worker.on('message', (raw: unknown) => {
    const got = message.parse(raw);
    if ('ready' in got) ready();
    else if ('error' in got) end({ ok: false, kind: 'error', ...got.error });
    else end({ ok: true, value: JSON.parse(got.value) });
  });
  worker.on('error', (error: unknown) => {
    log.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    crash(error instanceof Error ? error.message : 'unknown error');
  });
  worker.on('exit', (code) => crash(`the function's environment ended with code ${code}`));

  return {
    alive: () => alive,
    run: async (event, requestId) => {
      await loaded;
      if (!alive)
        return { ok: false, kind: 'crashed', type: 'Runtime.ExitError', message: `${name} didn't load` };
      const limit = timeoutSeconds * 1000;
      return new Promise<Outcome>((resolve) => {
        const timer = setTimeout(() => {
          alive = false;
          void worker.terminate();
          const text = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
          log.write(`${text}\n`);
          end({ ok: false, kind: 'timedOut', type: 'Sandbox.Timedout', message: text });
        }, limit);
        settle = (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        };
        worker.postMessage({ event, requestId, deadline: Date.now() + limit });
      });
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
