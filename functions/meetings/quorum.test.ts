import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { quorumOf } from './quorum.ts';

const attendance: LocalRule = {
  number: 1,
  content: { kind: 'ATTENDANCE', share: { numerator: 4, denominator: 5, above: false } },
  from: localDate('2024-01-01'),
  to: null,
  act: { number: '13/2024/QĐ-UBND', issuer: 'UBND tỉnh', issuedOn: localDate('2023-12-20') },
  enteredAt: null,
  endedBy: null,
};
const on = localDate('2024-06-01');
const award = [{ awardCode: 'CSTDT', type: 'MERIT' as const }];

describe('a quorum', () => {
  it('is two thirds of all members, by the strictest rule of the day', () => {
    expect(quorumOf(award, { present: 10, members: 15 }, { on, local: [] })).toMatchObject({
      needed: 10,
      met: true,
    });
    expect(quorumOf(award, { present: 9, members: 15 }, { on, local: [] })?.met).toBe(false);
    expect(quorumOf([], { present: 0, members: 0 }, { on, local: [] })?.met).toBe(false);
  });

  it('is what the province asks of sessions on awards, by its act, and of no other session', () => {
    const local = [attendance];
    const found = quorumOf(award, { present: 11, members: 15 }, { on, local });
    expect(found).toMatchObject({ needed: 12, met: false });
    expect(found?.citation).toContain('13/2024/QĐ-UBND ngày 2023-12-20');
    expect(quorumOf([], { present: 11, members: 15 }, { on, local })).toMatchObject({
      needed: 10,
      met: true,
    });
  });
});
