import type { Id } from '../../functions/kernel/ids.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import type { Content, Entry } from '../../functions/records/entry.ts';
import type { Subject } from '../../functions/subjects/subject.ts';
import { minhThuan } from './units.ts';
import type { World } from './world.ts';

const title = (year: number): Content => ({
  is: 'AWARD',
  awardCode: 'CSTDCS',
  year: { kind: 'CALENDAR', year },
  type: 'MERIT',
  campaignId: null,
  decisionNumber: `${year}/QĐ`,
  decidedOn: localDate(`${year}-12-20`),
  revokedOn: null,
  issuer: 'Chủ tịch Ủy ban nhân dân huyện',
  achievement: null,
});

const events = { OPEN: 0, DISCIPLINE: 0, PROCEEDING: 0 };

const complete: readonly Content[] = [
  { is: 'HISTORY_EXTENT', of: 'AWARDS', knownFrom: null, note: null },
  { is: 'HISTORY_EXTENT', of: 'INITIATIVES', knownFrom: null, note: null },
  { is: 'CONDUCT_CHECK', body: 'Thanh tra', asOf: localDate('2026-01-10'), reference: null },
];

/** People of the commune, each with base fighter's titles of these years and nothing else that isn't known; in bulk. */
export async function peopleWith(
  world: World,
  names: readonly string[],
  years: readonly number[],
): Promise<readonly Id<'sub'>[]> {
  const { ids } = world.shared;
  const { subjects, records } = world.deps();
  const by = ids.next('usr');
  const entry = (content: Content): Entry => ({
    id: ids.next('rec'),
    content,
    source: { from: 'ENTRY' },
    recordedBy: by,
    recordedAt: '2026-01-10T02:00:00.000Z',
    verified: null,
    corrects: null,
    contradicts: [],
  });
  const made = names.map((name) => {
    const id = ids.next('sub');
    const subject: Subject = {
      id,
      kind: 'INDIVIDUAL',
      name,
      unitId: minhThuan,
      position: null,
      birthDate: null,
      sex: null,
      group: null,
      idNumber: null,
      refUnitId: null,
      affiliations: [],
      version: 1,
    };
    const entries = [...complete, ...years.map(title)].map(entry);
    return {
      id,
      writes: [
        ...subjects.create(subject, () => refusal('DUPLICATE', [])),
        records.put({ subjectId: id, entries, events, pending: null, version: 1 }),
      ],
    };
  });
  for (let i = 0; i < made.length; i += 50)
    await world.write(...made.slice(i, i + 50).flatMap((one) => one.writes));
  return made.map((one) => one.id);
}

export async function personWith(world: World, name: string, years: readonly number[]): Promise<Id<'sub'>> {
  const [id] = await peopleWith(world, [name], years);
  if (!id) throw new Error(`nobody was made of ${name}`);
  return id;
}
