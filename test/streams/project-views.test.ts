import { beforeAll, describe, expect, it } from 'vitest';
import { userIdOf } from '../../functions/access/user.ts';
import { projectAwards } from '../../functions/awards/project-awards.ts';
import type { Decision } from '../../functions/dossiers/decision.ts';
import { dossierStore } from '../../functions/dossiers/dossier.store.ts';
import { dossierPolicySamples } from '../../functions/dossiers/dossier.samples.ts';
import { nomineeStore } from '../../functions/dossiers/nominee.store.ts';
import type { Nominee } from '../../functions/dossiers/nominee.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { minhThuan, province, seedUnits } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const officer = userIdOf('test', 'officer');
const at = '2021-04-20T02:00:00.000Z';

describe('the projection of decisions', () => {
  let world: World;
  let decision: Decision;
  const total = 130;
  beforeAll(async () => {
    world = await createWorld();
    await seedUnits(world);
    const { ids } = world.shared;
    decision = {
      id: ids.next('dec'),
      dossierId: ids.next('dos'),
      number: '335/QĐ-UBND',
      issuedOn: localDate('2021-04-29'),
      year: 2021,
      signerName: 'Phạm Đình Nghị',
      signerTitle: 'Chủ tịch',
      issuerUnitId: province,
      issuerName: 'Tỉnh Nam Định',
      stage: 1,
      revision: 1,
      kind: 'AWARD',
      legalBases: [],
      corrects: null,
      text: null,
      changes: [],
      keptBy: null,
      awardCounts: { BKT: total - 1 },
    };
    const { table, cursors } = world.deps();
    const dossier = { ...dossierPolicySamples().dossierIn('DECIDED'), id: decision.dossierId };
    await world.write(dossierStore({ table, cursors }).create(dossier));
    await world.write(...dossierStore({ table, cursors }).addDecision(decision));
    for (let index = 0; index < total; index += 1)
      await world.write(...nomineeStore({ table, cursors }).add(nominee(index), index));
  });

  /** The last one was rejected, and so is on no signed list. */
  const nominee = (index: number): Nominee => ({
    id: world.shared.ids.next('nom'),
    dossierId: decision.dossierId,
    subjectId: world.shared.ids.next('sub'),
    awardCode: 'BKT',
    kind: 'INDIVIDUAL',
    name: `Trần Văn Số ${index}`,
    position: null,
    unitId: minhThuan,
    unitName: 'Xã Minh Thuận',
    hasReport: true,
    addedIn: 1,
    removedIn: null,
    changedIn: [],
    assessments: [
      {
        stage: 1,
        revision: 1,
        verdict: index === total - 1 ? 'REJECT' : 'APPROVE',
        eligibility: null,
        evaluation: null,
        reopenedBy: null,
        note: '',
        by: officer,
        at,
        confirmation: { by: officer, at, agrees: true },
      },
    ],
    suspendedBy: [],
    exclusion: null,
  });

  const deliver = (name: string, of: Decision = decision) =>
    projectAwards(
      { client: world.shared.client, tableName: world.shared.tableName, secret: world.shared.cursorSecret },
      {
        aggregateId: of.dossierId,
        seq: 9,
        name,
        at,
        actorId: officer,
        requestId: 'r',
        facts: { decisionId: of.id },
      },
    );
  const count = async () => {
    const query =
      '{ awardCounts(year: 2021) { awardCode count } awards(filter: { name: "tran van so 1" }, first: 100) { nodes { awardName unitName } } }';
    const { data } = await world.run(undefined, query);
    return {
      counts: pick(data, 'awardCounts'),
      found: pick(data, 'awards', 'nodes', 'length'),
      first: pick(data, 'awards', 'nodes', 0),
    };
  };

  it('puts exactly the signed list on the register, across pages, and twice changes nothing', async () => {
    await deliver('DossierDecided');
    const once = await count();
    expect(once.counts).toEqual([{ awardCode: 'BKT', count: total - 1 }]);
    expect(once.first).toEqual({
      awardName: 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh',
      unitName: 'Xã Minh Thuận',
    });
    expect(once.found).toBe(40);
    const before = await world.dump();
    await deliver('DossierDecided');
    expect(await world.dump()).toBe(before);
  });

  it('puts each award into its subject’s records, once, beside what contradicts it, and not again after a correction', async () => {
    const { table, cursors } = world.deps();
    const one = nominee(500);
    const dossier = { ...dossierPolicySamples().dossierIn('DECIDED'), id: world.shared.ids.next('dos') };
    const own = {
      ...decision,
      id: world.shared.ids.next('dec'),
      dossierId: dossier.id,
      number: '400/QĐ-UBND',
    };
    await world.write(dossierStore({ table, cursors }).create(dossier));
    await world.write(...dossierStore({ table, cursors }).addDecision(own));
    await world.write(...nomineeStore({ table, cursors }).add({ ...one, dossierId: dossier.id }, 0));
    await deliver('DossierDecided', own);
    const file = () => world.deps().records.get(one.subjectId);
    const [entry] = (await file()).entries;
    expect(entry).toMatchObject({
      content: { is: 'AWARD', awardCode: 'BKT', decisionNumber: '400/QĐ-UBND', year: null, type: 'MERIT' },
      source: { from: 'DECISION', decisionId: own.id },
      contradicts: [],
    });
    const before = await world.dump();
    await deliver('DossierDecided', own);
    expect(await world.dump()).toBe(before);
    if (!entry) throw new Error('no entry');
    const { events, version, subjectId } = await file();
    const reason = { reason: 'x', by: officer, at, replacedBy: null };
    const gone = { subjectId, entries: [], events, overlay: null, version: version + 1 };
    const trace = { at, actorId: officer, requestId: 'r' };
    await world.write(...world.deps().records.save(gone, [{ entry, ...reason }], trace));
    await deliver('DossierDecided', own);
    expect((await file()).entries).toEqual([]);
    const again = { ...own, id: world.shared.ids.next('dec'), issuedOn: localDate('2021-05-01') };
    await world.write(...dossierStore({ table, cursors }).addDecision({ ...again, number: '401/QĐ-UBND' }));
    const typed = { ...entry, id: world.shared.ids.next('rec'), source: { from: 'ENTRY' as const } };
    const stored = await file();
    const content = { ...typed.content, decisionNumber: '401/QĐ-UBND' };
    await world.write(
      ...world
        .deps()
        .records.save(
          { ...stored, entries: [{ ...typed, content }], version: stored.version + 1 },
          [],
          trace,
        ),
    );
    await deliver('DossierDecided', again);
    expect((await file()).entries.map((it) => it.contradicts)).toEqual([[], [typed.id]]);
  });

  it('passes over other events', async () => {
    const before = await world.dump();
    await deliver('DossierSubmitted');
    expect(await world.dump()).toBe(before);
  });
});
