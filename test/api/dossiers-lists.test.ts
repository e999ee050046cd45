import { beforeAll, describe, expect, it } from 'vitest';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { education, minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key } from '../support/world.ts';

const list = `query ($filter: DossierFilter!, $first: Int, $after: String) {
  dossiers(filter: $filter, first: $first, after: $after) {
    nodes { id status title authorUnit { name } handlerUnit { name } round { name } submission { at } totalNominees }
    pageInfo { hasNextPage endCursor } } }`;

describe('dossiers', () => {
  let o: Office;
  let roundId = '';
  const sent: Held[] = [];
  beforeAll(async () => {
    o = await office(await createWorld('2021-02-01T02:00:00Z'));
    const create = `mutation ($input: CreateRoundInput!) { createRound(input: $input) { round { id } } }`;
    const input = {
      hostUnitId: province,
      name: 'Đợt tháng 2',
      year: 2021,
      opensOn: '2021-02-01',
      closesOn: '2021-02-28',
      achievement: { kind: 'CALENDAR_YEAR', from: '2020-01-01', to: '2020-12-31' },
      awardCodes: ['BKT'],
      idempotencyKey: key(),
    };
    roundId = String(
      pick((await o.world.run(o.first, create, { input })).data, 'createRound', 'round', 'id'),
    );
    const open = `mutation ($input: OpenRoundInput!) { openRound(input: $input) { round { id } } }`;
    await o.world.run(o.first, open, { input: { roundId, expectedVersion: 1, idempotencyKey: key() } });
    for (let i = 0; i < 22; i += 1) {
      const person = await o.person(`Người ${i}`);
      const d = await o.complete([{ subjectId: person, awardCode: 'BKT' }], { roundId });
      sent.push(await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province, roundId }));
    }
    await o.draft({ roundId });
  });

  const page = (user: typeof o.officer | undefined, filter: object, rest: object = {}) =>
    o.world.run(user, list, { filter, first: 20, ...rest });

  it('come twenty a page with units and rounds in three calls, by author, inbox and round', async () => {
    for (const [user, filter] of [
      [o.officer, { authorUnitId: minhThuan, status: 'SUBMITTED' }],
      [o.first, { inboxOf: province }],
      [o.auditor, { roundId }],
    ] as const) {
      const answer = await page(user, filter);
      const rows = [pick(answer.data, 'dossiers', 'nodes')].flat();
      expect(rows.map((row) => pick(row, 'id'))).toEqual(sent.slice(0, 20).map((d) => d.id));
      expect(pick(rows[0], 'round', 'name')).toBe('Đợt tháng 2');
      expect(answer.calls.reads).toBeLessThanOrEqual(3);
      const after = pick(answer.data, 'dossiers', 'pageInfo', 'endCursor');
      const next = await page(user, filter, { after });
      expect(pick(next.data, 'dossiers', 'nodes', 'length')).toBe(2);
      expect(pick(next.data, 'dossiers', 'pageInfo', 'hasNextPage')).toBe(false);
    }
  });

  it('show drafts to their author alone, and one state on its own', async () => {
    const drafts = await page(o.officer, { authorUnitId: minhThuan, status: 'DRAFT' });
    expect(pick(drafts.data, 'dossiers', 'nodes', 'length')).toBe(1);
    const inbox = await page(o.first, { inboxOf: province, status: 'DRAFT' });
    expect(pick(inbox.data, 'dossiers', 'nodes')).toEqual([]);
  });

  it('are refused to outsiders, and to a filter or cursor that means nothing', async () => {
    const code = async (...args: Parameters<typeof page>) =>
      pick((await page(...args)).errors, 0, 'extensions', 'code');
    expect(await code(o.outsider, { authorUnitId: minhThuan })).toBe('FORBIDDEN');
    expect(await code(o.officer, { inboxOf: province })).toBe('FORBIDDEN');
    expect(await code(o.officer, { roundId })).toBe('FORBIDDEN');
    expect(await code(undefined, { authorUnitId: minhThuan })).toBe('FORBIDDEN');
    expect(await code(o.officer, { authorUnitId: education })).toBe('FORBIDDEN');
    expect(await code(o.officer, {})).toBe('BAD_USER_INPUT');
    expect(await code(o.officer, { authorUnitId: minhThuan, inboxOf: province })).toBe('BAD_USER_INPUT');
    const answer = await page(o.first, { inboxOf: province });
    const after = pick(answer.data, 'dossiers', 'pageInfo', 'endCursor');
    expect(await code(o.first, { roundId }, { after })).toBe('BAD_USER_INPUT');
  });

  it('show fifty nominees, files and history in three calls', async () => {
    const people = await Promise.all(Array.from({ length: 49 }, (_, i) => o.person(`Nhiều ${i}`)));
    const nominees = people.map((subjectId) => ({ subjectId, awardCode: 'BKT' }));
    const d = await o.complete(nominees.slice(0, 45));
    await o.done(o.officer, 'addNominees', d, { nominees: nominees.slice(45) });
    const query = `query ($id: ID!) { dossier(id: $id) { title authorUnit { name }
      nominees(first: 50) { nodes { name unit { name } awardCode assessments { verdict } } }
      files { fileName component } history(first: 50) { nodes { name at } }
      availableActions { code allowed } } }`;
    const answer = await o.world.run(o.officer, query, { id: d.id });
    expect(pick(answer.data, 'dossier', 'nominees', 'nodes', 'length')).toBe(49);
    expect(answer.calls.reads).toBeLessThanOrEqual(3);
  });
});
