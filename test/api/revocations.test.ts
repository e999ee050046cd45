import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../functions/kernel/dates.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { decisions, registerAwards } from '../support/certificates.ts';
import { office, type Office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { stepper } from '../support/steps.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const shown = [
  'revocation',
  'id status version late proposeBy { dueOn } decideBy { dueOn } recovery { objectOn moneyOn amount }',
] as const;
const signed = { signerName: 'A', signerTitle: 'Chủ tịch' };

describe('the revocation of an award', () => {
  let o: Office;
  let c: ReturnType<typeof decisions>;
  let made: Awaited<ReturnType<typeof c.decided>>;
  const issuing = ({ dossierId: _, ...input }: Awaited<ReturnType<typeof c.decided>>) => input;
  beforeEach(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    c = decisions(o, postings(o));
    made = await c.decided(['Lê Văn An'], '335/QĐ-UBND');
    o.world.clock.set('2021-05-10T02:00:00Z');
  });

  const ids = () => ({ awardId: made.awardIds[0], decisionId: made.decisionId });
  const propose = (extra: object = {}, user = o.first) =>
    c.run(user, 'proposeRevocation', shown, {
      ...ids(),
      ground: 'FRAUD',
      conclusionOn: '2021-05-04',
      basis: 'Kết luận thanh tra số 5/KL-TTr',
      ...extra,
    });

  it('is proposed, decided, seen everywhere at once, and made good', async () => {
    const shownCertificate = ['certificates', 'id code'] as const;
    const issued = await c.run(o.first, 'issueCertificates', shownCertificate, issuing(made));
    const code = pick(issued.view, 0, 'code');
    expect((await propose({ ground: 'DISLIKED' })).refusals).toEqual(['INVALID_VALUE ground']);
    expect((await propose({ conclusionOn: '2021-02-01' })).refusals).toEqual(['INVALID_VALUE conclusionOn']);
    const proposed = await propose();
    expect([proposed.refusals, proposed.answer.calls]).toEqual([[], one]);
    expect(proposed.view).toMatchObject({
      status: 'PROPOSED',
      late: false,
      proposeBy: { dueOn: '2021-05-11' },
      decideBy: { dueOn: '2021-05-17' },
    });
    expect((await propose()).refusals).toEqual(['REVOCATION_PENDING awardId']);
    const id = String(pick(proposed.view, 'id'));
    const at = (expectedVersion: number) => ({ ...ids(), revocationId: id, expectedVersion });
    const hidden = `query ($id: ID!) { revocation(id: $id) { id } revocations(year: 2021) { nodes { id } } }`;
    const unseen = await o.world.run(undefined, hidden, { id });
    expect(unseen.data).toEqual({ revocation: null, revocations: { nodes: [] } });

    const decision = { ...signed, number: '900/QĐ-UBND', issuedOn: '2021-05-10' };
    const outside = await c.run(o.districtLeader, 'decideRevocation', shown, { ...at(1), ...decision });
    expect(outside.refusals).toEqual(['NOT_FOUND revocationId']);
    const race = await Promise.all(
      [0, 1].map(() => c.run(o.leader, 'decideRevocation', shown, { ...at(1), ...decision })),
    );
    const done = race.filter((r) => r.refusals.length === 0);
    expect([done.length, done[0]?.answer.calls.writes]).toEqual([1, 1]);

    // The event of the decision that gave the award may be delivered again.
    await registerAwards(o, made.decisionId, made.dossierId);
    const query = `query ($code: String!, $id: ID!) { verifyCertificate(code: $code) { status }
      awards(filter: { name: "le van an" }) { nodes { revocation { decisionNumber } } }
      revocation(id: $id) { groundText basis toReview { id } decision { kind corrects { number } } }
      revocations(year: 2021) { nodes { name decisionNumber } } }`;
    expect((await o.world.run(undefined, query, { code, id })).data).toMatchObject({
      verifyCertificate: { status: 'REVOKED' },
      awards: { nodes: [{ revocation: { decisionNumber: '900/QĐ-UBND' } }] },
      revocation: {
        basis: null,
        toReview: null,
        decision: { kind: 'REVOCATION', corrects: { number: '335/QĐ-UBND' } },
      },
      revocations: { nodes: [{ name: 'Lê Văn An', decisionNumber: '335/QĐ-UBND' }] },
    });
    const certificate = {
      certificateId: pick(issued.view, 0, 'id'),
      awardId: made.awardIds[0],
      unitId: made.unitId,
      expectedVersion: 1,
      on: '2021-05-10',
      place: 'Lễ',
      receivedBy: 'An',
    };
    const over = await c.run(o.first, 'handOverCertificate', ['certificate', 'id'], certificate);
    expect(over.refusals).toEqual(['CERTIFICATE_REVOKED certificateId']);

    expect((await c.run(o.first, 'recordRecovery', shown, at(2))).refusals).toEqual(['REQUIRED objectOn']);
    const money = { ...at(2), moneyOn: '2021-05-10' };
    expect((await c.run(o.first, 'recordRecovery', shown, money)).refusals).toEqual(['INVALID_VALUE amount']);
    const back = { ...money, amount: 1_490_000, objectOn: '2021-05-10' };
    const recovered = await c.run(o.first, 'recordRecovery', shown, back);
    expect(recovered.view).toMatchObject({
      recovery: { objectOn: '2021-05-10', moneyOn: '2021-05-10', amount: 1_490_000 },
    });
  });

  it('is late when it comes after the days of law, and may be rejected and proposed anew', async () => {
    o.world.clock.set('2021-05-12T02:00:00Z');
    const proposed = await propose();
    expect(proposed.view).toMatchObject({ late: true });
    const revocationId = pick(proposed.view, 'id');
    const input = { ...ids(), revocationId, expectedVersion: 1, reason: 'Chưa đủ căn cứ' };
    const rejected = await c.run(o.leader, 'rejectRevocation', shown, input);
    expect([rejected.view, rejected.answer.calls]).toMatchObject([{ status: 'REJECTED' }, one]);
    expect((await propose()).refusals).toEqual([]);
  });

  it('lists the later awards of the same person to be looked at again, for those who decide', async () => {
    const subjects = await o.world.deps().awards.get(parseId('awd', made.awardIds[0] ?? '') ?? expect.fail());
    expect(subjects?.subjectId).not.toBeNull();
    const proposed = await propose();
    const id = pick(proposed.view, 'id');
    const later = {
      ...(subjects ?? expect.fail()),
      id: o.world.shared.ids.next('awd'),
      issuedOn: localDate('2021-04-20'),
      awardName: 'Huân chương',
    };
    await o.world.write(...o.world.deps().awards.add(later));
    const query = 'query ($id: ID!) { revocation(id: $id) { basis toReview { id } } }';
    expect((await o.world.run(o.leader, query, { id })).data).toEqual({
      revocation: { basis: 'Kết luận thanh tra số 5/KL-TTr', toReview: [{ id: later.id }] },
    });
  });

  it('rests on a concluded finding about the decision or its subject, and shows at the inspection', async () => {
    const inspection = stepper(o.world, 'inspectionId', 'inspection', 'id version');
    const on = '2021-05-10';
    const of = { hostUnitId: province, unitId: minhThuan, kind: 'CHECK' };
    const document = { number: '12/QĐ-SNV', issuedOn: on, signerName: 'A' };
    const asked = { ...of, topic: 'Hồ sơ', decision: document, team: [{ userId: o.first, lead: true }] };
    let i = await inspection.done(o.leader, 'decideInspection', null, asked);
    const minutesId = await o.file('bien-ban.pdf', 'CLEAN', province);
    const visit = { ...of, on, minutesId, evidenceIds: [], answers: [] };
    i = await inspection.done(o.first, 'recordInspectionVisit', i, visit);
    const words = { severity: 'VIOLATION', text: 'Gian dối', citation: 'Luật', responsibleName: 'A' };
    const links = { dossierIds: [], decisionIds: [], subjectIds: [] };
    const found = { ...words, responsiblePosition: 'Chủ tịch', ...links };
    i = await inspection.done(o.first, 'addFinding', i, { ...found, decisionIds: [made.decisionId] });
    i = await inspection.done(o.first, 'addFinding', i, found);
    const finding = { inspectionId: i.id, number: 1 };
    const early = await propose({ finding, conclusionOn: on });
    expect(early.refusals).toEqual(['NOT_FOUND finding']);
    await inspection.done(o.leader, 'concludeInspection', i, {
      conclusion: { ...document, text: 'Kết luận' },
    });
    const refused = async (extra: object, user = o.first) => (await propose(extra, user)).refusals;
    expect(await refused({ finding: { ...finding, number: 2 }, conclusionOn: on })).toEqual([
      'NOT_FOUND finding',
    ]);
    expect(await refused({ finding: { ...finding, number: 9 }, conclusionOn: on })).toEqual([
      'NOT_FOUND finding',
    ]);
    expect(await refused({ finding, conclusionOn: '2021-05-04' })).toEqual(['INVALID_VALUE conclusionOn']);
    const done = await propose({ finding, conclusionOn: on });
    expect([done.refusals, done.answer.calls]).toEqual([[], one]);
    const query = `query ($ins: ID!, $rvk: ID!) { revocation(id: $rvk) { finding { inspectionId number } }
      inspection(id: $ins) { revocations(first: 5) { nodes { id } } } }`;
    const rvk = String(pick(done.view, 'id'));
    const look = async (user: Id<'usr'> | undefined) =>
      (await o.world.run(user, query, { ins: i.id, rvk })).data;
    const linked = { revocation: { finding }, inspection: { revocations: { nodes: [{ id: rvk }] } } };
    expect(await look(o.leader)).toEqual(linked);
    // The inspected unit reads the findings, and not what is proposed because of them.
    expect(await look(o.officer)).toEqual({ revocation: null, inspection: { revocations: null } });
    expect(await look(undefined)).toEqual({ revocation: null, inspection: null });
  });
});
