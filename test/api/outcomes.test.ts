import { beforeEach, describe, expect, it } from 'vitest';
import { projectAwards } from '../../functions/awards/project-awards.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const signed = { issuedOn: '2021-03-01', signerName: 'A', signerTitle: 'Chủ tịch' };

describe('the outcome of a dossier', () => {
  let o: Office;
  let p: ReturnType<typeof postings>;
  beforeEach(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    p = postings(o);
  });

  const run = async (user: Id<'usr'>, name: string, field: string, shown: string, input: object) => {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) {
      ${field} { ${shown} } userErrors { code field details { name value } } } }`;
    const answer = await o.world.run(user, document, { input: { idempotencyKey: key(), ...input } });
    return { answer, refusals: refusals(answer, name), view: pick(answer.data, name, field) };
  };
  const openRegister = (extra: object = {}, user = o.leader) =>
    run(user, 'openDecisionRegister', 'register', 'last next version', {
      unitId: province,
      year: 2021,
      suffix: '/QĐ-UBND',
      ...extra,
    });
  const decide = (d: Held, extra: object) => o.step(o.leader, 'decideDossier', d, { ...signed, ...extra });
  const local = async () => o.throughCouncil(o.second, await p.appraised('BKT'));

  it('takes numbers from the register of the unit without a gap, however many decide at once', async () => {
    expect((await decide(await local(), { number: '7/QĐ-UBND' })).refusals).toEqual([]);
    expect((await decide(await local(), { registerUnitId: province })).refusals).toEqual([
      'DECISION_REGISTER_NONE registerUnitId',
    ]);
    const opened = await openRegister({ last: 7 });
    expect([opened.view, opened.answer.calls]).toEqual([{ last: 7, next: '8/QĐ-UBND', version: 1 }, one]);
    expect((await openRegister()).refusals).toEqual(['DUPLICATE year']);
    expect((await decide(await local(), { number: '9' })).refusals).toEqual([
      'DECISION_NUMBER_AUTOMATIC number',
    ]);
    const both = { number: '9', registerUnitId: province };
    expect((await decide(await local(), both)).refusals).toEqual(['INVALID_VALUE number']);

    const three = [await local(), await local(), await local()];
    const race = await Promise.all(three.map((d) => decide(d, { registerUnitId: province })));
    expect(race.flatMap((r) => r.refusals)).toEqual([]);
    const numbers = race.map((r) => String(pick(r.view, 'decision', 'number')));
    expect(numbers.sort()).toEqual(['10/QĐ-UBND', '8/QĐ-UBND', '9/QĐ-UBND']);
    const refused = await decide(await local(), { registerUnitId: province, signerName: ' ' });
    expect(refused.refusals).toEqual(['REQUIRED signerName']);
    const next = await decide(await local(), { registerUnitId: province });
    expect(pick(next.view, 'decision', 'number')).toBe('11/QĐ-UBND');
    expect(next.answer.calls.writes).toBe(1);
  });

  it('is corrected only by another decision, which both tell', async () => {
    await openRegister();
    const decided = await decide(await local(), { registerUnitId: province });
    const decisionId = String(pick(decided.view, 'decision', 'id'));
    o.world.clock.set('2021-04-01T02:00:00Z');
    const input = {
      decisionId,
      registerUnitId: province,
      ...signed,
      issuedOn: '2021-04-01',
      text: 'Đính chính chức vụ của ông Phạm Văn Đức.',
    };
    const wrong = await run(o.districtLeader, 'correctDecision', 'decision', 'id', input);
    expect(wrong.refusals).toEqual(['NOT_FOUND decisionId']);
    const early = { ...input, issuedOn: '2021-02-28' };
    expect((await run(o.leader, 'correctDecision', 'decision', 'id', early)).refusals).toContain(
      'INVALID_VALUE issuedOn',
    );
    const done = await run(o.leader, 'correctDecision', 'decision', 'number', input);
    expect([done.refusals, done.view, done.answer.calls]).toEqual([[], { number: '2/QĐ-UBND' }, one]);
    const query = `query ($id: ID!) { node(id: $id) { ... on Decision { number kind legalBases
      correctedBy { number kind text corrects { id } } } } }`;
    const seen = pick((await o.world.run(undefined, query, { id: decisionId })).data, 'node');
    expect(seen).toMatchObject({
      number: '1/QĐ-UBND',
      kind: 'AWARD',
      correctedBy: [
        { number: '2/QĐ-UBND', kind: 'CORRECTION', text: input.text, corrects: { id: decisionId } },
      ],
    });
    expect([pick(seen, 'legalBases')].flat()).toHaveLength(1);
  });

  it('of the state level is tracked until its answer, which puts the awards given on the register', async () => {
    const d = await p.appraised('BKTTG', ['Lê Văn An', 'Trần Thị Ân']);
    const letter = { addressee: 'PRIME_MINISTER', letterNumber: '45/TTr-UBND' };
    const gone = (
      await o.step(o.leader, 'forwardDossier', await o.throughCouncil(o.second, await p.posted(d)), letter)
    ).dossier;
    const answer = {
      number: '500/QĐ-TTg',
      issuedOn: '2021-06-01',
      signerName: 'B',
      signerTitle: 'Thủ tướng',
      refusedIds: [d.nominees[1]],
    };
    expect((await o.step(o.first, 'recordStateAnswer', gone, answer)).refusals).toEqual([
      'INVALID_VALUE issuedOn',
    ]);
    o.world.clock.set('2021-06-02T02:00:00Z');
    const unknown = { ...answer, refusedIds: [d.nominees[1], d.nominees[1]] };
    expect((await o.step(o.first, 'recordStateAnswer', gone, unknown)).refusals).toEqual([
      'DUPLICATE refusedIds.1',
    ]);
    const given = await o.step(o.first, 'recordStateAnswer', gone, answer);
    expect([given.refusals, given.view]).toMatchObject([[], { status: 'DECIDED' }]);
    expect(given.answer.calls.writes).toBe(1);
    const decisionId = String(pick(given.view, 'decision', 'id'));
    await projectAwards(
      {
        client: o.world.shared.client,
        tableName: o.world.shared.tableName,
        secret: o.world.shared.cursorSecret,
      },
      {
        aggregateId: d.id,
        seq: 1,
        name: 'StateAwarded',
        at: o.world.clock.now().toISOString(),
        actorId: o.first,
        requestId: 'r',
        facts: { decisionId },
      },
    );
    const query = '{ awards(filter: { decisionNumber: "500/QĐ-TTg" }) { nodes { id name issuerName } } }';
    const listed = pick((await o.world.run(undefined, query)).data, 'awards', 'nodes');
    expect(listed).toMatchObject([{ name: 'Lê Văn An', issuerName: 'Thủ tướng Chính phủ' }]);

    const awardId = pick(listed, 0, 'id');
    const issuing = { decisionId, unitId: province, awardIds: [awardId] };
    const certificate = 'number name issuerName decisionNumber code';
    const strangers = await run(o.districtLeader, 'issueCertificates', 'certificates', certificate, issuing);
    expect(strangers.refusals).toEqual(['NOT_FOUND decisionId']);
    const issued = await run(o.first, 'issueCertificates', 'certificates', certificate, issuing);
    expect([issued.refusals, issued.view]).toMatchObject([
      [],
      [{ number: '1/2021', issuerName: 'Thủ tướng Chính phủ', decisionNumber: '500/QĐ-TTg' }],
    ]);
    const verify = `query ($code: String!, $id: ID!) { verifyCertificate(code: $code) { status issuerName }
      certificates(decisionId: $id) { nodes { number } } }`;
    const code = pick(issued.view, 0, 'code');
    expect((await o.world.run(o.auditor, verify, { code, id: decisionId })).data).toEqual({
      verifyCertificate: { status: 'VALID', issuerName: 'Thủ tướng Chính phủ' },
      certificates: { nodes: [{ number: '1/2021' }] },
    });
    const ofState = { decisionId, ...signed, issuedOn: '2021-06-02', text: 'Đính chính.' };
    const shown = 'number issuerName issuerUnit { id }';
    const fromHere = { ...ofState, registerUnitId: province };
    expect((await run(o.leader, 'correctDecision', 'decision', shown, fromHere)).refusals).toEqual([
      'DECISION_REGISTER_NONE registerUnitId',
    ]);
    const typed = { ...ofState, number: '501/QĐ-TTg', changes: [{ awardId, name: 'Lê Văn Ân' }] };
    expect((await run(o.leader, 'correctDecision', 'decision', shown, typed)).view).toEqual({
      number: '501/QĐ-TTg',
      issuerName: 'Thủ tướng Chính phủ',
      issuerUnit: null,
    });

    const notice = { documentNumber: '12/TB-SNV', text: 'Bà Trần Thị Ân chưa đủ tiêu chuẩn.' };
    const due = `query ($id: ID!) { dossier(id: $id) { resultNotice { documentNumber sentOn } } }`;
    const told = await o.step(o.first, 'notifyResult', given.dossier, notice);
    expect([told.refusals, told.answer.calls.writes]).toEqual([[], 1]);
    expect(pick((await o.world.run(o.officer, due, { id: d.id })).data, 'dossier', 'resultNotice')).toEqual({
      documentNumber: '12/TB-SNV',
      sentOn: '2021-06-02',
    });
  });

  it('of the state level may be no award at all, with the reason', async () => {
    const d = await p.appraised();
    const letter = { addressee: 'PRESIDENT', letterNumber: '46/TTr-UBND' };
    const gone = (
      await o.step(o.leader, 'forwardDossier', await o.throughCouncil(o.second, await p.posted(d)), letter)
    ).dossier;
    o.world.clock.set('2021-06-02T02:00:00Z');
    const answer = { issuedOn: '2021-06-01', refusedIds: d.nominees };
    expect((await o.step(o.first, 'recordStateAnswer', gone, answer)).refusals).toEqual(['REQUIRED reason']);
    const why = { ...answer, reason: 'Chưa đủ thời gian' };
    const closed = await o.step(o.first, 'recordStateAnswer', gone, why);
    expect(closed.view).toMatchObject({ status: 'CLOSED_WITHOUT_AWARD', closingReason: 'Chưa đủ thời gian' });

    const query = `query ($u: ID!) { deadlines(unitId: $u) { nodes { ownerId purpose dueOn } } }`;
    const due = async () =>
      [pick((await o.world.run(o.first, query, { u: province })).data, 'deadlines', 'nodes')]
        .flat()
        .filter((one) => pick(one, 'ownerId') === d.id && pick(one, 'purpose') === 'RESULT_NOTICE');
    // Ten working days from the answer on record.
    expect(await due()).toMatchObject([{ dueOn: '2021-06-16' }]);
    const empty = { documentNumber: '13/TB-SNV', text: ' ' };
    expect((await o.step(o.first, 'notifyResult', closed.dossier, empty)).refusals).toEqual([
      'REQUIRED text',
    ]);
    const reasoned = { ...empty, text: 'Ông Lê Văn An chưa đủ thời gian.' };
    const told = await o.step(o.first, 'notifyResult', closed.dossier, reasoned);
    expect(told.refusals).toEqual([]);
    expect(await due()).toEqual([]);
  });
});
