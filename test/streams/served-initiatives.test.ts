import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { registerAwards } from '../support/certificates.ts';
import { recordOffice, type RecordOffice } from '../support/records.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const calendar = (year: number) => ({ kind: 'CALENDAR', year });
const seen = `query ($id: ID!) { initiative(id: $id) { version history { nodes { name } } authors { recordId usedFor {
  awardCode year { year } decision { number on sure } } } } }`;
const ask = `query ($input: EligibilityInput!) { eligibility(input: $input) { verdict { needsHumanLook { text } } } }`;

describe('the initiatives that a decided award rested on', () => {
  let world: World;
  let o: RecordOffice;
  let [both, three]: Id<'sub'>[] = [];
  const made = new Map<string, string>();

  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    o = await recordOffice(world);
    [both, three] = [await o.person('Trần Văn An'), await o.person('Lê Thị Bình')];
    for (const [subjectId, names] of [
      [both, ['a', 'b']],
      [three, ['c', 'd', 'e']],
    ] as const)
      await history(subjectId, names);
  });

  /** Two excellent years, and initiatives in them. */
  async function history(subjectId: string | undefined, names: readonly string[]) {
    for (const year of [2019, 2020])
      await o.recorded(o.officer, 'recordCompletion', {
        subjectId,
        year: calendar(year),
        level: 'EXCELLENT',
      });
    for (const of of ['AWARDS', 'INITIATIVES'])
      await o.recorded(o.officer, 'recordHistoryExtent', { subjectId, of, knownFrom: null });
    const record = `mutation ($input: RecordInitiativeInput!) { recordInitiative(input: $input) {
      initiative { id } userErrors { code field } } }`;
    for (const [i, name] of names.entries()) {
      const input = {
        ...{ name, kind: 'INITIATIVE', scope: 'BASE', year: calendar(2019 + (i % 2)) },
        ...{ recognisedOn: '2020-11-01', decisionNumber: `${name}/QĐ`, issuer: 'Huyện Vụ Bản' },
        ...{ authors: [{ subjectId, sharePercent: 60 }], idempotencyKey: key() },
      };
      const answer = await world.run(o.officer, record, { input });
      expect(refusals(answer, 'recordInitiative')).toEqual([]);
      made.set(name, String(pick(answer.data, 'recordInitiative', 'initiative', 'id')));
    }
  }

  const initiative = async (name: string) =>
    pick((await world.run(o.officer, seen, { id: made.get(name) })).data, 'initiative');

  it('are marked with it once it is signed, once, and as possible where more of them were there', async () => {
    const nominees = [both, three].map((subjectId) => ({ subjectId: String(subjectId), awardCode: 'BKT' }));
    let d = await o.done(o.officer, 'submitDossier', await o.complete(nominees), {
      receivingUnitId: province,
    });
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    const ids = await o.nomineeIds(d, o.first);
    const verdicts = ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE', note: 'Đủ điều kiện' }));
    d = await o.done(o.first, 'appraiseNominees', d, { verdicts });
    d = await o.done(o.second, 'confirmNominees', d, { nomineeIds: ids, agrees: true });
    d = await o.throughCouncil(o.second, await o.done(o.second, 'finishAppraisal', d));
    const signed = {
      number: '335/QĐ-UBND',
      issuedOn: '2021-03-01',
      signerName: 'A',
      signerTitle: 'Chủ tịch',
    };
    const decided = await o.step(o.leader, 'decideDossier', d, signed);
    expect(decided.refusals).toEqual([]);
    expect(await initiative('a')).toMatchObject({ version: 1, authors: [{ usedFor: [] }] });
    const decisionId = String(pick(decided.view, 'decision', 'id'));
    await registerAwards(o, decisionId, d.id);
    const use = (sure: boolean) => ({
      ...{ awardCode: 'BKT', year: { year: 2020 } },
      decision: { number: '335/QĐ-UBND', on: '2021-03-01', sure },
    });
    for (const name of ['a', 'b'])
      expect(pick(await initiative(name), 'authors', 0, 'usedFor')).toEqual([use(true)]);
    for (const name of ['c', 'd', 'e'])
      expect(pick(await initiative(name), 'authors', 0, 'usedFor')).toEqual([use(false)]);
    expect(pick(await initiative('a'), 'history', 'nodes', 0, 'name')).toBe('InitiativeUsed');
    const [record] = (await o.records(o.officer, String(both), '(kinds: [INITIATIVE], first: 1)')).flat();
    expect(pick(record, 'initiative', 'usedFor')).toEqual([{ awardCode: 'BKT', year: { year: 2020 } }]);
    const before = await world.dump();
    await registerAwards(o, decisionId, d.id);
    expect(await world.dump()).toBe(before);
  });

  it('are seen by the next judgement, which asks a person whether they may serve again', async () => {
    const looks = async (subjectId: string | undefined) => {
      const input = { subjectId, awardCode: 'CSTDCS', year: calendar(2020) };
      const answer = await world.run(o.first, ask, { input });
      expect(answer.errors).toEqual([]);
      return [pick(answer.data, 'eligibility', 'verdict', 'needsHumanLook')]
        .flat()
        .map((look) => String(pick(look, 'text')))
        .filter((text) => text.startsWith('Sáng kiến'));
    };
    expect(await looks(both)).toContain(
      'Sáng kiến “b” đã dùng để xét BKT năm 2020 (335/QĐ-UBND); cần xem có được dùng lại không.',
    );
    expect(await looks(three)).toContain(
      'Sáng kiến “d” có thể đã dùng để xét BKT năm 2020 (335/QĐ-UBND); cần xem có được dùng lại không.',
    );
  });
});
