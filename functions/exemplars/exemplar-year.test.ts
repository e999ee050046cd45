import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { derivedId } from '../kernel/ids.ts';
import { exemplarLimitsIn, type ExemplarLimits } from '../law/exemplar-limits.ts';
import type { UnitAct } from '../units/act.ts';
import { foldActs } from '../units/registry.ts';
import { bandOf, enrolledAStep, enrolStep, exemplarYearId, type ExemplarYear } from './exemplar-year.ts';

const host = derivedId('unt', new Uint8Array(26));
const limits: ExemplarLimits = { atLeast: 3, atMost: 5, citation: 'x', status: 'confirmed' };

describe('the limits of a year', () => {
  it('are three to five in 2021, by the plan, and unknown in years whose plan we do not hold', () => {
    expect(exemplarLimitsIn(2021)).toMatchObject({ atLeast: 3, atMost: 5, status: 'confirmed' });
    expect(exemplarLimitsIn(2021)?.citation).toContain('08/KH-UBND');
    expect(exemplarLimitsIn(2020)).toBeUndefined();
    expect(exemplarLimitsIn(2022)).toBeUndefined();
  });

  it.each([
    [0, 'NONE'],
    [1, 'BELOW'],
    [2, 'BELOW'],
    [3, 'WITHIN'],
    [5, 'WITHIN'],
    [6, 'ABOVE'],
  ] as const)('put %i introduced into %s', (introduced, band) => {
    expect(bandOf(introduced, limits)).toBe(band);
  });
});

describe('enrolment', () => {
  const unit = (n: number) =>
    derivedId(
      'unt',
      new Uint8Array(26).map((_, i) => (n >> (i * 5)) % 32),
    );
  const registryOf = (size: number) => {
    const act: UnitAct = {
      version: 1,
      effectiveOn: localDate('2020-01-01'),
      legalAct: { number: '1', issuer: 'x', issuedOn: localDate('2020-01-01') },
      changes: [
        { kind: 'create', unitId: host, name: 'h', code: null, unitKind: 'PROVINCE', parentId: null },
        ...Array.from({ length: size }, (_, i) => ({
          kind: 'create' as const,
          unitId: unit(i + 1),
          name: `u${i}`,
          code: null,
          unitKind: i % 3 === 0 ? ('SCHOOL' as const) : ('COMMUNE' as const),
          parentId: host,
        })),
      ],
    };
    return foldActs([act]);
  };
  const blank: ExemplarYear = {
    id: exemplarYearId(host, 2021),
    hostUnitId: host,
    year: 2021,
    limits,
    kinds: ['COMMUNE'],
    openedOn: localDate('2021-01-25'),
    enrolledThrough: null,
    enrolled: 0,
    pending: 0,
    status: 'ENROLLING',
    version: 1,
  };

  it('reaches every meant unit once, in steps that a transaction holds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), (size) => {
        const registry = registryOf(size);
        const meant = Array.from({ length: size }, (_, i) => i).filter((i) => i % 3 !== 0).length;
        let year = blank;
        const seen: string[] = [];
        do {
          const step = enrolStep(year, registry);
          expect(step.units.length).toBeLessThanOrEqual(enrolledAStep);
          seen.push(...step.units.map((one) => one.unitId));
          year = step.year;
          expect(year.pending).toBe(meant - seen.length);
        } while (year.status === 'ENROLLING');
        expect(new Set(seen).size).toBe(meant);
        expect([seen.length, year.enrolled]).toEqual([meant, meant]);
      }),
      { numRuns: 20 },
    );
  });
});
