import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ulidSource } from '../kernel/ids.ts';
import { nomineesShape, outcomesShape } from './ballot.items.ts';
import type { BallotNominee } from './ballot.ts';
import { fitsTransaction, packNominees, packOutcomes, unpackNominees, unpackOutcomes } from './list-parts.ts';
import type { Outcome } from './result.ts';
import { shownOf } from './shown.ts';

const ids = ulidSource({ now: () => new Date('2021-01-01T00:00:00Z') });
const [dossierId, nomineeId, unitId] = [ids.next('dos'), ids.next('nom'), ids.next('unt')];

const nominee = fc.record({
  nomineeId: fc.constant(nomineeId),
  dossierId: fc.constantFrom(dossierId, ids.next('dos')),
  name: fc.string(),
  unitId: fc.constantFrom(unitId, ids.next('unt')),
  unitName: fc.constantFrom('Xã A', 'Xã B'),
  awardCode: fc.constantFrom('BKT', 'CSTDT'),
  type: fc.constant('MERIT' as const),
}) satisfies fc.Arbitrary<BallotNominee>;

const tally = fc.record({ for: fc.nat(60), against: fc.nat(60), abstain: fc.nat(60) });
const outcome = fc
  .record({
    ballots: tally,
    written: tally,
    members: fc.constantFrom(29, 60),
    recused: fc.nat(3),
    keepsAll: fc.boolean(),
    passed: fc.boolean(),
    citation: fc.constantFrom('Luật 1', 'Luật 2'),
  })
  .map(({ keepsAll, ...of }): Outcome => {
    const counted = {
      ...of,
      inFavour: of.ballots.for + of.written.for,
      denominator: keepsAll ? of.members : of.members - of.recused,
      threshold: { numerator: 9, denominator: 10, above: false },
    };
    return { ...counted, needed: 27, status: 'confirmed', shown: shownOf(counted) };
  });

const at = { pk: 'BAL#x', sk: 'x' };

describe('a list in parts', () => {
  it('comes back as it was stored, from today’s items and from those of before', () => {
    fc.assert(
      fc.property(fc.array(nominee), fc.array(outcome), (list, outcomes) => {
        expect(unpackNominees(nomineesShape.read(nomineesShape.item(at, packNominees(list))))).toEqual(list);
        expect(unpackOutcomes(outcomesShape.read(outcomesShape.item(at, packOutcomes(outcomes))))).toEqual(
          outcomes,
        );
        const before = list.map((one) => ({ ...one, subjectId: ids.next('sub'), kind: 'INDIVIDUAL' }));
        const old = { ...at, type: 'ballotNominees', v: 1, data: before };
        expect(unpackNominees(nomineesShape.read(old))).toEqual(list);
        const oldOutcomes = { ...at, type: 'ballotOutcomes', v: 1, data: outcomes };
        expect(unpackOutcomes(outcomesShape.read(oldOutcomes))).toEqual(outcomes);
      }),
    );
  });

  it('takes ten thousand nominees with names as people and collectives have them, and not with endless ones', () => {
    const named = (name: string) =>
      Array.from({ length: 10_000 }, (_, n): BallotNominee => ({
        ...{ nomineeId, dossierId, unitId, awardCode: 'BKT', type: 'MERIT' },
        ...{ name: `${name} ${n}`, unitName: `Xã số ${n % 250}, huyện Vụ Bản` },
      }));
    expect(fitsTransaction(named('Cán bộ và nhân dân thôn Đại Đê, xã Tân Thành, huyện Vụ Bản'))).toBe(true);
    expect(fitsTransaction(named('Ậ'.repeat(190)))).toBe(false);
  });
});
