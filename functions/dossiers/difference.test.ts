import { describe, expect, it } from 'vitest';
import { ulidSource } from '../kernel/ids.ts';
import { differenceOf, maxListed } from './difference.ts';
import type { Nominee } from './nominee.ts';
import type { Revision } from './revision.ts';

const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
const dossierId = ids.next('dos');

const revision = (number: number): Revision => ({
  ...{ number, title: `Bản ${number}`, type: 'MERIT', campaignId: null, simpleCases: [], roundId: null },
  ...{ receivingUnitId: ids.next('unt'), files: [], nominees: 1, submittedAt: '2021-03-01T00:00:00.000Z' },
  ...{ submittedBy: ids.next('usr'), late: null },
});

const nominee = (marks: Pick<Nominee, 'addedIn' | 'removedIn' | 'changedIn'>): Nominee => ({
  ...{ id: ids.next('nom'), dossierId, subjectId: ids.next('sub'), awardCode: 'BKT', kind: 'INDIVIDUAL' },
  ...{ name: 'Lê Thị Hoa', position: null, unitId: ids.next('unt'), unitName: 'A', hasReport: true },
  ...{ ...marks, assessments: [], suspendedBy: [], exclusion: null },
});

describe('the difference of two revisions', () => {
  const [one, two, three] = [revision(1), revision(2), revision(3)];

  it('tells who came, who left and whose report was rewritten in between', () => {
    const stayed = nominee({ addedIn: 1, removedIn: null, changedIn: [1] });
    const came = nominee({ addedIn: 2, removedIn: null, changedIn: [2] });
    const left = nominee({ addedIn: 1, removedIn: 3, changedIn: [] });
    const rewritten = nominee({ addedIn: 1, removedIn: null, changedIn: [3] });
    const passing = nominee({ addedIn: 2, removedIn: 3, changedIn: [] });
    const all = [stayed, came, left, rewritten, passing];
    expect(differenceOf(one, three, all)).toMatchObject({
      ...{ from: 1, to: 3, added: [came], removed: [left], changed: [rewritten] },
      counts: { added: 1, removed: 1, changed: 1 },
    });
    expect(differenceOf(one, two, all)).toMatchObject({ added: [came, passing], removed: [], changed: [] });
    expect(differenceOf(two, three, all)).toMatchObject({ removed: [left, passing], changed: [rewritten] });
  });

  it('lists no more than its limit, and counts all', () => {
    const many = Array.from({ length: maxListed + 1 }, () =>
      nominee({ addedIn: 2, removedIn: null, changedIn: [] }),
    );
    const { added, counts } = differenceOf(one, two, many);
    expect(added).toEqual(many.slice(0, maxListed));
    expect(counts).toEqual({ added: maxListed + 1, removed: 0, changed: 0 });
  });
});
