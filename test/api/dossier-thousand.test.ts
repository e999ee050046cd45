import { beforeAll, describe, expect, it } from 'vitest';
import { localDate } from '../../functions/kernel/dates.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import type { Content, Entry } from '../../functions/records/entry.ts';
import type { StoredFile } from '../../functions/records/record.store.ts';
import type { Subject } from '../../functions/subjects/subject.ts';
import { pick } from '../support/pick.ts';
import { recordOffice, type RecordOffice } from '../support/records.ts';
import { minhThuan } from '../support/units.ts';
import { createWorld, type World } from '../support/world.ts';

const calendar = (year: number) => ({ kind: 'CALENDAR' as const, year });

/** What a person's file holds: base fighter in these years with the initiatives behind it, and nothing against them. */
const history = (world: World, years: readonly number[]): readonly Content[] => [
  ...years.flatMap((year): readonly Content[] => [
    {
      ...{ is: 'AWARD', awardCode: 'CSTDCS', year: calendar(year), type: 'MERIT', campaignId: null },
      ...{ decisionNumber: `${year}/QĐ`, decidedOn: localDate(`${year + 1}-01-02`), issuer: 'Ủy ban' },
      ...{ revokedOn: null, achievement: null },
    },
    {
      ...{ is: 'INITIATIVE', initiativeId: world.shared.ids.next('ini'), name: 'Cải tiến', scope: 'BASE' },
      ...{ kind: 'INITIATIVE', recognisedOn: localDate(`${year}-11-01`), year: calendar(year) },
      ...{ sharePercent: 100, usedFor: [], decisionNumber: '1/QĐ', issuer: 'Ủy ban' },
    },
  ]),
  ...[2023, 2024, 2025].map((year): Content => {
    const level = { level: 'GOOD', excuse: null, note: null } as const;
    return { is: 'COMPLETION', year: calendar(year), ...level };
  }),
  ...(['AWARDS', 'INITIATIVES'] as const).map((of): Content => ({
    is: 'HISTORY_EXTENT',
    of,
    knownFrom: null,
    note: null,
  })),
  { is: 'CONDUCT_CHECK', body: 'Thanh tra tỉnh', asOf: localDate('2026-01-10'), reference: null },
];

describe('a dossier with a thousand nominees', () => {
  let world: World;
  let o: RecordOffice;
  beforeAll(async () => {
    world = await createWorld();
    o = await recordOffice(world, { streams: false });
    world.clock.set('2026-01-15T02:00:00.000Z');
  });

  const fileOf = (subjectId: Id<'sub'>, years: readonly number[]): StoredFile => ({
    subjectId,
    entries: history(world, years).map((content): Entry => ({
      ...{ id: world.shared.ids.next('rec'), content, source: { from: 'ENTRY' }, recordedBy: o.officer },
      ...{ recordedAt: '2026-01-11T00:00:00.000Z', verified: null, corrects: null, contradicts: [] },
    })),
    ...{ events: { OPEN: 1, DISCIPLINE: 0, PROCEEDING: 0 }, pending: null, version: 1 },
  });

  it('is judged by the records of each in at most 25 calls', async () => {
    const draft = await o.draft();
    const id = parseId('dos', draft.id);
    if (!id) throw new Error('no id');
    const { subjects, nominees, records } = world.deps();
    for (let from = 0; from < 1000; from += 30) {
      const people = Array.from({ length: Math.min(30, 1000 - from) }, (_, i): Subject => ({
        id: world.shared.ids.next('sub'),
        kind: 'INDIVIDUAL',
        name: `Người ${from + i}`,
        unitId: minhThuan,
        position: null,
        birthDate: null,
        sex: null,
        group: null,
        idNumber: null,
        refUnitId: null,
        affiliations: [],
        version: 1,
      }));
      await world.write(
        ...people.map((one, i) => records.put(fileOf(one.id, i % 3 === 0 ? [2025] : [2024, 2025]))),
      );
      await world.write(
        ...people.flatMap((one) => subjects.create(one, () => refusal('DUPLICATE', []))),
        ...people.flatMap((one, i) =>
          nominees.add(
            {
              id: world.shared.ids.next('nom'),
              dossierId: id,
              subjectId: one.id,
              awardCode: 'BKT',
              kind: one.kind,
              name: one.name,
              position: null,
              unitId: minhThuan,
              unitName: 'Xã Minh Thuận',
              hasReport: false,
              addedIn: 1,
              removedIn: null,
              changedIn: [],
              assessments: [],
              suspendedBy: [],
              exclusion: null,
            },
            i,
          ),
        ),
      );
    }
    const query = 'query ($id: ID!) { dossier(id: $id) { eligibility { counts { outcome count } } } }';
    const answer = await world.run(o.officer, query, { id });
    // A title short is a no. The rest is for a person to look at: what is against somebody, an author isn't told.
    expect(pick(answer.data, 'dossier', 'eligibility', 'counts')).toEqual([
      { outcome: 'ELIGIBLE', count: 0 },
      { outcome: 'NOT_ELIGIBLE', count: 334 },
      { outcome: 'NEEDS_HUMAN_LOOK', count: 666 },
    ]);
    expect(answer.calls.reads).toBeLessThanOrEqual(25);
    expect(answer.calls.writes).toBe(0);
  });
});
