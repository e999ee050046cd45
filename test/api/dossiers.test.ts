import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };

describe('a dossier', () => {
  let o: Office;
  beforeAll(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
  });
  beforeEach(() => {
    o.world.clock.set('2021-03-01T02:00:00Z');
  });

  const approve = (ids: readonly string[], verdict = 'APPROVE') => ({
    verdicts: ids.map((nomineeId) => ({ nomineeId, verdict, note: 'Đủ điều kiện' })),
  });

  it('goes from draft over a return to exactly one decision, every step in one read and one write', async () => {
    const people = [await o.person('Trần Thị Hoa'), await o.person('Lê Văn Bình')];
    const taken: string[] = [];
    const go = async (user: typeof o.officer, name: string, held: Held, extra: object = {}) => {
      const step = await o.step(user, name, held, extra);
      expect([name, step.refusals, step.answer.calls]).toEqual([name, [], one]);
      taken.push(name);
      return step;
    };
    const nominee = (i: number) => ({ nominees: [{ subjectId: people[i], awardCode: 'BKT' }] });
    let { dossier: d } = await go(
      o.officer,
      'createDossier',
      { id: '', version: 0 },
      {
        authorUnitId: minhThuan,
        title: 'Đề nghị tặng Bằng khen',
        type: 'MERIT',
      },
    );
    d = (await go(o.officer, 'saveDossierDraft', d, { title: 'Đề nghị khen thưởng', type: 'MERIT' })).dossier;
    d = (await go(o.officer, 'addNominees', d, nominee(0))).dossier;
    for (const component of ['SUBMISSION_LETTER', 'MEETING_MINUTES']) {
      const attachmentId = await o.file(`${component}.pdf`);
      d = (await go(o.officer, 'attachToDossier', d, { attachmentId, component })).dossier;
    }
    const [hoa = ''] = await o.nomineeIds(d);
    d = (await go(o.officer, 'saveNomineeReport', d, { nomineeId: hoa, text: 'Thành tích năm 2020' }))
      .dossier;
    d = (await go(o.officer, 'submitDossier', d, { receivingUnitId: province })).dossier;
    const reasons = [{ path: ['nominees'], reason: 'Thiếu một người' }];
    const returned = await go(o.first, 'returnDossier', d, { reasons });
    expect(pick(returned.view, 'returnReasons')).toEqual(reasons);
    d = (await go(o.officer, 'addNominees', returned.dossier, nominee(1))).dossier;
    const ids = await o.nomineeIds(d);
    d = (await go(o.officer, 'saveNomineeReport', d, { nomineeId: ids[1], text: 'Thành tích' })).dossier;
    d = (await go(o.officer, 'submitDossier', d, { receivingUnitId: province })).dossier;
    const received = await go(o.first, 'receiveDossier', d, { handlerUnitId: province });
    expect(pick(received.view, 'receipt')).toEqual({
      number: '1/2021',
      receivedOn: '2021-03-01',
      deadline: {
        dueOn: '2021-04-05',
        days: 25,
        dayKind: 'WORKING',
        status: 'CONFIRMED',
        needsHumanLook: ['Lịch nghỉ lễ, tết năm 2021 chưa được đối chiếu với thông báo.'],
      },
    });
    d = (await go(o.first, 'appraiseNominees', received.dossier, approve(ids))).dossier;
    const confirm = { nomineeIds: ids, agrees: true };
    expect((await o.step(o.first, 'confirmNominees', d, confirm)).refusals).toEqual([
      'DOSSIER_SAME_OFFICER nomineeIds.0',
      'DOSSIER_SAME_OFFICER nomineeIds.1',
    ]);
    d = (await go(o.second, 'confirmNominees', d, confirm)).dossier;
    d = (await go(o.second, 'finishAppraisal', d)).dossier;
    d = await o.throughCouncil(o.second, d);
    const decision = {
      number: '335/QĐ-UBND',
      issuedOn: '2021-03-01',
      signerName: 'A',
      signerTitle: 'Chủ tịch',
    };
    const race = await Promise.all([1, 2].map(() => o.step(o.leader, 'decideDossier', d, decision)));
    expect(race.filter((r) => r.refusals.length === 0)).toHaveLength(1);
    expect(race.flatMap((r) => r.refusals)).toContain('STALE_VERSION expectedVersion');

    const query = `query ($id: ID!) { dossier(id: $id) { status authorName authorPath
      difference(from: 1, to: 2) { added { name } removed { name } changed { name } fields { field } counts { added removed changed } }
      revisions { nodes { number nominees } } history(first: 50) { nodes { seq name } }
      trail { unit { name } stage } progress { nominees confirmed approved { awardCode count } }
      decision { number issuerName awardCounts { awardCode count } dossier { id } } } }`;
    const seen = pick((await o.world.run(o.officer, query, { id: d.id })).data, 'dossier');
    expect(seen).toMatchObject({
      status: 'DECIDED',
      authorName: 'Xã Minh Thuận',
      authorPath: ['Tỉnh Nam Định', 'Huyện Vụ Bản', 'Xã Minh Thuận'],
      difference: {
        added: [{ name: 'Lê Văn Bình' }],
        removed: [],
        changed: [],
        fields: [],
        counts: { added: 1, removed: 0, changed: 0 },
      },
      revisions: {
        nodes: [
          { number: 1, nominees: 1 },
          { number: 2, nominees: 2 },
        ],
      },
      progress: { nominees: 2, confirmed: 2, approved: [{ awardCode: 'BKT', count: 2 }] },
      decision: {
        number: '335/QĐ-UBND',
        awardCounts: [{ awardCode: 'BKT', count: 2 }],
        dossier: { id: d.id },
      },
    });
    const history = [pick(seen, 'history', 'nodes')].flat();
    expect(history.map((e) => pick(e, 'seq'))).toEqual(history.map((_, i) => i + 1));
    // The two besides the first are the council's.
    expect(history).toHaveLength(taken.length + 3);
  });

  it('keeps what each submitted revision said: reports, and whether it claimed the simple procedure', async () => {
    o.world.clock.set('2024-05-06T02:00:00Z');
    const subjectId = await o.person('Vũ Thị Lan');
    let d = await o.complete([{ subjectId, awardCode: 'BKTTG' }]);
    const [lan = ''] = await o.nomineeIds(d);
    const save = async (text: string) => {
      const step = await o.step(o.officer, 'saveNomineeReport', d, { nomineeId: lan, text });
      expect([step.refusals, step.answer.calls]).toEqual([[], one]);
      d = step.dossier;
    };
    const up = async () => {
      d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    };
    const back = async () => {
      d = await o.done(o.first, 'returnDossier', d, { reasons: [{ path: [], reason: 'Viết lại' }] });
    };
    const read = async (from: number, to: number) => {
      const query = `query ($id: ID!, $from: Int!, $to: Int!) { dossier(id: $id) { difference(from: $from, to: $to) {
        fields { field before after } changed { name was: report(revision: $from) is: report(revision: $to) } } } }`;
      const answer = await o.world.run(o.first, query, { id: d.id, from, to });
      return pick(answer.data, 'dossier', 'difference');
    };
    await save('Lần một');
    await up();
    await back();
    await save('Lần một');
    await up();
    expect(await read(1, 2)).toEqual({ fields: [], changed: [] });
    await back();
    await save('Lần ba, bản nháp');
    await save('Lần ba');
    const header = { title: 'Khác', type: 'MERIT', simpleCases: ['STATE_SECRET'] };
    const saved = await o.step(o.officer, 'saveDossierDraft', d, header);
    expect(saved.refusals).toEqual([]);
    d = saved.dossier;
    await save('Lần ba');
    expect((await o.step(o.officer, 'submitDossier', d, { receivingUnitId: province })).refusals).toEqual([]);
    const name = 'Vũ Thị Lan';
    expect(await read(1, 3)).toMatchObject({ changed: [{ name, was: 'Lần một', is: 'Lần ba' }] });
    const last = await read(2, 3);
    expect(last).toMatchObject({ changed: [{ name, was: 'Lần một', is: 'Lần ba' }] });
    expect(pick(last, 'fields')).toContainEqual({ field: 'simpleCases', before: '', after: 'STATE_SECRET' });
  });

  it('goes up over the district, which passes on only whom it approved', async () => {
    const people = await Promise.all(['An', 'Bình', 'Cường'].map((name) => o.person(`Trần ${name}`)));
    let d = await o.complete(people.map((subjectId) => ({ subjectId, awardCode: 'BKT' })));
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: vuBan });
    expect((await o.step(o.first, 'receiveDossier', d, { handlerUnitId: province })).refusals).toEqual([
      'NOT_FOUND dossierId',
    ]);
    d = await o.done(o.district, 'receiveDossier', d, { handlerUnitId: vuBan });
    const [an = '', ...rest] = await o.nomineeIds(d);
    d = await o.done(o.district, 'appraiseNominees', d, approve([an], 'REJECT'));
    d = await o.done(o.district, 'appraiseNominees', d, approve(rest));
    expect((await o.step(o.districtLeader, 'finishAppraisal', d)).refusals).toEqual([
      'DOSSIER_NOT_APPRAISED dossierId',
    ]);
    d = await o.done(o.districtLeader, 'confirmNominees', d, { nomineeIds: [an, ...rest], agrees: true });
    d = await o.done(o.districtLeader, 'finishAppraisal', d);
    const decision = { number: '1', issuedOn: '2021-03-01', signerName: 'B', signerTitle: 'Chủ tịch' };
    expect((await o.step(o.districtLeader, 'decideDossier', d, decision)).refusals).toEqual([
      'DOSSIER_NOT_IN_AUTHORITY dossierId',
    ]);
    expect((await o.step(o.districtLeader, 'forwardDossier', d, { toUnitId: minhThuan })).refusals).toEqual([
      'NOT_FOUND toUnitId',
    ]);
    d = await o.done(o.districtLeader, 'forwardDossier', d, { toUnitId: province });
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    expect((await o.step(o.first, 'appraiseNominees', d, approve([an]))).refusals).toEqual([
      'NOT_FOUND verdicts.0',
    ]);
    d = await o.done(o.first, 'appraiseNominees', d, approve(rest));
    d = await o.done(o.second, 'confirmNominees', d, { nomineeIds: rest, agrees: true });
    d = await o.throughCouncil(o.second, await o.done(o.second, 'finishAppraisal', d));
    const decided = await o.step(o.leader, 'decideDossier', d, { ...decision, number: '2' });
    const query = `query ($id: ID!) { node(id: $id) { ... on Decision { awardCounts { awardCode count } dossier { id } } } }`;
    const id = pick(decided.view, 'decision', 'id');
    expect((await o.world.run(undefined, query, { id })).data).toEqual({
      node: { awardCounts: [{ awardCode: 'BKT', count: 2 }], dossier: null },
    });
  });

  it('leaves the system for the state level, is withdrawn, or ends without an award', async () => {
    const appraised = async () => {
      let d = await o.complete([{ subjectId: await o.person('Phạm Văn Đức'), awardCode: 'BKTTG' }]);
      d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
      d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
      const ids = await o.nomineeIds(d);
      d = await o.done(o.first, 'appraiseNominees', d, approve(ids));
      d = await o.done(o.second, 'confirmNominees', d, { nomineeIds: ids, agrees: true });
      return o.done(o.second, 'finishAppraisal', d);
    };
    const up = await o.throughCouncil(o.second, await postings(o).posted(await appraised()));
    const both = { addressee: 'PRIME_MINISTER', toUnitId: province };
    expect((await o.step(o.leader, 'forwardDossier', up, both)).refusals).toEqual(['INVALID_VALUE toUnitId']);
    const nameless = await o.step(o.leader, 'forwardDossier', up, { addressee: 'PRIME_MINISTER' });
    expect(nameless.refusals).toEqual(['REQUIRED letterNumber']);
    const letter = { addressee: 'PRIME_MINISTER', letterNumber: '45/TTr-UBND' };
    const gone = await o.step(o.leader, 'forwardDossier', up, letter);
    expect(gone.view).toMatchObject({ status: 'FORWARDED', forwarding: letter });
    expect((await o.step(o.officer, 'withdrawDossier', gone.dossier, { reason: 'Nhầm' })).refusals).toEqual([
      'WRONG_STATE dossierId',
    ]);
    const closed = await o.step(o.leader, 'closeDossier', await appraised(), {
      reason: 'Chưa đủ tiêu chuẩn',
    });
    expect(closed.view).toMatchObject({
      status: 'CLOSED_WITHOUT_AWARD',
      closingReason: 'Chưa đủ tiêu chuẩn',
    });
    const back = await o.step(o.officer, 'withdrawDossier', await appraised(), { reason: ' ' });
    expect(back.refusals).toEqual(['REQUIRED reason']);
    const drawn = await o.step(o.officer, 'withdrawDossier', back.dossier, { reason: 'Rút hồ sơ' });
    expect(drawn.view).toMatchObject({ status: 'WITHDRAWN' });
  });
});
