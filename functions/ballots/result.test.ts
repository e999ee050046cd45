import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { outcomeOf, type Counted } from './result.ts';
import { percent } from './shown.ts';

const none = { for: 0, against: 0, abstain: 0 };
const [inA, inB] = [localDate('2021-06-01'), localDate('2024-06-01')];
const voted = (
  awardCode: string,
  inFavour: number,
  members: number,
  extra: Partial<Counted> = {},
): Counted => ({
  awardCode,
  type: 'MERIT',
  ballots: { ...none, for: inFavour },
  written: none,
  members,
  recused: 0,
  ...extra,
});

describe('the result of a vote', () => {
  it.each([
    [15, 14],
    [22, 20],
    [23, 21],
    [25, 23],
    [29, 27],
  ])('of %i members asks 90 %% for a national fighter: %i', (members, needed) => {
    for (const on of [inA, inB]) {
      const at = (inFavour: number) => outcomeOf(voted('CSTDTQ', inFavour, members), on);
      expect(at(needed)).toMatchObject({ needed, passed: true });
      expect(at(needed - 1)).toMatchObject({ needed, passed: false });
    }
  });

  it.each([
    [15, 12],
    [22, 18],
    [23, 19],
    [25, 20],
  ])('of %i members asks 80 %% for a flag from 2024 on: %i', (members, needed) => {
    expect(outcomeOf(voted('CTDT', needed, members), inB)).toMatchObject({ needed, passed: true });
    expect(outcomeOf(voted('CTDT', needed - 1, members), inB)).toMatchObject({ passed: false });
  });

  it('shows the calculation, and adds opinions in writing on their own line', () => {
    const counted = voted('CSTDTQ', 25, 29, { written: { for: 2, against: 0, abstain: 0 } });
    expect(outcomeOf(counted, inA)).toMatchObject({
      ballots: { for: 25 },
      written: { for: 2 },
      inFavour: 27,
      passed: true,
      shown: '27/29 = 93,1 %, cần 90 % của 29',
      status: 'confirmed',
    });
  });

  it('keeps the recused among the members by the rule of the day, and says so', () => {
    const out = outcomeOf(voted('CSTDTQ', 26, 29, { recused: 1 }), inA);
    expect(out).toMatchObject({ denominator: 29, needed: 27, passed: false, status: 'unverified' });
    expect(out?.shown).toBe('26/29 = 89,6 %, cần 90 % của 29; 1 không biểu quyết, vẫn tính trong mẫu số');
  });

  it('counts who neither votes nor writes as not in favour', () => {
    expect(outcomeOf(voted('BKT', 3, 6), inA)).toMatchObject({ passed: false, needed: 4 });
    expect(outcomeOf(voted('BKT', 4, 6), inA)).toMatchObject({ passed: true });
    expect(outcomeOf(voted('BKT', 4, 6), inA)?.shown).toBe('4/6 = 66,6 %, cần trên 50 % của 6');
  });

  it('never rounds up to a pass, nor shows that it did', () => {
    const counts = fc.record({
      members: fc.integer({ min: 1, max: 400 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(counts, fc.constantFrom('CSTDTQ', 'CTDT', 'BKT'), ({ members, part }, awardCode) => {
        const inFavour = Math.floor(part * members);
        const out = outcomeOf(voted(awardCode, inFavour, members), inB);
        if (!out) throw new Error('no rule');
        const { numerator, denominator, above } = out.threshold;
        const exact = inFavour * denominator - members * numerator;
        expect(out.passed).toBe(above ? exact > 0 : exact >= 0);
        expect(out.passed).toBe(inFavour >= out.needed);
        const shown = Number(/= (\d+),(\d)/.exec(out.shown)?.slice(1).join('.'));
        expect(shown).toBeLessThanOrEqual((100 * inFavour) / members + 1e-9);
      }),
    );
  });

  it('is nothing for an award that doesn’t exist', () => {
    expect(outcomeOf(voted('XXX', 5, 5), inA)).toBeUndefined();
    expect(percent(0, 0)).toBe('0,0 %');
  });
});

describe('a share of votes that the province asks', () => {
  const own = (numerator: number, denominator: number) => ({
    awardCode: 'BKT',
    threshold: { numerator, denominator, above: false },
    citation: '05/QĐ-UBND',
  });

  it('counts where it is more than the law asks, with its act beside the law', () => {
    const at = (inFavour: number) => outcomeOf(voted('BKT', inFavour, 6), inA, own(4, 5));
    expect(at(4)).toMatchObject({ passed: false, needed: 5, shown: '4/6 = 66,6 %, cần 80 % của 6' });
    expect(at(5)).toMatchObject({ passed: true });
    expect(at(5)?.citation).toBe(`${outcomeOf(voted('BKT', 5, 6), inA)?.citation ?? ''}; 05/QĐ-UBND`);
  });

  it('never lets a nominee pass whom the law alone fails', () => {
    const shares = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.nat(10));
    fc.assert(
      fc.property(shares, fc.nat(30), fc.integer({ min: 1, max: 30 }), ([numerator, more], yes, members) => {
        const local = outcomeOf(voted('BKT', yes, members), inB, own(numerator, numerator + more));
        const law = outcomeOf(voted('BKT', yes, members), inB);
        const fails = yes * (numerator + more) < members * numerator;
        expect(local?.passed).toBe(law?.passed === true && !fails);
      }),
    );
  });
});
