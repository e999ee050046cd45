import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { complaintIdOf } from '../../functions/complaints/complaint.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import type { Held } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { recordOffice, type RecordOffice } from '../support/records.ts';
import { stepper } from '../support/steps.ts';
import { caseStream } from '../support/stream.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const start = '2021-05-10T02:00:00Z';
const on = '2021-05-10';
const secret = 'Quách Thị Kín Đáo';

describe('what a case does to the records and dossiers of those it names', () => {
  let world: World;
  let o: RecordOffice;
  let stream: ReturnType<typeof caseStream>;
  let complaint: ReturnType<typeof stepper>;
  let inspection: ReturnType<typeof stepper>;
  let accused: Id<'sub'>;
  let verifier: Id<'usr'>;

  beforeEach(async () => {
    world = await createWorld(start);
    o = await recordOffice(world);
    stream = caseStream(world);
    complaint = stepper(world, 'complaintId', 'complaint', 'id version status accusedSubjectIds');
    inspection = stepper(
      world,
      'inspectionId',
      'inspection',
      'id version findings { settlement { on disciplines } } revocations(first: 3) { nodes { id } }',
    );
    accused = await o.person('Phạm Văn Bị');
    verifier = await world.user('verifier', [['AUDITOR', province]]);
  });

  const fit = { competent: true, unresolved: true };
  let code = '';
  async function sent(type: string): Promise<Held> {
    const document = `mutation ($input: SendComplaintInput!) { sendComplaint(input: $input) { receipt { trackingCode } } }`;
    const input = {
      ...{ handlerUnitId: province, type, text: 'Khai man thành tích.', knownOn: on },
      ...{ identity: { name: secret, phone: '0987654321' }, idempotencyKey: randomUUID() },
    };
    const { data } = await world.run(undefined, document, { input });
    code = String(pick(data, 'sendComplaint', 'receipt', 'trackingCode'));
    return { id: String(complaintIdOf(code)), version: 1 };
  }
  async function accepted(type: string, subjectIds: readonly string[] = [accused]): Promise<Held> {
    const about = { type, accusedUnitId: minhThuan, accusedUserIds: [], accusedSubjectIds: subjectIds };
    let c = await complaint.done(o.leader, 'classifyComplaint', await sent(type), about);
    c = await complaint.done(o.leader, 'assignComplaint', c, { userIds: [verifier] });
    return complaint.done(o.leader, 'acceptComplaint', c, fit);
  }
  const decided = async (c: Held, outcome: string): Promise<Held> =>
    complaint.done(
      o.leader,
      'decideComplaint',
      await complaint.done(verifier, 'recordVerification', c, { on, text: 'Đã xác minh.' }),
      { number: '9/KL', issuedOn: on, signerName: 'Người ký', outcome, text: 'Nội dung.' },
    );
  const proceedings = async (user = o.first) =>
    (await o.records(user, accused)).filter((one) => pick(one, 'kind') === 'PROCEEDING');
  const disciplines = async (user = o.first) =>
    (await o.records(user, accused)).filter((one) => pick(one, 'kind') === 'DISCIPLINE');
  const clear = async () => {
    const query = `query ($i: EligibilityInput!) { eligibility(input: $i) { verdict { outcome conditions { is truth } } } }`;
    // On a day whose law says it without doubt.
    const year = { kind: 'CALENDAR', year: 2025 };
    const i = { subjectId: accused, awardCode: 'BKT', year };
    const now = world.clock.now();
    world.clock.set('2026-01-15T02:00:00Z');
    const verdict = pick((await world.run(o.first, query, { i })).data, 'eligibility', 'verdict');
    world.clock.set(now.toISOString());
    const one = [pick(verdict, 'conditions')].flat().find((line) => pick(line, 'is') === 'CLEAR');
    return [pick(one, 'truth'), pick(verdict, 'outcome') === 'NOT_ELIGIBLE'];
  };
  const nominee = async (d: { readonly id: string; readonly nominees: readonly string[] }) => {
    const [dossierId, id] = [parseId('dos', d.id), parseId('nom', d.nominees[0] ?? '')];
    const deps = world.deps();
    const [dossier, one] = await Promise.all([
      dossierId && deps.dossiers.get(dossierId),
      dossierId && id && deps.nominees.get(dossierId, id),
    ]);
    return { stopped: one?.suspendedBy.length, suspended: dossier?.suspended, subjectId: one?.subjectId };
  };

  it('opens a proceeding with the acceptance and releases by what the decision says', async () => {
    await stream.drain();
    const c = await accepted('COMPLAINT');
    expect(await proceedings()).toEqual([]);
    await stream.drain();
    const [open] = await proceedings();
    expect(open).toMatchObject({
      source: 'CASE',
      lane: 'PROCEEDING',
      proceeding: { kind: 'COMPLAINT', openedOn: on, closedOn: null, reference: `Đơn ${c.id.slice(-6)}` },
    });
    expect(await clear()).toEqual(['NO', true]);
    world.clock.set('2021-05-20T02:00:00Z');
    const entry = { on: '2021-05-20', text: 'Đã xác minh.' };
    const v = await complaint.done(verifier, 'recordVerification', c, entry);
    const ruling = {
      number: '9/QĐ',
      issuedOn: '2021-05-20',
      signerName: 'A',
      outcome: 'REJECTED',
      text: 'B',
    };
    await complaint.done(o.leader, 'decideComplaint', v, ruling);
    await stream.drain();
    expect(await proceedings()).toMatchObject([
      { corrects: pick(open, 'id'), proceeding: { closedOn: '2021-05-20' } },
    ]);
    expect((await clear())[0]).toBe('UNKNOWN');
    const { former, events } = await o.lane(o.first, accused, 'PROCEEDING');
    expect(former).toMatchObject([{ record: { id: pick(open, 'id') }, reason: 'Vụ việc đã kết thúc.' }]);
    expect(events).toEqual(['2 RecordCorrected', '1 RecordEntered']);
  });

  it('does nothing twice, whatever is delivered again and in whichever order', async () => {
    const c = await decided(await accepted('DENUNCIATION'), 'UPHELD');
    const discipline = { subjectId: accused, form: 'WARNING', from: on, decisionNumber: '5/QĐ-KL' };
    await complaint.done(o.leader, 'enforceComplaint', c, {
      on,
      text: 'Đã xử lý',
      disciplines: [discipline],
    });
    await stream.drain();
    const before = await world.dump();
    await stream.again();
    await stream.again();
    expect(await world.dump()).toBe(before);
    expect(await proceedings()).toMatchObject([{ proceeding: { kind: 'DENUNCIATION', closedOn: on } }]);
    expect(await disciplines()).toMatchObject([
      { source: 'CASE', discipline: { form: 'WARNING', from: on, endedOn: null, decisionNumber: '5/QĐ-KL' } },
    ]);
  });

  it('keeps who was right about in a proceeding until something was done, and then under discipline', async () => {
    const c = await decided(await accepted('DENUNCIATION'), 'PARTLY_UPHELD');
    await stream.drain();
    expect(await proceedings()).toMatchObject([{ proceeding: { closedOn: null } }]);
    const entry = { on, text: 'Đã xử lý' };
    const foreign = await o.person('Người khác');
    const discipline = { subjectId: foreign, form: 'WARNING', from: '2021-05-11', decisionNumber: '' };
    const wrong = await complaint.step(o.leader, 'enforceComplaint', c, {
      ...entry,
      disciplines: [discipline],
    });
    expect(wrong.refusals).toEqual([
      'NOT_FOUND disciplines.0.subjectId',
      'INVALID_VALUE disciplines.0.from',
      'REQUIRED disciplines.0.decisionNumber',
    ]);
    const right = { ...discipline, subjectId: accused, from: on, decisionNumber: '5/QĐ-KL' };
    const many = Array.from({ length: 21 }, () => right);
    expect(
      (await complaint.step(o.leader, 'enforceComplaint', c, { ...entry, disciplines: many })).refusals,
    ).toEqual(['TOO_MANY disciplines']);
    await complaint.done(o.leader, 'enforceComplaint', c, { ...entry, disciplines: [right, right] });
    await stream.drain();
    expect(await proceedings()).toMatchObject([{ proceeding: { closedOn: on } }]);
    expect(await disciplines(o.officer)).toHaveLength(1);
    expect(await clear()).toEqual(['NO', true]);
  });

  it('tells of a denunciation only to those who see proceedings, and of its sender to nobody', async () => {
    await accepted('DENUNCIATION');
    await stream.drain();
    for (const user of [o.officer, o.auditor, o.outsider]) {
      expect(await proceedings(user)).toEqual([]);
      const { former, events } = await o.lane(user, accused, 'PROCEEDING');
      expect([former ?? [], events.filter((one) => one.includes('Record'))]).toEqual([[], []]);
    }
    const [seen] = await proceedings();
    expect(JSON.stringify(seen)).not.toContain('cpl_');
    const dump = await world.dump();
    for (const word of [secret, '0987654321']) expect(dump).not.toContain(word);
    const lane = dump
      .split('\n')
      .filter((line) => line.includes('#PROCEEDING"') || line.includes('#DISCIPLINE"'));
    expect(lane.length).toBeGreaterThan(0);
    expect(lane.filter((line) => line.includes('cpl_'))).toEqual([]);
  });

  it('ends with a withdrawal, and never begins with what was not taken up', async () => {
    const c = await accepted('COMPLAINT');
    await stream.drain();
    const ask = `mutation ($input: AskComplaintWithdrawalInput!) { askComplaintWithdrawal(input: $input) { userErrors { code } } }`;
    await world.run(undefined, ask, { input: { trackingCode: code, idempotencyKey: randomUUID() } });
    const asked = { ...c, version: c.version + 1 };
    await complaint.done(o.leader, 'withdrawComplaint', asked, { reason: 'Người gửi rút' });
    await stream.drain();
    expect(await proceedings()).toMatchObject([{ proceeding: { closedOn: on } }]);
    const other = await o.person('Người thứ hai');
    const about = { type: 'COMPLAINT', accusedUserIds: [], accusedSubjectIds: [other, 'sub_x'] };
    const wrong = await complaint.step(o.leader, 'classifyComplaint', await sent('COMPLAINT'), about);
    expect(wrong.refusals).toEqual(['NOT_FOUND accusedSubjectIds.1']);
    const named = { ...about, accusedSubjectIds: [other] };
    const d = await complaint.done(o.leader, 'classifyComplaint', wrong.held, named);
    await complaint.done(o.leader, 'refuseComplaint', d, { ground: 'UNSIGNED', text: 'Không ký' });
    await stream.drain();
    expect(await o.records(o.first, other)).toEqual([]);
    const tooMany = { ...about, accusedSubjectIds: Array.from({ length: 11 }, () => other) };
    expect(
      (await complaint.step(o.leader, 'classifyComplaint', await sent('COMPLAINT'), tooMany)).refusals,
    ).toEqual(['TOO_MANY accusedSubjectIds']);
  });

  it('leaves alone what an appraiser has withdrawn or corrected', async () => {
    const c = await accepted('COMPLAINT');
    await stream.drain();
    const [open] = await proceedings();
    const input = { subjectId: accused, recordId: pick(open, 'id'), reason: 'Nhầm người' };
    expect((await o.act(o.officer, 'withdrawRecord', input)).refusals).toEqual(['NOT_FOUND recordId']);
    await o.recorded(o.first, 'withdrawRecord', input);
    await decided(c, 'REJECTED');
    await stream.drain();
    expect(await proceedings()).toEqual([]);
  });

  it('stops the dossiers that the subject is in, wherever they stand, and lets them go on', async () => {
    const p = postings(o);
    const early = await p.appraised('BKT', ['Phạm Văn Sớm']);
    await stream.drain();
    const { subjectId } = await nominee(early);
    const c = await accepted('COMPLAINT', [String(subjectId)]);
    await stream.drain();
    expect(await nominee(early)).toMatchObject({ stopped: 1, suspended: 1 });
    const held = await p.held(early);
    expect((await o.step(o.leader, 'decideDossier', held, ruling)).refusals).toContain(
      'DOSSIER_SUSPENDED dossierId',
    );
    const late = await appraisedOf(String(subjectId));
    expect(await nominee(late)).toMatchObject({ stopped: 0 });
    await stream.drain();
    expect(await nominee(late)).toMatchObject({ stopped: 1, suspended: 1 });
    await decided(c, 'REJECTED');
    await stream.drain();
    for (const d of [early, late]) expect(await nominee(d)).toMatchObject({ stopped: 0, suspended: 0 });
    // The author's officer reads the dossier's history, and nothing there of what stands behind it.
    const query = `query ($id: ID!) { dossier(id: $id) { suspended history(first: 50) { nodes { name actorId } } } }`;
    const { data } = await world.run(o.officer, query, { id: early.id });
    const names = [pick(data, 'dossier', 'history', 'nodes')].flat().map((one) => pick(one, 'name'));
    expect(names.slice(-2)).toEqual(['NomineesSuspended', 'NomineesReleased']);
    expect(pick(data, 'dossier', 'suspended')).toBeNull();
    const before = await world.dump();
    await stream.again();
    expect(await world.dump()).toBe(before);
  }, 120_000);

  const ruling = { number: '335/QĐ-UBND', issuedOn: on, signerName: 'A', signerTitle: 'Chủ tịch' };

  /** Another dossier with the same subject, for another award, through its appraisal. */
  async function appraisedOf(subjectId: string) {
    let d = await o.complete([{ subjectId, awardCode: 'BKTTG' }]);
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    const nominees = await o.nomineeIds(d);
    const verdicts = nominees.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE', note: 'Xem xét' }));
    d = await o.done(o.first, 'appraiseNominees', d, { verdicts });
    d = await o.done(o.second, 'confirmNominees', d, { nomineeIds: nominees, agrees: true });
    return { ...(await o.done(o.second, 'finishAppraisal', d)), nominees };
  }

  async function visited(): Promise<Held> {
    const of = { hostUnitId: province, unitId: minhThuan, kind: 'CHECK' };
    const document = { number: '12/QĐ-SNV', issuedOn: on, signerName: 'A' };
    const i = await inspection.done(o.leader, 'decideInspection', null, {
      ...{ ...of, topic: 'Hồ sơ', decision: document, team: [{ userId: o.first, lead: true }] },
    });
    return inspection.done(o.first, 'recordInspectionVisit', i, {
      ...{ ...of, on, minutesId: await o.file('bien-ban.pdf', 'CLEAN', province) },
      ...{ evidenceIds: [], answers: [] },
    });
  }
  const finding = (severity: string, extra: object = {}) => ({
    ...{ severity, text: 'Khai sai thành tích.', citation: 'Luật Thi đua, khen thưởng' },
    ...{ responsibleName: 'A', responsiblePosition: 'Chủ tịch' },
    ...{ dossierIds: [], decisionIds: [], subjectIds: [accused], ...extra },
  });
  const conclude = (i: Held) =>
    inspection.done(o.leader, 'concludeInspection', i, {
      conclusion: { number: '15/KL-SNV', issuedOn: on, signerName: 'A', text: 'Kết luận.' },
    });

  it('a finding opens one too: a small one ends with the conclusion, a graver one when it is settled', async () => {
    let i = await inspection.done(o.first, 'addFinding', await visited(), finding('MINOR'));
    await stream.drain();
    expect(await proceedings()).toMatchObject([
      { proceeding: { kind: 'INSPECTION', reference: 'Quyết định 12/QĐ-SNV', closedOn: null } },
    ]);
    i = await inspection.done(o.first, 'addFinding', i, finding('VIOLATION'));
    const early = await inspection.step(o.leader, 'settleFinding', i, { findingNumber: 2, on, text: 'x' });
    expect(early.refusals).toEqual(['WRONG_STATE inspectionId']);
    i = await conclude(i);
    await stream.drain();
    expect(await clear()).toEqual(['NO', true]);
    const settle = (extra: object = {}) =>
      inspection.step(o.leader, 'settleFinding', i, { findingNumber: 2, on, text: 'Kỷ luật', ...extra });
    expect((await settle({ findingNumber: 3 })).refusals).toEqual(['NOT_FOUND findingNumber']);
    expect((await settle({ on: '2021-05-09', text: ' ' })).refusals).toEqual([
      'REQUIRED text',
      'INSPECTION_DATES on',
    ]);
    expect(await inspection.errorCode(o.first, 'settleFinding', i, { findingNumber: 2, on, text: 'x' })).toBe(
      'FORBIDDEN',
    );
    const disciplines_ = [{ subjectId: accused, form: 'REPRIMAND', from: on, decisionNumber: '7/QĐ' }];
    const done = await settle({ disciplines: disciplines_ });
    expect(done.view).toMatchObject({
      findings: [{ settlement: null }, { settlement: { on, disciplines: 1 } }],
    });
    i = done.held;
    expect((await settle()).refusals).toEqual(['DUPLICATE findingNumber']);
    await stream.drain();
    expect(await proceedings()).toMatchObject([{ proceeding: { closedOn: on } }]);
    expect(await disciplines()).toMatchObject([
      { discipline: { form: 'REPRIMAND', decisionNumber: '7/QĐ' } },
    ]);
  });

  it('a finding about a small matter ends with the conclusion', async () => {
    await conclude(await inspection.done(o.first, 'addFinding', await visited(), finding('MINOR')));
    await stream.drain();
    expect(await proceedings()).toMatchObject([{ proceeding: { closedOn: on } }]);
    expect((await clear())[0]).toBe('UNKNOWN');
  });

  it('is told with the disciplines that others have entered already, and says so once', async () => {
    const paper = { subjectId: accused, form: 'REPRIMAND', from: on, decisionNumber: '7/QĐ' };
    await o.recorded(o.officer, 'recordDiscipline', paper);
    let i = await inspection.done(o.first, 'addFinding', await visited(), finding('SERIOUS'));
    i = await conclude(i);
    await inspection.done(o.leader, 'settleFinding', i, {
      findingNumber: 1,
      on,
      text: 'x',
      disciplines: [paper],
    });
    await stream.drain();
    expect(await disciplines()).toMatchObject([{ source: 'ENTRY' }]);
  });
});
