import { describe, expect, it } from 'vitest';
import { ulidSource } from '../kernel/ids.ts';
import { outcomes, type Outcome } from '../law/eligibility/verdict.ts';
import { isAppraised, isConfirmed, isSigned, verdicts, type Nominee, type Verdict } from './nominee.ts';
import { recount, reopened } from './overrule.ts';
import { dossierPolicySamples } from './dossier.samples.ts';

const { dossierIn } = dossierPolicySamples();
const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
const at = '2021-03-01T00:00:00.000Z';
const [first, second] = [ids.next('usr'), ids.next('usr')];

const assessed = (verdict: Verdict, eligibility: Outcome | null, evaluation: number | null): Nominee => ({
  ...{ id: ids.next('nom'), dossierId: dossierIn('UNDER_APPRAISAL').id, subjectId: ids.next('sub') },
  ...{ awardCode: 'BKT', kind: 'INDIVIDUAL', name: 'Lê Thị Hoa', position: null },
  ...{ unitId: ids.next('unt'), unitName: '', hasReport: true, addedIn: 1, removedIn: null, changedIn: [] },
  assessments: [
    {
      ...{ stage: 1, revision: 1, verdict, note: 'Đã xem', eligibility, evaluation, reopenedBy: null },
      ...{ by: first, at, confirmation: { by: second, at, agrees: true } },
    },
  ],
  ...{ suspendedBy: [], exclusion: null },
});

const against: readonly (readonly [Verdict, Outcome])[] = [
  ['APPROVE', 'NOT_ELIGIBLE'],
  ['REJECT', 'ELIGIBLE'],
];

describe('a verdict after a later evaluation', () => {
  const cases = verdicts.flatMap((verdict) =>
    [null, ...outcomes].flatMap((before) =>
      outcomes.map((after) => {
        const opposed = against.some(([v, o]) => v === verdict && o === after);
        return { verdict, before, after, falls: opposed && before !== after };
      }),
    ),
  );

  it.each(cases)(
    '$verdict on $before, found $after later: to be given again is $falls',
    ({ verdict, before, after, falls }) => {
      const nominee = assessed(verdict, before, 4);
      const later = reopened(nominee, { stage: 1, revision: 1 }, { evaluation: 7, outcome: after });
      expect(later !== undefined).toBe(falls);
      expect(reopened(nominee, { stage: 1, revision: 1 }, { evaluation: 4, outcome: after })).toBeUndefined();
      expect(reopened(nominee, { stage: 2, revision: 1 }, { evaluation: 7, outcome: after })).toBeUndefined();
      if (!later) return;
      expect(later.assessments).toEqual([{ ...nominee.assessments[0], reopenedBy: 7 }]);
      expect([isAppraised, isConfirmed].map((holds) => holds(later.assessments[0]))).toEqual([false, false]);
    },
  );

  it('leaves the counters and the list that a decision signs', () => {
    const before = assessed('APPROVE', 'ELIGIBLE', 4);
    const dossier = {
      ...dossierIn('UNDER_APPRAISAL'),
      counters: {
        ...{ nominees: 2, perAward: { BKT: 2 }, reports: 2 },
        ...{ appraised: 2, confirmed: 2, approved: { BKT: 2 } },
      },
    };
    const after = reopened(before, dossier, { evaluation: 7, outcome: 'NOT_ELIGIBLE' });
    if (!after) throw new Error('it stands');
    expect([before, after].map((one) => isSigned(one, dossier))).toEqual([true, false]);
    expect(recount(dossier, [before], [after])).toMatchObject({
      ...{ nominees: 2, appraised: 1, confirmed: 1, approved: { BKT: 1 } },
    });
  });
});
