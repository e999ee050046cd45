import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { parseId } from '../../functions/kernel/ids.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import type { Subject } from '../../functions/subjects/subject.ts';
import type { Held } from '../support/dossiers.ts';
import { fighter, recordOffice, type RecordOffice } from '../support/records.ts';
import { minhThuan, province } from '../support/units.ts';
import { recordVerdicts } from '../support/verdicts.ts';
import { createWorld, pick, type World } from '../support/world.ts';

const advice = `query ($id: ID!) { dossier(id: $id) {
  submission { law { regime reason on year { name } } }
  eligibility { counts { outcome count } nominees(first: 100) { nodes { nominee { name } outcome reasons } } }
  nominees(first: 100) { nodes { id name eligibility { outcome tentative } recordedEligibility { outcome revision looks }
    assessments { verdict note eligibility } } } } }`;

describe('eligibility in a dossier', () => {
  let world: World;
  let o: RecordOffice;
  let good: Id<'sub'>;
  let short: Id<'sub'>;
  let held: Held;
  beforeAll(async () => {
    world = await createWorld();
    o = await recordOffice(world, { streams: false });
    world.clock.set('2026-01-15T02:00:00.000Z');
    [good, short] = [await o.person('Nguyễn Thị Đủ'), await o.person('Trần Văn Thiếu')];
    await history(good, [2024, 2025]);
    await history(short, [2025]);
    held = await o.complete([good, short].map((subjectId) => ({ subjectId, awardCode: 'BKT' })));
  });

  /** Everything is known of the subject: base fighter's titles in these years, and nothing against it. */
  async function history(subjectId: Id<'sub'>, years: readonly number[]) {
    for (const year of years) await o.recorded(o.officer, 'recordAward', { subjectId, ...fighter(year) });
    for (const year of [2023, 2024, 2025])
      await o.recorded(o.officer, 'recordCompletion', {
        subjectId,
        year: { kind: 'CALENDAR', year },
        level: 'GOOD',
      });
    for (const of of ['AWARDS', 'INITIATIVES'])
      await o.recorded(o.officer, 'recordHistoryExtent', { subjectId, of, knownFrom: null });
    await o.recorded(o.first, 'recordConductCheck', {
      subjectId,
      body: 'Thanh tra tỉnh',
      asOf: '2026-01-10',
    });
  }

  const view = async (user: Id<'usr'>) =>
    pick((await world.run(user, advice, { id: held.id })).data, 'dossier');
  const deliver = (revision: number) => recordVerdicts(world, held.id, revision);
  const outcomes = (dossier: unknown, field: string) =>
    [pick(dossier, 'nominees', 'nodes')]
      .flat()
      .map((n) => [pick(n, 'name'), pick(n, field, 'outcome') ?? null]);

  it('advises on a draft by what the author may know, and holds back what only appraisers may', async () => {
    const draft = await view(o.officer);
    expect(pick(draft, 'submission')).toBeNull();
    expect(outcomes(draft, 'eligibility')).toEqual([
      ['Nguyễn Thị Đủ', 'NEEDS_HUMAN_LOOK'],
      ['Trần Văn Thiếu', 'NOT_ELIGIBLE'],
    ]);
    expect(pick(draft, 'eligibility', 'counts')).toEqual([
      { outcome: 'ELIGIBLE', count: 0 },
      { outcome: 'NOT_ELIGIBLE', count: 1 },
      { outcome: 'NEEDS_HUMAN_LOOK', count: 1 },
    ]);
  });

  it('fixes the law at submission and records what it says of each nominee, for appraisers alone; twice is once', async () => {
    held = await o.done(o.officer, 'submitDossier', held, { receivingUnitId: province });
    const early = await o.done(o.first, 'receiveDossier', held, { handlerUnitId: province });
    const verdicts = (await o.nomineeIds(early, o.first)).map((nomineeId) => ({
      nomineeId,
      verdict: 'REJECT',
    }));
    const pending = await o.step(o.first, 'appraiseNominees', early, { verdicts });
    expect(pending.refusals).toEqual([0, 1].map((i) => `DOSSIER_VERDICT_PENDING verdicts.${i}.nomineeId`));
    expect(pending.answer.calls).toEqual({ reads: 1, writes: 0 });
    held = early;
    await deliver(1);
    const dossier = await view(o.first);
    expect(pick(dossier, 'submission', 'law')).toMatchObject({
      regime: 'C',
      on: '2026-01-15',
      year: { name: 'năm 2025' },
    });
    expect(outcomes(dossier, 'recordedEligibility')).toEqual([
      ['Nguyễn Thị Đủ', 'ELIGIBLE'],
      ['Trần Văn Thiếu', 'NOT_ELIGIBLE'],
    ]);
    expect(outcomes(await view(o.officer), 'recordedEligibility').map(([, outcome]) => outcome)).toEqual([
      null,
      null,
    ]);
    const before = await world.dump();
    await deliver(1);
    await deliver(7);
    expect(await world.dump()).toBe(before);
  });

  it('lets nobody approve who is not eligible without a reason, and keeps what the appraiser had before them', async () => {
    const ids = await o.nomineeIds(held, o.first);
    const verdicts = (note: string) => ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE', note }));
    const silent = await o.step(o.first, 'appraiseNominees', held, { verdicts: verdicts(' ') });
    expect(silent.refusals).toEqual(['DOSSIER_NOT_ELIGIBLE verdicts.1.note']);
    const asked = await o.step(o.first, 'appraiseNominees', held, {
      verdicts: ids.map((nomineeId) => ({ nomineeId, verdict: 'REJECT' })),
    });
    expect(asked.refusals).toEqual([]);
    const given = await o.step(o.first, 'appraiseNominees', asked.dossier, {
      verdicts: verdicts('Hội đồng sáng kiến đã có kết luận bổ sung'),
    });
    expect(given.refusals).toEqual([]);
    expect(given.answer.calls).toEqual({ reads: 1, writes: 1 });
    held = given.dossier;
    const [, second] = [pick(await view(o.first), 'nominees', 'nodes')].flat();
    expect(pick(second, 'assessments')).toMatchObject([{ verdict: 'APPROVE', eligibility: 'NOT_ELIGIBLE' }]);
  });

  it('judges a thousand nominees in at most 25 calls', async () => {
    const draft = await o.draft();
    const id = parseId('dos', draft.id);
    if (!id) throw new Error('no id');
    const { subjects, nominees } = world.deps();
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
    expect(pick(answer.data, 'dossier', 'eligibility', 'counts', 2)).toEqual({
      outcome: 'NEEDS_HUMAN_LOOK',
      count: 1000,
    });
    expect(answer.calls.reads).toBeLessThanOrEqual(25);
    expect(answer.calls.writes).toBe(0);
  });
});
