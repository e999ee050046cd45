import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../infra/local/environment.ts';
import { startEventBus } from '../../infra/local/events.ts';
import { createdEvent, scan, scannedEvent } from '../../infra/local/scanner.ts';
import { everyMs } from '../../infra/local/schedules.ts';
import type { Rule } from '../../infra/local/template/wiring.ts';
import { tempFolder } from '../support/local-app.ts';
import { pick } from '../support/world.ts';

const target = (name: string, input?: string) => ({
  function: { name, folder: '', handler: '', timeoutSeconds: 1, memoryMb: 1, environment: {} },
  input,
});
const rule = (name: string, pattern: unknown, input?: string): Rule => ({
  name,
  pattern,
  targets: [target(name, input)],
});
const arrived = { bucket: 'files', key: 'incoming/att_1', size: 3, etag: 'e', versionId: 'v1' };
const fine: Outcome = { ok: true, value: null };
const broken: Outcome = { ok: false, kind: 'error', type: 'Error', message: 'broken' };

function bus(rules: readonly Rule[], answer: (name: string, nth: number) => Outcome) {
  const calls: { readonly name: string; readonly event: unknown }[] = [];
  const deadLetters = join(tempFolder(), 'dead.jsonl');
  const started = startEventBus({
    rules,
    deadLetters,
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
    const always = bus([rule('a', { source: ['aws.s3'] })], () => broken);
    always.publish(createdEvent(arrived));
    await always.drain();
    expect(always.calls).toHaveLength(5);
    expect(always.dead()).toContain('"reason":"broken"');
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
