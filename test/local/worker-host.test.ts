import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { localClock } from '../../infra/local/local-clock.ts';
import { startHost, type Host, type HostOptions } from '../../infra/local/worker-host.ts';
import { bundleOf, tempFolder } from '../support/local-app.ts';

const hosts: Host[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});

const logFolder = tempFolder();

function host(source: string, options: Partial<HostOptions> = {}, timeoutSeconds = 5): Host {
  const started = startHost({
    function: {
      name: `fn-${hosts.length}`,
      folder: bundleOf(source),
      handler: 'index.handler',
      timeoutSeconds,
      memoryMb: 128,
      environment: {},
    },
    variables: { GREETING: 'chào' },
    logFolder,
    ...options,
  });
  hosts.push(started);
  return started;
}

describe('a hosted function', () => {
  it('answers with JSON, keeps its state warm, and sees nothing of our environment', async () => {
    const fn = host(`let calls = 0;
      export const handler = async (event) => ({ event, calls: ++calls, env: { ...process.env }, lost: undefined });`);
    await fn.invoke({ at: new Date(0) });
    expect(await fn.invoke({ name: 'Yên Lợi' })).toEqual({
      ok: true,
      value: { event: { name: 'Yên Lợi' }, calls: 2, env: { GREETING: 'chào' } },
    });
  });

  it('tells an error, and lives on', async () => {
    const fn = host(`let calls = 0;
      export const handler = async () => { if (++calls === 1) throw new TypeError('no'); return calls; };`);
    expect(await fn.invoke({})).toEqual({ ok: false, kind: 'error', type: 'TypeError', message: 'no' });
    expect(await fn.invoke({})).toEqual({ ok: true, value: 2 });
  });

  it.each([
    ['crashes', 'process.exit(3)'],
    [
      'throws outside its promise',
      `setTimeout(() => { throw new Error('late'); }, 0); return new Promise(() => {})`,
    ],
  ])('starts afresh when it %s', async (_name, fault) => {
    const fn = host(`let calls = 0;
      export const handler = (event) => { calls += 1; if (event.fault) { ${fault} } return Promise.resolve(calls); };`);
    await fn.invoke({});
    expect(await fn.invoke({ fault: true })).toMatchObject({ ok: false, kind: 'crashed' });
    expect(await fn.invoke({})).toEqual({ ok: true, value: 1 });
  });

  it('is stopped when its time is out, even in a loop that never yields', async () => {
    const fn = host(
      'export const handler = async (event) => { while (event.forever) {} return 1; };',
      {},
      0.2,
    );
    expect(await fn.invoke({ forever: true })).toMatchObject({
      kind: 'timedOut',
      message: 'Task timed out after 0.20 seconds',
    });
    expect(await fn.invoke({})).toEqual({ ok: true, value: 1 });
  });

  it('says when a bundle cannot be loaded', async () => {
    expect(await host(`throw new Error('bad bundle');`).invoke({})).toMatchObject({ kind: 'crashed' });
    expect(await host('export const other = 1;').invoke({})).toMatchObject({ kind: 'crashed' });
  });

  it('serves one invocation at a time in an environment, and as many at once as allowed', async () => {
    const source = `let now = 0, most = 0;
      export const handler = async () => {
        most = Math.max(most, ++now); await new Promise((done) => setTimeout(done, 20)); now -= 1;
        return { most, environment: process.env.GREETING };
      };`;
    const fn = host(source, { concurrency: 2 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => fn.invoke({})));
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: { most: 1, environment: 'chào' } })));
  });

  it('writes what it prints to a log of its own', async () => {
    const fn = host(`export const handler = async () => console.log('in họ tên');`);
    await fn.invoke({});
    await fn.stop();
    expect(readFileSync(join(logFolder, `${fn.name}.log`), 'utf8')).toContain('in họ tên');
  });

  it('has a clock that only its host moves', async () => {
    const clock = localClock();
    const source = `const clock = globalThis[Symbol.for('thidua.local-clock')];
      export const handler = async () => clock?.now().toISOString() ?? 'none';`;
    const fn = host(source, { offset: clock.offset });
    const day = async () => {
      const outcome = await fn.invoke({});
      return outcome.ok ? String(outcome.value).slice(0, 10) : outcome.message;
    };
    clock.travelTo(new Date('2021-02-05T01:00:00Z'));
    expect(await day()).toBe('2021-02-05');
    clock.travelTo(new Date('2021-08-15T01:00:00Z'));
    expect(await day()).toBe('2021-08-15');
    clock.reset();
    expect(await day()).toBe(new Date().toISOString().slice(0, 10));
    expect(await host(source).invoke({})).toEqual({ ok: true, value: 'none' });
  });
});
