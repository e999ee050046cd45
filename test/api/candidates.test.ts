import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { peopleWith, personWith } from '../support/candidates.ts';
import { recordOffice, type RecordOffice } from '../support/records.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const query = `query ($unitId: ID!, $awardCode: String!, $type: CommendationType, $year: AchievementYearInput!,
    $includeUnlikely: Boolean, $first: Int, $after: String) {
  candidates(unitId: $unitId, awardCode: $awardCode, type: $type, year: $year, includeUnlikely: $includeUnlikely,
      first: $first, after: $after) {
    nodes { subject { id name } verdict { outcome tentative needsHumanLook { code } } }
    looked pageInfo { hasNextPage endCursor } } }`;

const of2025 = { kind: 'CALENDAR', year: 2025 };
const asked = { unitId: minhThuan, awardCode: 'BKT', year: of2025 };

async function offices() {
  const world = await createWorld('2026-01-15T02:00:00.000Z');
  const o = await recordOffice(world);
  const ask = async (user: Id<'usr'> | undefined, extra: object = {}) => {
    const answer = await world.run(user, query, { ...asked, ...extra });
    const nodes = [pick(answer.data, 'candidates', 'nodes') ?? []].flat();
    return {
      ...answer,
      nodes,
      names: nodes.map(
        (one) => `${String(pick(one, 'subject', 'name'))} ${String(pick(one, 'verdict', 'outcome'))}`,
      ),
      looked: pick(answer.data, 'candidates', 'looked'),
      more: pick(answer.data, 'candidates', 'pageInfo', 'hasNextPage'),
      end: pick(answer.data, 'candidates', 'pageInfo', 'endCursor'),
      codes: answer.errors.map((error) => error.extensions?.['code']),
    };
  };
  return { world, o, ask };
}

describe('candidates', () => {
  let world: World;
  let o: RecordOffice;
  let ask: Awaited<ReturnType<typeof offices>>['ask'];
  let able: Id<'sub'>;
  let other: Id<'sub'>;
  beforeAll(async () => {
    ({ world, o, ask } = await offices());
    able = await personWith(world, 'Ân', [2023, 2024, 2025]);
    other = await personWith(world, 'Bình', [2023, 2024, 2025]);
    await peopleWith(world, ['Chi'], [2023]);
    await o.person('Dung');
  });
  const both = ['Ân ELIGIBLE', 'Bình ELIGIBLE', 'Dung NEEDS_HUMAN_LOOK'];
  const nominee = () => ({ nominees: [{ subjectId: able, awardCode: 'BKT' }] });

  it('are who is eligible and who needs a look, by name, without who is not', async () => {
    const { names, calls, more } = await ask(o.first);
    expect(names).toEqual(both);
    expect(more).toBe(false);
    expect(calls).toEqual({ reads: 3, writes: 0 });
  });

  it('are told by what the caller may know: a proceeding changes nothing for who may not see it', async () => {
    const before = await ask(o.officer);
    expect(before.names).toEqual(both.map((one) => one.replace(' ELIGIBLE', ' NEEDS_HUMAN_LOOK')));
    const accused = await personWith(world, 'An Khang', [2023, 2024, 2025]);
    const proceeding = { kind: 'DENUNCIATION', openedOn: '2026-01-12', reference: '01/TC' };
    const seen = [await ask(o.officer), await ask(o.auditor), await ask(o.first)];
    await o.recorded(o.first, 'recordProceeding', { subjectId: accused, ...proceeding });
    expect((await ask(o.officer)).nodes).toEqual(seen[0]?.nodes);
    expect((await ask(o.auditor)).nodes).toEqual(seen[1]?.nodes);
    expect(seen[2]?.names).toContain('An Khang ELIGIBLE');
    expect((await ask(o.first)).names).toEqual(both);
  });

  it('leave with a dossier that the caller sees, and come back when it lets go of them', async () => {
    const names = async (user: Id<'usr'>, extra: object = {}) =>
      (await ask(user, extra)).names.some((one) => one.startsWith('Ân '));
    const draft = await o.draft();
    const dossier = await o.done(o.officer, 'addNominees', draft, nominee());
    expect(await names(o.officer)).toBe(false);
    expect(await names(o.first)).toBe(true);
    const school = { kind: 'SCHOOL', year: 2024 };
    for (const elsewhere of [{ type: 'AD_HOC' }, { awardCode: 'LDTT' }, { year: school }])
      expect(
        (await ask(o.officer, { ...elsewhere, includeUnlikely: true })).names,
        JSON.stringify(elsewhere),
      ).toContainEqual(expect.stringMatching(/^Ân /));
    const [id = ''] = await o.nomineeIds(dossier);
    const removed = await o.done(o.officer, 'removeNominees', dossier, { nomineeIds: [id] });
    expect(await names(o.officer)).toBe(true);
    const again = await o.done(o.officer, 'addNominees', removed, nominee());
    expect((await o.step(o.officer, 'addNominees', again, nominee())).refusals).toEqual([
      'DUPLICATE nominees.0',
    ]);
    expect(await names(o.officer)).toBe(false);
    await o.done(o.officer, 'withdrawDossier', again, { reason: 'Lập lại' });
    expect(await names(o.officer)).toBe(true);
  });

  it('leave for those above once it is submitted', async () => {
    const ready = await o.complete([{ subjectId: other, awardCode: 'BKT' }]);
    expect((await ask(o.first)).names).toContain('Bình ELIGIBLE');
    await o.done(o.officer, 'submitDossier', ready, { receivingUnitId: province });
    const { names, calls } = await ask(o.first);
    expect(names).not.toContain('Bình ELIGIBLE');
    expect(calls).toEqual({ reads: 4, writes: 0 });
    expect(
      (await ask(o.first, { year: { kind: 'CALENDAR', year: 2024 }, includeUnlikely: true })).codes,
    ).toEqual([]);
  });

  it('are not for outsiders, and not for what can not be judged', async () => {
    expect((await ask(o.outsider)).codes).toEqual(['FORBIDDEN']);
    expect((await ask(undefined)).codes).toEqual(['FORBIDDEN']);
    expect((await ask(o.first, { unitId: 'unt_00000000000000000000000000' })).codes).toEqual(['FORBIDDEN']);
    expect((await ask(o.first, { awardCode: 'NOPE' })).codes).toEqual(['BAD_USER_INPUT']);
    for (const year of [-5, 0, 2015, 2027, 99_999])
      expect((await ask(o.first, { year: { kind: 'CALENDAR', year } })).codes, `${year}`).toEqual([
        'BAD_USER_INPUT',
      ]);
    expect((await ask(o.first, { first: 101 })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await ask(o.first, { after: 'AAAA' })).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a page of candidates', () => {
  it('looks at five hundred at most, says where to go on, and loses nobody', async () => {
    const { world, o, ask } = await offices();
    const unable = Array.from({ length: 520 }, (_, i) => `M ${String(i).padStart(3, '0')}`);
    await peopleWith(world, unable, [2023]);
    await peopleWith(world, ['N 1', 'N 2', 'N 3'], [2023, 2024, 2025]);
    const empty = await ask(o.first, { first: 2 });
    expect(empty).toMatchObject({ names: [], looked: 500, more: true, calls: { writes: 0 } });
    expect(empty.calls.reads).toBe(21);
    const full = await ask(o.first, { first: 2, after: empty.end });
    expect(full).toMatchObject({ names: ['N 1 ELIGIBLE', 'N 2 ELIGIBLE'], more: true, looked: 23 });
    const rest = await ask(o.first, { first: 2, after: full.end });
    expect(rest).toMatchObject({ names: ['N 3 ELIGIBLE'], more: false, looked: 1 });
  });
});
