import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { complaintIdOf } from '../../functions/complaints/complaint.ts';
import { office, type Office } from '../support/dossiers.ts';
import { deliverAll, postings } from '../support/postings.ts';
import { stepper, type Held } from '../support/steps.ts';
import { minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const fields = `id type instance status version named statement overdue acceptBy { on status } resolveBy { on citation }
  heldNomineeIds decision { outcome } entries { kind } assignees { name } history(first: 20) { nodes { name } }`;

describe('complaints', () => {
  let world: World;
  let o: Office;
  let complaint: ReturnType<typeof stepper>;
  let receipts: ReturnType<typeof stepper>;
  let verifier: Id<'usr'>, districtLeader: Id<'usr'>, districtClerk: Id<'usr'>;
  let source = 0;

  beforeAll(async () => {
    world = await createWorld('2021-05-10T02:00:00Z');
    o = await office(world);
    complaint = stepper(world, 'complaintId', 'complaint', fields);
    receipts = stepper(world, 'complaintId', 'receipt', 'trackingCode receivedOn acceptBy { on }');
    verifier = await world.user('verifier', [['APPRAISER', province]]);
    ({ districtLeader, district: districtClerk } = o);
  });
  beforeEach(() => world.clock.set('2021-05-10T02:00:00Z'));

  const letter = (extra: object = {}) => ({
    handlerUnitId: province,
    type: 'COMPLAINT',
    text: 'Danh sách khen thưởng bỏ sót tôi.',
    identity: { name: 'Ngô Thị Khiếu', phone: '0912000111' },
    knownOn: '2021-05-01',
    ...extra,
  });
  const send = `mutation ($input: SendComplaintInput!) { sendComplaint(input: $input) {
    receipt { trackingCode receivedOn acceptBy { on } } userErrors { code field message } } }`;
  /** Each citizen of these tests has an address of their own. */
  const sent = (extra: object = {}, ip = `198.51.100.${(source += 1)}`) =>
    world.run(undefined, send, { input: letter({ idempotencyKey: randomUUID(), ...extra }) }, ip);
  const codeOf = (answer: { readonly data: unknown }) =>
    String(pick(answer.data, 'sendComplaint', 'receipt', 'trackingCode'));
  const heldOf = (code: string): Held => ({ id: String(complaintIdOf(code)), version: 1 });
  const classified = async (extra: object = {}, as = { leader: o.leader, clerk: o.first }) => {
    const code = codeOf(await sent(extra));
    const type = String(pick(letter(extra), 'type'));
    const by = type === 'DENUNCIATION' ? as.leader : as.clerk;
    const about = { type, accusedUnitId: minhThuan, accusedUserIds: [o.officer] };
    return { code, held: await complaint.done(by, 'classifyComplaint', heldOf(code), about) };
  };
  const fit = { competent: true, unresolved: true };
  const accepted = async (extra: object = {}) => {
    const { code, held } = await classified(extra);
    const given = await complaint.done(o.leader, 'assignComplaint', held, { userIds: [verifier] });
    return { code, held: await complaint.done(o.leader, 'acceptComplaint', given, fit) };
  };
  const verified = async (extra: object = {}) => {
    const { code, held } = await accepted(extra);
    const entry = { on: '2021-05-10', text: 'Đã làm việc với đơn vị.' };
    return { code, held: await complaint.done(verifier, 'recordVerification', held, entry) };
  };
  const ruling = (outcome: string, extra: object = {}) => ({
    ...{ number: '12/QĐ-UBND', issuedOn: '2021-05-10', signerName: 'Người ký', outcome },
    text: 'Nội dung giải quyết.',
    ...extra,
  });
  const track = async (code: string) =>
    pick(
      (
        await world.run(
          undefined,
          'query ($code: String!) { trackComplaint(code: $code) { status due { on } decision { outcome } } }',
          { code },
        )
      ).data,
      'trackComplaint',
    );

  it('comes from anybody without an account, and is followed by its code', async () => {
    await sent(); // the first of a day stores the salt of its sources
    const answer = await sent();
    expect(pick(answer.data, 'sendComplaint')).toMatchObject({
      userErrors: [],
      receipt: { receivedOn: '2021-05-10', acceptBy: { on: '2021-05-20' } },
    });
    expect(answer.calls.writes).toBe(1);
    expect(await track(codeOf(answer))).toMatchObject({ status: 'RECEIVED', due: { on: '2021-05-20' } });
    expect(await track('0000-0000-0000-0000-0000')).toBeNull();
    expect(await track('x')).toBeNull();
  });

  it('gives the same code to the same request, and holds back a source that sends too many', async () => {
    const again = { idempotencyKey: randomUUID() };
    const [one, two] = [await sent(again, '192.0.2.1'), await sent(again, '192.0.2.1')];
    expect(codeOf(two)).toBe(codeOf(one));
    const codes: unknown[] = [];
    for (let i = 0; i < 6; i += 1)
      codes.push(pick((await sent({}, '192.0.2.2')).data, 'sendComplaint', 'userErrors', 0, 'code'));
    expect(codes).toEqual([undefined, undefined, undefined, undefined, undefined, 'RATE_LIMITED']);
  });

  it('is taken up only when named, in time, before the right unit and assigned', async () => {
    const { held } = await classified({ identity: null, knownOn: '2021-01-01' });
    const conditions = async (extra: object) => {
      const { answer, refusals } = await complaint.step(o.leader, 'acceptComplaint', held, extra);
      const errors = [pick(answer.data, 'acceptComplaint', 'userErrors')].flat();
      return [refusals.length, errors.map((one) => String(pick(one, 'message'))).join(' ')] as const;
    };
    const [count, said] = await conditions({ competent: false, unresolved: false });
    expect(count).toBe(5);
    expect(said).toContain('không có họ tên');
    expect(said).toContain('hết thời hiệu');
    expect((await conditions({ ...fit, obstacle: 'Thiên tai' }))[1]).not.toContain('hết thời hiệu');
    const no = { ground: 'ANONYMOUS', text: 'Không có họ tên, địa chỉ.' };
    expect((await complaint.step(o.leader, 'refuseComplaint', held, no)).view).toMatchObject({
      status: 'REFUSED',
    });
  });

  it('is in time on the ninetieth day and not on the one after', async () => {
    const outcome = async () => {
      const { held } = await classified({ knownOn: '2021-02-09' });
      const given = await complaint.done(o.leader, 'assignComplaint', held, { userIds: [verifier] });
      return (await complaint.step(o.leader, 'acceptComplaint', given, fit)).refusals;
    };
    expect(await outcome()).toEqual([]);
    world.clock.set('2021-05-11T02:00:00Z');
    expect(await outcome()).toEqual(['COMPLAINT_INADMISSIBLE complaintId']);
  });

  it('is taken up once the clerk has found when its sender came to know', async () => {
    const { held } = await classified({ knownOn: null });
    let c = await complaint.done(o.leader, 'assignComplaint', held, { userIds: [verifier] });
    const unknown = await complaint.step(o.leader, 'acceptComplaint', c, fit);
    expect(unknown.refusals).toEqual(['COMPLAINT_INADMISSIBLE complaintId']);
    const about = { type: 'COMPLAINT', accusedUnitId: minhThuan, accusedUserIds: [o.officer] };
    const found = (extra: object) => complaint.step(o.first, 'classifyComplaint', c, { ...about, ...extra });
    expect((await found({ knownOn: '2021-05-11' })).refusals).toEqual(['COMPLAINT_DATES knownOn']);
    c = (await found({ knownOn: '2021-05-03', remote: true })).held;
    c = (await found({})).held; // what is left out stays
    const taken = await complaint.step(o.leader, 'acceptComplaint', c, fit);
    expect(taken.refusals).toEqual([]);
    // A remote area's 45 days, not 30.
    expect(taken.view).toMatchObject({ resolveBy: { on: '2021-06-24' } });
    const event = (await world.dump())
      .split('\n')
      .find((line) => line.includes(c.id) && line.includes('"before"') && line.includes('2021-05-03'));
    expect(event).toContain('ComplaintClassified');
  });

  it('is never assigned to the one it is about nor to their unit', async () => {
    const { held } = await classified();
    const colleague = await world.user(`colleague-${source}`, [['AUDITOR', minhThuan]]);
    const before = await world.dump();
    const step = await complaint.step(o.leader, 'assignComplaint', held, {
      userIds: [o.officer, colleague, verifier],
    });
    expect(step.refusals).toEqual(['COMPLAINT_ACCUSED userIds.0', 'COMPLAINT_ACCUSED userIds.1']);
    expect(await world.dump()).toBe(before);
    const ok = await complaint.step(o.leader, 'assignComplaint', held, { userIds: [verifier] });
    expect([ok.refusals, ok.answer.calls.writes]).toEqual([[], 1]);
  });

  it('goes through both instances, the second with a dialogue, each with its clock', async () => {
    const first = await classified(
      { handlerUnitId: vuBan },
      { leader: districtLeader, clerk: districtClerk },
    );
    let held = await complaint.done(districtLeader, 'assignComplaint', first.held, { userIds: [verifier] });
    const up = await complaint.step(districtLeader, 'acceptComplaint', held, fit);
    expect(up.view).toMatchObject({ resolveBy: { on: '2021-06-09' } });
    const appeal = { appealOf: first.code };
    const early = await sent(appeal);
    expect(pick(early.data, 'sendComplaint', 'userErrors', 0, 'code')).toBe('COMPLAINT_NOT_APPEALABLE');
    const complex = await complaint.step(districtLeader, 'extendComplaint', up.held, { reason: 'Phức tạp' });
    expect(complex.view).toMatchObject({ resolveBy: { on: '2021-06-24' } });
    expect(
      (await complaint.step(districtLeader, 'extendComplaint', complex.held, { reason: 'Nữa' })).refusals,
    ).toEqual(['TOO_MANY complaintId']);
    held = await complaint.done(verifier, 'recordVerification', complex.held, {
      on: '2021-05-10',
      text: 'Đã xác minh.',
    });
    await complaint.done(districtLeader, 'decideComplaint', held, ruling('REJECTED'));
    expect(await track(first.code)).toEqual({
      status: 'DECIDED',
      due: null,
      decision: { outcome: 'REJECTED' },
    });

    const same = await sent({ ...appeal, handlerUnitId: vuBan });
    expect(pick(same.data, 'sendComplaint', 'userErrors', 0, 'message')).toContain('cấp trên');
    world.clock.set('2021-06-10T02:00:00Z');
    const late = await sent(appeal);
    expect(pick(late.data, 'sendComplaint', 'userErrors', 0, 'message')).toContain('hết thời hạn');
    world.clock.set('2021-05-12T02:00:00Z');
    const second = codeOf(await sent(appeal));
    const own = { type: 'COMPLAINT', accusedUnitId: province, accusedUserIds: [] };
    expect((await complaint.step(o.first, 'classifyComplaint', heldOf(second), own)).refusals).toEqual([
      'COMPLAINT_ACCUSED accusedUnitId',
    ]);
    let s = await complaint.done(o.first, 'classifyComplaint', heldOf(second), {
      ...{ type: 'COMPLAINT', accusedUnitId: vuBan, accusedUserIds: [districtLeader] },
    });
    expect(
      (await complaint.step(o.leader, 'assignComplaint', s, { userIds: [districtClerk] })).refusals,
    ).toEqual(['COMPLAINT_ACCUSED userIds.0']);
    s = await complaint.done(o.leader, 'assignComplaint', s, { userIds: [verifier] });
    const taken = await complaint.step(o.leader, 'acceptComplaint', s, fit);
    expect(taken.view).toMatchObject({ instance: 2, resolveBy: { on: '2021-06-28' } });
    const entry = { on: '2021-05-12', text: 'Đã xác minh.' };
    s = await complaint.done(verifier, 'recordVerification', taken.held, entry);
    const ending = ruling('PARTLY_UPHELD', { issuedOn: '2021-05-12' });
    expect((await complaint.step(o.leader, 'decideComplaint', s, ending)).refusals).toEqual([
      'COMPLAINT_NO_DIALOGUE complaintId',
    ]);
    s = await complaint.done(verifier, 'recordDialogue', s, entry);
    s = await complaint.done(o.leader, 'decideComplaint', s, ending);
    const done = await complaint.step(o.first, 'enforceComplaint', s, entry);
    expect(done.view).toMatchObject({ status: 'ENFORCED', instance: 2 });
  });

  it('stops nominees while it is verified, and lets them go, takes them off or keeps them by its outcome', async () => {
    const p = postings(o);
    for (const [outcome, after] of [
      ['REJECTED', { suspended: false, excluded: false }],
      ['UPHELD', { suspended: false, excluded: true }],
      ['PARTLY_UPHELD', { suspended: true, excluded: false }],
    ] as const) {
      world.clock.set('2021-05-10T02:00:00Z');
      const d = await p.appraised();
      const notice = await p.open([d.id]);
      const nomineeIds = await o.nomineeIds(d, o.first);
      const held = { dossierId: d.id, nomineeIds };
      const { held: c } = await verified();
      const stop = await complaint.step(o.leader, 'holdForComplaint', c, { held });
      expect([stop.refusals, stop.answer.calls.writes]).toEqual([[], 1]);
      expect(stop.view).toMatchObject({ heldNomineeIds: nomineeIds });
      const [dossierId, nomineeId] = [parseId('dos', d.id), parseId('nom', nomineeIds[0] ?? '')];
      const nominee = async () => {
        const one = dossierId && nomineeId && (await world.deps().nominees.get(dossierId, nomineeId));
        return { suspended: (one?.suspendedBy.length ?? 0) > 0, excluded: one?.exclusion != null };
      };
      expect(await nominee()).toEqual({ suspended: true, excluded: false });
      const partly = outcome === 'PARTLY_UPHELD';
      if (!partly) {
        const forgotten = await complaint.step(o.leader, 'decideComplaint', stop.held, ruling(outcome));
        expect(forgotten.refusals).toEqual(['NOT_FOUND held']);
      }
      const end = await complaint.step(o.leader, 'decideComplaint', stop.held, ruling(outcome, { held }));
      expect(end.view).toMatchObject({ status: 'DECIDED', heldNomineeIds: partly ? nomineeIds : [] });
      expect(await nominee()).toEqual(after);
      if (partly) {
        const done = { on: '2021-05-10', text: 'Đã sửa danh sách.' };
        expect((await complaint.step(o.first, 'enforceComplaint', end.held, done)).refusals).toEqual([
          'NOT_FOUND held',
        ]);
        const enforced = await complaint.step(o.first, 'enforceComplaint', end.held, { ...done, held });
        expect([enforced.refusals, enforced.answer.calls.writes]).toEqual([[], 1]);
        expect(enforced.view).toMatchObject({ status: 'ENFORCED', heldNomineeIds: [] });
        expect(await nominee()).toEqual({ suspended: false, excluded: false });
      }
      await deliverAll(world);
      const noticeId = parseId('pst', notice.id);
      const [row] = noticeId ? await world.deps().postings.allRows(noticeId) : [];
      expect(typeof row?.withdrawnOn).toBe(after.excluded ? 'string' : 'object');
    }
  });

  it('warns before a due day and lists what is overdue, by key', async () => {
    const { held } = await accepted();
    const list = async (due: string) => {
      const query = `query ($unitId: ID!, $due: ComplaintDueFilter) { complaints(unitId: $unitId, denunciations: false,
        due: $due, first: 100) { nodes { id } } }`;
      const answer = await world.run(o.first, query, { unitId: province, due });
      expect(answer.calls.reads).toBeLessThanOrEqual(3);
      return [pick(answer.data, 'complaints', 'nodes')].flat().map((one) => pick(one, 'id'));
    };
    expect(await list('WARNING')).not.toContain(held.id);
    world.clock.set('2021-06-04T02:00:00Z');
    expect(await list('WARNING')).toContain(held.id);
    world.clock.set('2021-06-09T02:00:00Z');
    expect([await list('WARNING'), await list('OVERDUE')].map((ids) => ids.includes(held.id))).toEqual([
      true,
      false,
    ]);
    world.clock.set('2021-06-10T02:00:00Z');
    expect(await list('OVERDUE')).toContain(held.id);
  });

  it('answers a query, and ends what its sender withdrew', async () => {
    const query = await classified({ type: 'QUERY', identity: null });
    expect((await complaint.step(o.leader, 'acceptComplaint', query.held, fit)).refusals).toContain(
      'COMPLAINT_TYPE complaintId',
    );
    const answered = await complaint.step(o.first, 'answerComplaint', query.held, { text: 'Theo quy định…' });
    expect(answered.view).toMatchObject({ status: 'ANSWERED', acceptBy: { status: 'UNVERIFIED' } });

    const { code, held } = await accepted();
    const reason = 'Người gửi rút đơn';
    for (const extra of [{ reason }, { reason, letter: { on: '2021-05-10' } }])
      expect((await complaint.step(o.first, 'withdrawComplaint', held, extra)).refusals).toEqual([
        'COMPLAINT_NOT_WITHDRAWN complaintId',
      ]);
    const ask = `mutation ($input: AskComplaintWithdrawalInput!) { askComplaintWithdrawal(input: $input) {
      complaint { status withdrawalAsked } userErrors { code } } }`;
    const asked = await world.run(undefined, ask, {
      input: { trackingCode: code, idempotencyKey: randomUUID() },
    });
    expect(pick(asked.data, 'askComplaintWithdrawal', 'complaint')).toEqual({
      status: 'ACCEPTED',
      withdrawalAsked: true,
    });
    const now = { id: held.id, version: held.version + 1 };
    const ended = await complaint.step(o.first, 'withdrawComplaint', now, { reason });
    expect(ended.view).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('on paper is withdrawn by a letter, and never by the one that it is about', async () => {
    const paper = letter({ receivedOn: '2021-05-07' });
    const { view } = await receipts.step(o.first, 'registerComplaint', null, paper);
    const about = { type: 'COMPLAINT', accusedUnitId: province, accusedUserIds: [o.leader] };
    const c = await complaint.done(
      o.first,
      'classifyComplaint',
      heldOf(String(pick(view, 'trackingCode'))),
      about,
    );
    const end = async (user: Id<'usr'>, of: object) => {
      const step = await complaint.step(user, 'withdrawComplaint', c, { reason: 'Người gửi rút đơn', ...of });
      return step.refusals;
    };
    expect(await end(o.first, {})).toEqual(['COMPLAINT_NOT_WITHDRAWN letter']);
    for (const on of ['2021-05-06', '2021-05-11'])
      expect(await end(o.first, { letter: { on } })).toEqual(['COMPLAINT_DATES letter.on']);
    expect(await end(o.first, { letter: { on: '2021-05-10', number: 'x'.repeat(101) } })).toEqual([
      'TOO_LONG letter.number',
    ]);
    const written = { letter: { on: '2021-05-10', number: '31' } };
    expect(await end(o.leader, written)).toEqual(['COMPLAINT_ACCUSED complaintId']);
    expect(await end(o.first, written)).toEqual([]);
  });

  it('is entered from paper by the unit’s own officers', async () => {
    const paper = letter({ receivedOn: '2021-05-07' });
    const done = await receipts.step(o.first, 'registerComplaint', null, paper);
    expect(done.view).toMatchObject({ receivedOn: '2021-05-07', acceptBy: { on: '2021-05-17' } });
    const other = await receipts.step(o.outsider, 'registerComplaint', null, paper);
    expect(other.refusals).toEqual(['NOT_FOUND handlerUnitId']);
    expect(await receipts.errorCode(undefined, 'registerComplaint', null, paper)).toBe('UNAUTHENTICATED');
  });
});
