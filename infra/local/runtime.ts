import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpAnswer } from './gateway-answer.ts';
import { startEngines, type Engines } from './engines.ts';
import { startEventBus } from './events.ts';
import { startGateway } from './gateway.ts';
import type { LocalClock } from './local-clock.ts';
import { objectStore } from './s3/objects.ts';
import type { ObjectCreated } from './s3/operations.ts';
import { startQueues } from './queues.ts';
import { createdEvent, scannedEvent } from './scanner.ts';
import { startSchedules } from './schedules.ts';
import { startStreams } from './streams.ts';
import type { LocalFunction } from './template/functions.ts';
import { readTemplate, type LocalTemplate } from './template/read-template.ts';
import { startHost, type Host } from './worker-host.ts';

export type RuntimeOptions = {
  /** Where everything is kept. */
  readonly folder: string;
  /** The synthesised assembly. */
  readonly assembly: string;
  readonly port: number;
  readonly clock: LocalClock;
  /** Variables that only the runner knows; they take the place of the template's. */
  readonly variables: Readonly<Record<string, string>>;
  readonly page: (path: string) => HttpAnswer | undefined;
};

export type Runtime = {
  readonly url: string;
  /** Resolves when every event and stream record has been dealt with; rejects when one was given up meanwhile. */
  drain(): Promise<void>;
  /** Runs a scheduled function once, now by the clock that the functions see. */
  runScheduled(entry: string): Promise<void>;
  stop(): Promise<void>;
};

/** Everything that the template describes, running on this machine. What was started is stopped when a later part fails. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.toReversed()) await one();
  };
  try {
    return { ...(await startParts(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: RuntimeOptions, stops: (() => Promise<void>)[]) {
  const { folder, port, page } = options;
  mkdirSync(join(folder, 'data'), { recursive: true });
  const template = readTemplate(options.assembly, new Set(Object.keys(options.variables)));
  const hosts = new Map<string, Host>();
  const invoke = (name: string, event: unknown) => {
    const host = hosts.get(name);
    if (!host) throw new Error(`the template has no function ${name}`);
    return host.invoke(event);
  };
  const bus = startEventBus({
    rules: template.rules,
    invoke,
    deadLetters: join(folder, 'dead-events.jsonl'),
  });
  const versioned = new Set(template.buckets.filter((one) => one.versioned).map(({ name }) => name));
  const objects = objectStore(join(folder, 'data', 's3'), (bucket) => versioned.has(bucket));
  const scanned = async (created: ObjectCreated) => {
    const found = await objects.get(created.bucket, created.key, created.versionId);
    return scannedEvent(created, typeof found === 'object' ? found.body : Buffer.alloc(0));
  };
  const engines = await startEngines(join(folder, 'data'), template, (created) => {
    bus.publish(createdEvent(created));
    // The scanner looks at what forms have written, as GuardDuty does at the prefix that it protects.
    if (created.key.startsWith('incoming/')) bus.publish(scanned(created));
  });
  stops.push(() => engines.stop());
  const queues = await startQueues({ wirings: template.queues, invoke, folder: join(folder, 'queues') });
  const reached = { ...engines.variables, AWS_ENDPOINT_URL_SQS: queues.endpoint };
  for (const fn of template.functions) hosts.set(fn.name, hostOf(fn, template, reached, options));
  stops.push(async () => {
    await Promise.all([...hosts.values()].map((host) => host.stop()));
  });
  const wirings = template.streams;
  const streams = startStreams({
    client: engines.streams,
    wirings,
    invoke,
    folder: join(folder, 'streams'),
  });
  queues.resume();
  stops.push(async () => {
    await Promise.all([bus.stop(), streams.stop()]);
    await queues.stop();
  });
  const schedules = startSchedules(template.schedules, options.clock, bus.call);
  stops.push(() => {
    schedules.stop();
    return Promise.resolve();
  });
  const gateway = await startGateway({ port, api: template.http, invoke, page });
  stops.push(() => gateway.stop());
  const drain = async () => {
    // What the queues' functions write comes by the stream, and may call for more.
    for (let before = -1, after = 0; before !== after;) {
      before = await queues.settle();
      await bus.drain();
      await streams.drain();
      after = await queues.settle();
    }
    const givenUp = bus.givenUp() + streams.givenUp() + queues.givenUp();
    if (givenUp > 0) throw new Error(`${givenUp} events could not be handled; they are kept in ${folder}`);
  };
  const runScheduled = async (entry: string) => {
    const schedule = template.schedules.find((one) => one.function.name.endsWith(entry));
    if (!schedule) throw new Error(`the template schedules no ${entry}`);
    const outcome = await invoke(schedule.function.name, {});
    if (!outcome.ok) throw new Error(`${entry}: ${outcome.message}`);
  };
  return { url: gateway.url, drain, runScheduled };
}

const hostOf = (
  fn: LocalFunction,
  template: LocalTemplate,
  reached: Engines['variables'],
  { folder, clock, variables }: RuntimeOptions,
): Host =>
  startHost({
    function: fn,
    variables: { ...fn.environment, ...reached, ...variables },
    offset: clock.offset,
    logFolder: join(folder, 'logs'),
    concurrency: template.http.routes.some((route) => route.function.name === fn.name) ? 2 : 1,
  });
