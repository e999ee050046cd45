import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seat } from '../councils/council.ts';
import { dossierPolicySamples } from '../dossiers/dossier.samples.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { localDate } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group.ts';
import { ulidSource } from '../kernel/ids.ts';
import { conflictsOf, detected, hiddenFrom, planSheets, recusedAt, type Case } from './conflicts.ts';

const ids = ulidSource({ now: () => new Date('2021-01-01T00:00:00Z') });
const { dossierIn } = dossierPolicySamples();
const [member, other, someone] = [ids.next('usr'), ids.next('usr'), ids.next('usr')];
const [subject, relative] = [ids.next('sub'), ids.next('sub')];
const unit = ids.next('unt');

const seat: Seat = {
  number: 4,
  role: 'MEMBER',
  name: 'Ủy viên',
  title: 'Giám đốc',
  unitId: unit,
  subjectId: subject,
  userId: member,
  votes: true,
  fields: [],
  relatives: [relative],
  from: localDate('2021-01-01'),
  to: null,
  filledBy: 0,
  endedBy: null,
};

const dossier = { ...dossierIn('COUNCIL'), createdBy: someone, submitters: [someone] };
const assessed = (by: typeof member, confirmedBy: typeof member) => ({
  stage: dossier.stage,
  revision: dossier.revision,
  verdict: 'APPROVE' as const,
  eligibility: null,
  evaluation: null,
  reopenedBy: null,
  note: '',
  by,
  at: '2021-01-01T00:00:00Z',
  confirmation: { by: confirmedBy, at: '2021-01-01T00:00:00Z', agrees: true },
});
const nominee: Nominee = {
  id: ids.next('nom'),
  dossierId: dossier.id,
  subjectId: ids.next('sub'),
  awardCode: 'BKT',
  kind: 'INDIVIDUAL',
  name: 'Lê Thị Hoa',
  position: null,
  unitId: ids.next('unt'),
  unitName: '',
  hasReport: false,
  addedIn: 1,
  removedIn: null,
  changedIn: [],
  assessments: [assessed(other, other)],
  suspendedBy: [],
  exclusion: null,
};
const of = (patch: Partial<Nominee>, own: Partial<typeof dossier> = {}): Case => ({
  nominee: { ...nominee, ...patch },
  dossier: { ...dossier, ...own },
});

describe('a conflict of interest', () => {
  it.each<readonly [string, Case, readonly string[]]>([
    ['nothing', of({}), []],
    ['the member', of({ subjectId: subject }), ['SELF']],
    ['the member’s unit', of({ kind: 'UNIT', unitId: unit }), ['UNIT']],
    ['a collective of it', of({ kind: 'COLLECTIVE', unitId: unit }), ['UNIT']],
    ['a colleague', of({ kind: 'INDIVIDUAL', unitId: unit }), []],
    ['a relative', of({ subjectId: relative }), ['RELATIVE']],
    ['who wrote the dossier', of({}, { createdBy: member }), ['PROPOSER']],
    ['who submitted it', of({}, { submitters: [someone, member] }), ['PROPOSER']],
    ['who appraised', of({ assessments: [assessed(member, other)] }), ['APPRAISER']],
    ['who confirmed', of({ assessments: [assessed(other, member)] }), ['APPRAISER']],
    ['who appraised at another stage', of({ assessments: [{ ...assessed(member, other), stage: 9 }] }), []],
  ])('is found with %s', (_what, at, grounds) => {
    expect(detected(seat, at)).toEqual(grounds);
  });

  it('is found, declared and waived per member and nominee', () => {
    const list = [of({ subjectId: subject }), of({}), of({ subjectId: relative })];
    const record = {
      declared: [{ seat: 4, nominees: [1], reason: 'x' }],
      waivers: [{ seat: 4, nominees: [2], reason: 'y', by: other, at: '' }],
    };
    const found = conflictsOf(
      [seat, { ...seat, number: 5, subjectId: null, relatives: [], userId: other }],
      list,
      record,
    );
    expect(
      found.filter((one) => one.seat === 4).map((one) => [one.nominee, one.grounds, one.waived]),
    ).toEqual([
      [0, ['SELF'], false],
      [1, ['DECLARED'], false],
      [2, ['RELATIVE'], true],
    ]);
    expect(recusedAt(found, 3)).toEqual([[4, 5], [4, 5], [5]]);
    const hidden = hiddenFrom([seat], list, recusedAt(found, 3)).get(dossier.id);
    expect(hidden).toEqual({ groups: [{ userIds: [], nomineeIds: [nominee.id] }], rest: [member] });
  });
});

describe('sheets', () => {
  it('put each nominee on one sheet, and give each sheet to exactly those who may vote on it', () => {
    const seats = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
    const recusals = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(seats, recusals, fc.integer({ min: 1, max: 9 }), (roll, drawn, longest) => {
        const recused = drawn.map((one) => one.toSorted((a, b) => a - b));
        const sheets = planSheets(roll, recused, longest);
        expect(sheets.flatMap((one) => one.nominees).toSorted((a, b) => a - b)).toEqual(
          recused.map((_, i) => i),
        );
        for (const sheet of sheets)
          for (const place of sheet.nominees)
            expect(sheet.seats).toEqual(roll.filter((one) => !recused[place]?.includes(one)));
        const bySet = groupBy(sheets, (one) => one.recused.join(' '));
        for (const own of bySet.values()) {
          const sizes = own.map((one) => one.nominees.length);
          const all = sizes.reduce((a, b) => a + b, 0);
          expect(sizes).toHaveLength(Math.ceil(all / longest));
          expect(Math.max(...sizes)).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });
});
