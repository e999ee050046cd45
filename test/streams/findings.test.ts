import { beforeEach, describe, expect, it } from 'vitest';
import { decisions } from '../support/certificates.ts';
import type { Held, Office } from '../support/dossiers.ts';
import { office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { stepper } from '../support/steps.ts';
import { caseStream } from '../support/stream.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const on = '2021-05-10';
const document = { number: '12/QĐ-SNV', issuedOn: on, signerName: 'A' };
const ruling = { number: '335/QĐ-UBND', issuedOn: on, signerName: 'A', signerTitle: 'Chủ tịch' };
const words = { text: 'Gian dối', citation: 'Luật', responsibleName: 'A', responsiblePosition: 'Chủ tịch' };
const noLinks = { dossierIds: [], decisionIds: [], subjectIds: [] };

describe('what a finding does to the dossiers and decisions that it names', () => {
  let world: World;
  let o: Office;
  let p: ReturnType<typeof postings>;
  let stream: ReturnType<typeof caseStream>;
  let inspection: ReturnType<typeof stepper>;

  beforeEach(async () => {
    world = await createWorld('2021-05-10T02:00:00Z');
    o = await office(world);
    p = postings(o);
    stream = caseStream(world);
    inspection = stepper(world, 'inspectionId', 'inspection', 'id version');
  });

  async function visited(): Promise<Held> {
    const of = { hostUnitId: province, unitId: minhThuan, kind: 'CHECK' };
    const i = await inspection.done(o.leader, 'decideInspection', null, {
      ...{ ...of, topic: 'Hồ sơ', decision: document, team: [{ userId: o.first, lead: true }] },
    });
    const minutesId = await o.file('bien-ban.pdf', 'CLEAN', province);
    const visit = { ...of, on, minutesId, evidenceIds: [], answers: [] };
    return inspection.done(o.first, 'recordInspectionVisit', i, visit);
  }
  const found = async (severity: string, links: object, i?: Held) =>
    inspection.done(o.first, 'addFinding', i ?? (await visited()), {
      ...{ severity, ...words, ...noLinks, ...links },
    });
  const conclude = (i: Held) =>
    inspection.done(o.leader, 'concludeInspection', i, { conclusion: { ...document, text: 'Kết luận.' } });
  const settle = (i: Held, findingNumber = 1) =>
    inspection.done(o.leader, 'settleFinding', i, { findingNumber, on, text: 'Đã xử lý.' });
  const held = async (d: { readonly id: string }, user = o.leader) => {
    const query = `query ($id: ID!) { dossier(id: $id) { held } }`;
    return pick((await world.run(user, query, { id: d.id })).data, 'dossier', 'held');
  };
  const decide = async (d: { readonly id: string }) =>
    (await o.step(o.leader, 'decideDossier', await p.held(d), ruling)).refusals.filter((one) =>
      one.startsWith('DOSSIER_HELD'),
    );
  const refused = ['DOSSIER_HELD dossierId'];

  it('holds a dossier that it names alone, until it has been settled after the conclusion', async () => {
    const d = await p.appraised('BKT', ['Phạm Văn Sớm']);
    let i = await found('SERIOUS', { dossierIds: [d.id] });
    expect(await held(d)).toBe(0);
    await stream.drain();
    expect([await held(d), await held(d, o.officer), await decide(d)]).toEqual([1, null, refused]);
    const council = await o.step(o.second, 'sendToCouncil', await p.held(d));
    expect(council.refusals).toContain('DOSSIER_HELD dossierId');
    i = await conclude(i);
    await stream.drain();
    expect(await decide(d)).toEqual(refused);
    await settle(i);
    await stream.drain();
    expect([await held(d), await decide(d)]).toEqual([0, []]);
    const decided = await o.step(
      o.leader,
      'decideDossier',
      await o.throughCouncil(o.second, await p.held(d)),
      ruling,
    );
    expect(decided.refusals).toEqual([]);
    const before = await world.dump();
    await stream.again();
    expect(await world.dump()).toBe(before);
  }, 60_000);

  it('tells the history of the dossier that it was stopped, and neither by whom nor why', async () => {
    const d = await p.appraised('BKT', ['Phạm Văn Sớm']);
    const i = await conclude(await found('MINOR', { dossierIds: [d.id] }));
    await stream.drain();
    // Concluded before the stream came to it: it never was held at all.
    expect(await held(d)).toBe(0);
    await found('MINOR', { dossierIds: [d.id] });
    await stream.drain();
    const query = `query ($id: ID!) { dossier(id: $id) { history(first: 50) { nodes { name actorId } } } }`;
    const history = pick(
      (await world.run(o.officer, query, { id: d.id })).data,
      'dossier',
      'history',
      'nodes',
    );
    expect(pick([history].flat().at(-1), 'name')).toBe('NomineesSuspended');
    const told = (await world.dump()).split('\n').filter((line) => line.includes('NomineesSuspended'));
    expect(told).toHaveLength(1);
    expect(told.join()).not.toContain('ins_');
    expect(i.id).toMatch(/^ins_/u);
  });

  it('lets a small one go with the conclusion, and holds as long as another inspection does', async () => {
    const d = await p.appraised('BKT', ['Phạm Văn Sớm']);
    const small = await found('MINOR', { dossierIds: [d.id] });
    const grave = await found('VIOLATION', { dossierIds: [d.id] });
    await stream.drain();
    expect(await held(d)).toBe(2);
    await conclude(small);
    await stream.drain();
    expect([await held(d), await decide(d)]).toEqual([1, refused]);
    await settle(await conclude(grave));
    await stream.drain();
    expect([await held(d), await decide(d)]).toEqual([0, []]);
  });

  it('stops nothing more where the dossier has been decided, and leads to a revocation instead', async () => {
    world.clock.set('2021-03-01T02:00:00Z');
    const made = await decisions(o, p).decided(['Lê Văn An', 'Lê Văn Ba'], '335/QĐ-UBND');
    world.clock.set('2021-05-10T02:00:00Z');
    let i = await found('VIOLATION', { dossierIds: [made.dossierId] });
    i = await found('SERIOUS', { decisionIds: [made.decisionId] }, i);
    i = await found('MINOR', { decisionIds: [made.decisionId] }, i);
    await stream.drain();
    expect([await held({ id: made.dossierId }), await term(i)]).toEqual([0, null]);
    i = await conclude(i);
    await stream.drain();
    const running = { state: 'RUNNING', purpose: 'REVOCATION_PROPOSAL', dueOn: '2021-05-17', closedOn: null };
    expect(await term(i)).toMatchObject(running);
    const list = `query ($id: ID!) { deadlines(unitId: $id, first: 9) { nodes { ownerId purpose } } }`;
    const mine = await world.run(o.leader, list, { id: province });
    expect(pick(mine.data, 'deadlines', 'nodes')).toContainEqual({
      ...{ ownerId: i.id, purpose: 'REVOCATION_PROPOSAL' },
    });
    const proposed = await decisions(o, p).run(o.first, 'proposeRevocation', ['revocation', 'id'], {
      ...{ awardId: made.awardIds[0], decisionId: made.decisionId, ground: 'FRAUD', conclusionOn: on },
      ...{ basis: 'Kết luận', finding: { inspectionId: i.id, number: 1 } },
    });
    expect(proposed.refusals).toEqual([]);
    await stream.drain();
    expect(await term(i)).toMatchObject(running);
    world.clock.set('2021-05-18T02:00:00Z');
    await inspection.done(o.leader, 'settleFinding', i, {
      ...{ findingNumber: 2, on: '2021-05-18', text: 'Không đủ căn cứ hủy bỏ.' },
    });
    await stream.drain();
    const over = { state: 'CLOSED', closedOn: '2021-05-18', late: true, outcome: 'DONE' };
    expect(await term(i)).toMatchObject(over);
    // The inspected unit reads the conclusion's findings; a stranger nothing.
    expect([await term(i, o.officer), await term(i, o.outsider)]).toMatchObject([over, null]);
    const before = await world.dump();
    await stream.again();
    expect(await world.dump()).toBe(before);
  }, 60_000);

  const term = async (i: Held, user = o.leader) => {
    const query = `query ($id: ID!) { inspection(id: $id) { proposalDeadline { state purpose dueOn closedOn late outcome } } }`;
    return pick((await world.run(user, query, { id: i.id })).data, 'inspection', 'proposalDeadline') ?? null;
  };
});
