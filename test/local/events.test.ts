import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../infra/local/environment.ts';
import { startEventBus } from '../../infra/local/events.ts';
import { createdEvent, scan, scannedEvent } from '../../infra/local/scanner.ts';
import { localClock } from '../../infra/local/local-clock.ts';
import { everyMs, startSchedules } from '../../infra/local/schedules.ts';
import type { Retry } from '../../infra/local/template/retry.ts';
import type { Rule, Target } from '../../infra/local/template/wiring.ts';
import { tempFolder } from '../support/local-app.ts';
import { pick } from '../support/pick.ts';

const target = (name: string, input?: string, retry = { retries: 2, maxAgeSeconds: 3600 }): Target => ({
  function: { name, folder: '', handler: '', timeoutSeconds: 1, memoryMb: 1, environment: {} },
  input,
  retry,
});
const rule = (name: string, pattern: unknown, input?: string, retry?: Retry): Rule => ({
  name,
  pattern,
  targets: [target(name, input, retry)],
});
const arrived = { bucket: 'files', key: 'incoming/att_1', size: 3, etag: 'e', versionId: 'v1' };
const fine: Outcome = { ok: true, value: null };
const broken: Outcome = { ok: false, kind: 'error', type: 'Error', message: 'broken' };

function bus(rules: readonly Rule[], answer: (name: string, nth: number) => Outcome, now = Date.now) {
  const calls: { readonly name: string; readonly event: unknown }[] = [];
  const deadLetters = join(tempFolder(), 'dead.jsonl');
  const started = startEventBus({
    rules,
    deadLetters,
    now,
    invoke: (name, event) => {
      calls.push({ name, event });
      return Promise.resolve(answer(name, calls.length));
    },
  });
  return {
    ...started,
    calls,
    dead: () => (existsSync(deadLetters) ? readFileSync(deadLetters, 'utf8') : ''),
  };
}

describe('the local event bus', () => {
  it('hands an event to the functions of the rules that it fits, in the form of EventBridge', async () => {
    const { publish, drain, calls } = bus(
      [
        rule('accept', {
          source: ['aws.s3'],
          detail: { bucket: { name: ['files'] }, object: { key: [{ prefix: 'incoming/' }] } },
        }),
        rule('other', { source: ['aws.s3'], detail: { bucket: { name: ['others'] } } }),
        rule('record', { 'detail-type': ['GuardDuty Malware Protection Object Scan Result'] }),
        rule('fixed', { source: ['aws.s3'] }, '{"told":"so"}'),
      ],
      () => fine,
    );
    publish(createdEvent(arrived));
    publish(Promise.resolve(scannedEvent(arrived, Buffer.from('abc'))));
    await drain();
    expect(calls.map(({ name }) => name).sort()).toEqual(['accept', 'fixed', 'record']);
    const event = (name: string) => calls.find((call) => call.name === name)?.event;
    expect(event('accept')).toMatchObject({
      version: '0',
      'detail-type': 'Object Created',
      detail: { object: { key: 'incoming/att_1', size: 3, etag: 'e', 'version-id': 'v1' } },
    });
    expect(event('fixed')).toEqual({ told: 'so' });
    expect(pick(event('record'), 'detail', 'scanResultDetails', 'scanResultStatus')).toBe('NO_THREATS_FOUND');
  });

  it('delivers again what failed, and sets aside what keeps failing', async () => {
    const once = bus([rule('a', { source: ['aws.s3'] })], (_name, nth) => (nth === 1 ? broken : fine));
    once.publish(createdEvent(arrived));
    await once.drain();
    expect(once.calls).toHaveLength(2);
    expect(once.dead()).toBe('');
    expect(once.givenUp()).toBe(0);
    const always = bus([rule('a', { source: ['aws.s3'] })], () => broken);
    always.publish(createdEvent(arrived));
    await always.drain();
    expect(always.calls).toHaveLength(3);
    expect(always.givenUp()).toBe(1);
    expect(JSON.parse(always.dead())).toMatchObject({
      function: 'a',
      failures: 3,
      reason: 'broken',
      event: { detail: { object: { key: 'incoming/att_1' } } },
    });
  });

  it('sets aside after as many retries, and at the age, that its target says', async () => {
    const from = { source: ['aws.s3'] };
    const never = bus([rule('a', from, undefined, { retries: 0, maxAgeSeconds: 60 })], () => broken);
    never.publish(createdEvent(arrived));
    await never.drain();
    expect(never.calls).toHaveLength(1);
    let at = 0;
    const rules = [rule('a', from, undefined, { retries: 100, maxAgeSeconds: 60 })];
    const old = bus(
      rules,
      () => {
        at += 40_000;
        return broken;
      },
      () => at,
    );
    old.publish(createdEvent(arrived));
    await old.drain();
    expect(old.calls).toHaveLength(2);
    expect(old.dead()).toContain('"failures":2');
  });

  it('calls one target alone, and sets aside what it fails on', async () => {
    const { call, drain, calls, dead } = bus([], () => broken);
    call(target('tick', '{"told":"so"}', { retries: 1, maxAgeSeconds: 60 }), {});
    await drain();
    expect(calls).toEqual([1, 2].map(() => ({ name: 'tick', event: { told: 'so' } })));
    expect(dead()).toContain('"function":"tick"');
  });

  it('stops without waiting for what keeps failing', async () => {
    const { publish, stop, dead } = bus([rule('a', { source: ['aws.s3'] })], () => broken);
    publish(createdEvent(arrived));
    await stop();
    expect(dead()).toBe('');
  });
});

describe('the local scanner', () => {
  it('finds the test virus wherever it stands in a file, and nothing else', () => {
    const eicar = Buffer.from(
      ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
    );
    expect(scan(eicar)).toBe('THREATS_FOUND');
    expect(scan(Buffer.concat([Buffer.alloc(100), eicar, Buffer.alloc(9)]))).toBe('THREATS_FOUND');
    expect(scan(Buffer.from('EICAR'))).toBe('NO_THREATS_FOUND');
  });
});

describe('a local schedule', () => {
  afterEach(() => void vi.useRealTimers());

  it('runs as often as it says, and rests while a year is played', () => {
    vi.useFakeTimers();
    const clock = localClock();
    const called: string[] = [];
    const tick = { name: 'tick', expression: 'rate(15 minutes)', timezone: 'UTC', ...target('expire') };
    const { stop } = startSchedules([tick], clock, (one) => called.push(one.function.name));
    vi.advanceTimersByTime(15 * 60_000);
    expect(called).toEqual(['expire']);
    clock.travelTo(new Date('2021-01-04T02:00:00Z'));
    vi.advanceTimersByTime(60 * 60_000);
    expect(called).toHaveLength(1);
    clock.reset();
    vi.advanceTimersByTime(30 * 60_000);
    expect(called).toHaveLength(3);
    stop();
    vi.advanceTimersByTime(60 * 60_000);
    expect(called).toHaveLength(3);
  });

  it.each([
    ['rate(15 minutes)', 900_000],
    ['rate(1 hour)', 3_600_000],
    ['rate(2 days)', 172_800_000],
  ])('%s', (expression, ms) => {
    expect(everyMs(expression)).toBe(ms);
  });

  it.each(['cron(0 1 * * ? *)', 'rate(x minutes)', 'at(2021-01-01T00:00:00)', ''])(
    'refuses %j rather than guess',
    (expression) => {
      expect(() => everyMs(expression)).toThrow("doesn't know the schedule");
    },
  );
});
