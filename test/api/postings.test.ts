import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseId } from '../../functions/kernel/ids.ts';
import { office, type Office } from '../support/dossiers.ts';
import { deliver, deliverAll, postings } from '../support/postings.ts';
import { hienKhanh, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const letter = { addressee: 'PRIME_MINISTER', letterNumber: '45/TTr-UBND' };
const sha256 = (text: unknown) => createHash('sha256').update(String(text), 'utf8').digest('hex');

describe('a public notice', () => {
  let o: Office;
  let p: ReturnType<typeof postings>;
  beforeEach(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    p = postings(o);
  });

  const listHash = async (id: string) => {
    const query = 'query ($id: ID!) { posting(id: $id) { list { sha256 } } }';
    return pick((await o.world.run(undefined, query, { id })).data, 'posting', 'list', 'sha256');
  };

  it('stands between the appraisal and the Prime Minister, and closes by rule', async () => {
    const d = await p.appraised();
    const missing = 'DOSSIER_STEP_MISSING dossierId';
    expect((await o.step(o.leader, 'forwardDossier', d, letter)).refusals).toEqual([missing, missing]);
    const opened = await p.run(o.first, 'openPosting', p.notice([d.id]));
    expect([opened.refusals, opened.answer.calls]).toEqual([[], one]);
    expect(opened.view).toMatchObject({
      status: 'OPEN',
      period: { startOn: '2021-03-01', dueOn: '2021-03-15', days: 10 },
    });
    expect(String(pick(opened.view, 'legalBases', 0))).toContain('08/KH-UBND');
    const posting = { id: String(pick(opened.view, 'id')), version: 1 };
    o.world.clock.set('2021-03-16T02:00:00Z');
    expect((await p.close(posting, [d.id])).refusals).toEqual(['POSTING_LIST_NOT_READY postingId']);
    await deliver(o.world, 'PostingOpened', posting.id, { postingId: posting.id });
    o.world.clock.set('2021-03-15T16:59:59Z');
    expect((await p.close(posting, [d.id])).refusals).toEqual(['POSTING_NOT_OVER postingId']);
    expect((await o.step(o.second, 'sendToCouncil', await p.held(d))).refusals).toEqual([missing]);
    o.world.clock.set('2021-03-15T17:00:00Z');
    expect((await p.close(posting, [])).refusals).toEqual(['POSTING_DOSSIERS_CHANGED dossierIds']);
    expect((await p.close({ ...posting, version: 2 }, [d.id])).refusals).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    const closed = await p.close(posting, [d.id]);
    expect([closed.refusals, closed.answer.calls]).toEqual([[], one]);
    const report = pick(closed.view, 'report');
    expect(pick(report, 'sha256')).toBe(sha256(pick(report, 'text')));
    expect(report).toMatchObject({
      rows: 1,
      withdrawnDossiers: 0,
      listSha256: await listHash(posting.id),
    });
    expect((await p.close({ ...posting, version: 2 }, [d.id])).refusals).toEqual(['WRONG_STATE postingId']);
    const passed = await o.throughCouncil(o.second, await p.held(d));
    const gone = await o.step(o.leader, 'forwardDossier', passed, letter);
    expect(gone.view).toMatchObject({ status: 'FORWARDED' });
  });

  it('shows anyone name, position, unit and award, marks who left, and counts the dossiers that did', async () => {
    const [first, second] = [await p.appraised('BKTTG', ['Lê Văn An', 'Trần Thị Ân']), await p.appraised()];
    const posting = await p.open([first.id, second.id]);
    const out = await o.step(o.officer, 'withdrawDossier', await p.held(second), { reason: 'Rút hồ sơ' });
    expect(out.refusals).toEqual([]);
    await deliverAll(o.world);
    await deliverAll(o.world);
    // A ballot tells of whom it dropped with facts of its own; the list is none of its affairs.
    await deliver(o.world, 'NomineesExcluded', o.world.shared.ids.next('bal'), { postingId: posting.id });
    const query = `query ($id: ID!) { posting(id: $id) { receiving dossierIds opinionCounts { received }
      rows { nodes { number name position unitName awardCode withdrawnOn } } } postings { nodes { id } } }`;
    const seen = (await o.world.run(undefined, query, { id: posting.id })).data;
    expect(seen).toMatchObject({
      posting: {
        receiving: true,
        dossierIds: null,
        opinionCounts: null,
        rows: {
          nodes: [
            { number: 1, name: 'Lê Văn An', awardCode: 'BKTTG', withdrawnOn: null },
            { number: 2, name: 'Trần Thị Ân', unitName: 'Xã Minh Thuận', withdrawnOn: null },
            { number: 3, name: 'Phạm Văn Đức', position: null, withdrawnOn: '2021-03-01' },
          ],
        },
      },
      postings: { nodes: [{ id: posting.id }] },
    });
    o.world.clock.set(`${posting.dueOn}T20:00:00Z`);
    const closed = await p.close(posting, [first.id, second.id]);
    expect(pick(closed.view, 'report')).toMatchObject({ rows: 3, withdrawnDossiers: 1 });
    expect(pick((await o.world.run(undefined, query, { id: posting.id })).data, 'postings', 'nodes')).toEqual(
      [],
    );
  });

  it('is refused for what needs none, what is elsewhere, too short a time, and by the wrong people', async () => {
    const [local, state] = [await p.appraised('BKT'), await p.appraised()];
    const refused = async (input: object, user = o.first) =>
      (await p.run(user, 'openPosting', input)).refusals;
    expect(await refused(p.notice([local.id]))).toEqual(['DOSSIER_STEP_NOT_NEEDED dossierIds.0']);
    expect(await refused(p.notice([state.id, state.id, 'dos_x']))).toEqual([
      'DUPLICATE dossierIds.1',
      'NOT_FOUND dossierIds.2',
    ]);
    expect(await refused(p.notice([]))).toEqual(['REQUIRED dossierIds']);
    expect(await refused(p.notice([state.id], { workingDays: 0 }))).toEqual(['INVALID_VALUE workingDays']);
    expect(await refused(p.notice([state.id], { unitId: hienKhanh }))).toEqual(['NOT_FOUND unitId']);
    const denied = await o.world.run(
      o.officer,
      'mutation ($input: OpenPostingInput!) { openPosting(input: $input) { userErrors { code } } }',
      { input: { ...p.notice([state.id]), idempotencyKey: 'k' } },
    );
    expect(pick(denied.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const { dossiers } = o.world.deps();
    const id = parseId('dos', state.id) ?? expect.fail();
    const held = (await dossiers.get(id)) ?? expect.fail();
    const counters = { ...held.counters, approved: { BKTTG: 10_001 } };
    await o.world.write(dossiers.replace({ ...held, counters, version: held.version + 1 }));
    expect(await refused(p.notice([state.id]))).toEqual(['TOO_MANY dossierIds']);
    o.world.clock.set('2024-05-06T02:00:00Z');
    const later = await p.appraised();
    expect(await refused(p.notice([later.id], { workingDays: 5 }))).toEqual([
      'POSTING_TOO_SHORT workingDays',
    ]);
  });

  it('stops nothing in the simple procedure of what must not be posted', async () => {
    o.world.clock.set('2024-05-06T02:00:00Z');
    const d = await p.appraised('BKTTG', ['Phạm Văn Đức'], { simpleCases: ['STATE_SECRET'] });
    const query = `query ($id: ID!) { dossier(id: $id) { route { simpleCases fixedOn steps { code state status } } } }`;
    const { data } = await o.world.run(o.first, query, { id: d.id });
    expect(pick(data, 'dossier', 'route')).toMatchObject({
      simpleCases: ['STATE_SECRET'],
      fixedOn: '2024-05-06',
      steps: [
        { code: 'APPRAISAL', state: 'DONE' },
        { code: 'OPINIONS', state: 'NOT_NEEDED' },
        { code: 'PARTY_OPINION', state: 'NOT_NEEDED' },
        { code: 'POSTING', state: 'NOT_NEEDED' },
        { code: 'COUNCIL', state: 'NOT_NEEDED' },
        { code: 'OUTCOME', state: 'CURRENT' },
      ],
    });
    expect((await o.step(o.leader, 'forwardDossier', d, letter)).refusals).toEqual([]);
    const nominees = [{ subjectId: await o.person('Lê Văn An'), awardCode: 'BKTTG' }];
    const claimed = await o.complete(nominees, { simpleCases: ['NO_SUCH_CASE'] });
    const sent = await o.step(o.officer, 'submitDossier', claimed, { receivingUnitId: province });
    expect(sent.refusals).toEqual(['DOSSIER_SIMPLE_CASE simpleCases']);
  });
});
