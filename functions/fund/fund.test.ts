import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { ulidSource } from '../kernel/ids.ts';
import { checkApproved, checkSpending, fundLimit, organisingLimit } from './fund-limit.ts';
import { fundId } from './fund.store.ts';
import { capacity, emptySums, fundEntryKinds, spent, withEntry, type Fund } from './fund.ts';

const unitId = ulidSource({ now: () => new Date('2026-01-01T00:00:00Z') }).next('unt');
const fund = (more: Partial<Fund> = {}): Fund => ({
  id: fundId(unitId, 2026),
  unitId,
  year: 2026,
  region: 'DELTA',
  regularSpending: 1_000_000_000n,
  approved: 10_000_000n,
  act: { number: '1/QĐ', issuer: 'HĐND', issuedOn: localDate('2025-12-10') },
  sums: emptySums,
  entries: 0,
  version: 1,
  ...more,
});
const codes = (found: readonly { readonly code: string }[]) => found.map((one) => one.code);

describe('the limit of a fund', () => {
  it('is 1.0 % of regular spending in the delta and 1.5 % in the mountains', () => {
    expect(fundLimit(fund())?.limit).toBe(10_000_000n);
    expect(fundLimit(fund({ region: 'MOUNTAIN' }))?.limit).toBe(15_000_000n);
    expect(codes(checkApproved(fund()))).toEqual([]);
    const [over] = checkApproved(fund({ approved: 10_000_001n }));
    expect(over).toMatchObject({ code: 'FUND_OVER_LIMIT', details: { limit: '10000000' } });
    expect(over?.citation).toContain('Điều 46(3)(b)');
    expect(codes(checkApproved(fund({ region: 'MOUNTAIN', approved: 15_000_000n })))).toEqual([]);
  });

  it('is not known for a unit that is no budget level, and says so', () => {
    const agency = fund({ region: null, regularSpending: null, approved: 99_000_000n });
    expect(fundLimit(agency)).toMatchObject({ limit: null, status: 'unverified' });
    expect(checkApproved(agency)).toEqual([]);
    expect(fundLimit(fund({ year: 2021 }))?.status).toBe('unverified');
  });

  it('is rounded down, as everything that may be spent', () => {
    expect(fundLimit(fund({ regularSpending: 999n }))?.limit).toBe(9n);
    expect(organisingLimit(fund({ approved: 9n }))).toBe(1n);
  });
});

describe('spending', () => {
  it('goes as far as the approved budget with contributions and what was recovered', () => {
    const richer = withEntry(withEntry(fund(), 'CONTRIBUTION', 500n), 'RECOVERY', 30n);
    expect(capacity(richer)).toBe(10_000_530n);
    expect(capacity(withEntry(fund(), 'BUDGET', 7_000_000n))).toBe(10_000_000n);
    expect(codes(checkSpending(richer, 'BONUS', 10_000_530n, null))).toEqual([]);
    expect(checkSpending(richer, 'BONUS', 10_000_531n, null)).toMatchObject([
      { code: 'FUND_EXCEEDED', details: { room: '10000530', amount: '10000531' } },
    ]);
  });

  it('goes further only when somebody answers for it with a reason', () => {
    const empty = withEntry(fund(), 'BONUS', 10_000_000n);
    expect(codes(checkSpending(empty, 'BONUS', 1n, null))).toEqual(['FUND_EXCEEDED']);
    expect(codes(checkSpending(empty, 'BONUS', 1n, 'Bổ sung ngân sách tháng 12'))).toEqual([]);
  });

  it('on organising the work is a fifth at most, reason or not', () => {
    expect(codes(checkSpending(fund(), 'ORGANISING', 2_000_000n, null))).toEqual([]);
    for (const reason of [null, 'Cần thiết'])
      expect(codes(checkSpending(fund(), 'ORGANISING', 2_000_001n, reason))).toEqual([
        'FUND_ORGANISING_LIMIT',
      ]);
  });

  it('never passes what the fund holds without a reason, and the sums are those of the ledger', () => {
    const steps = fc.array(
      fc.record({
        kind: fc.constantFrom(...fundEntryKinds),
        amount: fc.bigInt({ min: 1n, max: 6_000_000n }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (entries) => {
        let state = fund();
        const taken: typeof entries = [];
        for (const { kind, amount } of entries) {
          const spends = kind === 'BONUS' || kind === 'ORGANISING';
          if (spends && checkSpending(state, kind, amount, null).length > 0) continue;
          state = withEntry(state, kind, amount);
          taken.push({ kind, amount });
        }
        const sum = (kinds: readonly string[]) =>
          taken.filter((one) => kinds.includes(one.kind)).reduce((total, one) => total + one.amount, 0n);
        return (
          spent(state) === sum(['BONUS', 'ORGANISING']) &&
          spent(state) <= 10_000_000n + sum(['CONTRIBUTION', 'RECOVERY']) &&
          state.entries === taken.length
        );
      }),
    );
  });
});
