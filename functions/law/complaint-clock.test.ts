import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { acceptanceRule, lodgingRule, resolutionRule } from './complaint-clock.ts';
import { complaintTypes } from './complaint-type.ts';

const on = localDate('2021-05-10');
const days = (clock: Partial<Parameters<typeof resolutionRule>[0]>) =>
  resolutionRule({ type: 'COMPLAINT', instance: 1, remote: false, extensions: 0, ...clock }, on).days;

describe('the clocks of the four types', () => {
  it.each([
    [{}, 30],
    [{ extensions: 1 }, 45],
    [{ remote: true }, 45],
    [{ remote: true, extensions: 1 }, 60],
    [{ instance: 2 as const }, 45],
    [{ instance: 2 as const, extensions: 1 }, 60],
    [{ instance: 2 as const, remote: true }, 60],
    [{ instance: 2 as const, remote: true, extensions: 1 }, 70],
    [{ type: 'DENUNCIATION' as const }, 30],
    [{ type: 'DENUNCIATION' as const, extensions: 1 }, 60],
    [{ type: 'DENUNCIATION' as const, extensions: 2 }, 90],
    [{ type: 'DENUNCIATION' as const, remote: true }, 30],
  ])('resolve %o within %i days', (clock, expected) => {
    expect(days(clock)).toBe(expected);
  });

  it('accept a complaint within 10 days; what no text confirms says so', () => {
    expect(acceptanceRule('COMPLAINT', on)).toMatchObject({ days: 10, status: 'confirmed' });
    expect(acceptanceRule('DENUNCIATION', on)).toMatchObject({ dayKind: 'WORKING', status: 'unverified' });
    expect(acceptanceRule('QUERY', on).status).toBe('unverified');
    expect(acceptanceRule('PETITION', on).status).toBe('unverified');
  });

  it('take a first complaint for 90 days, an appeal for 30, from remote places 45', () => {
    expect(lodgingRule(1, false, on).days).toBe(90);
    expect([lodgingRule(2, false, on).days, lodgingRule(2, true, on).days]).toEqual([30, 45]);
  });

  it('are known today for every type, and say that nobody has read the newest text', () => {
    const later = localDate('2026-11-25');
    for (const type of complaintTypes) expect(acceptanceRule(type, later).status).toBe('unverified');
  });
});
