import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { discard } from '../../functions/kernel/table/write.ts';
import type { Held } from '../support/dossiers.ts';
import { fighter, recordOffice, type RecordOffice } from '../support/records.ts';
import { province } from '../support/units.ts';
import { recordVerdicts } from '../support/verdicts.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const advice = `query ($id: ID!) { dossier(id: $id) {
  submission { law { regime reason on year { name } } }
  evaluations { number stage revision at recorded regime reason nominees turned }
  eligibility { counts { outcome count } nominees(first: 100) { nodes { nominee { name } outcome reasons } } }
  nominees(first: 100) { nodes { id name eligibility { outcome tentative } recordedEligibility { outcome revision looks }
    evaluations { verdict { evaluation stage outcome regime regimeReason at } before changed { is truth text found } }
    assessments { verdict note eligibility evaluation reopenedBy } } }
  history(last: 2) { nodes { name actorId } } } }`;

describe('eligibility in a dossier', () => {
  let world: World;
  let o: RecordOffice;
  let good: Id<'sub'>;
  let short: Id<'sub'>;
  let held: Held;
  beforeAll(async () => {
    world = await createWorld();
    o = await recordOffice(world, { streams: false });
    world.clock.set('2026-01-15T02:00:00.000Z');
    [good, short] = [await o.person('Nguyễn Thị Đủ'), await o.person('Trần Văn Thiếu')];
    await history(good, [2024, 2025]);
    await history(short, [2025]);
    held = await o.complete([good, short].map((subjectId) => ({ subjectId, awardCode: 'BKT' })));
  });

  /** Everything is known of the subject: base fighter's titles in these years, and nothing against it. */
  async function history(subjectId: Id<'sub'>, years: readonly number[]) {
    for (const year of years) await o.recorded(o.officer, 'recordAward', { subjectId, ...fighter(year) });
    for (const year of [2023, 2024, 2025])
      await o.recorded(o.officer, 'recordCompletion', {
        subjectId,
        year: { kind: 'CALENDAR', year },
        level: 'GOOD',
      });
    for (const of of ['AWARDS', 'INITIATIVES'])
      await o.recorded(o.officer, 'recordHistoryExtent', { subjectId, of, knownFrom: null });
    await o.recorded(o.first, 'recordConductCheck', {
      subjectId,
      body: 'Thanh tra tỉnh',
      asOf: '2026-01-10',
    });
  }

  const view = async (user: Id<'usr'>) =>
    pick((await world.run(user, advice, { id: held.id })).data, 'dossier');
  /** What the stream does with the step that led to a version. */
  const deliver = (step: string, version: number, revision = 1) =>
    recordVerdicts(world, step, { id: held.id, version, revision });
  const outcomes = (dossier: unknown, field: string) =>
    [pick(dossier, 'nominees', 'nodes')]
      .flat()
      .map((n) => [pick(n, 'name'), pick(n, field, 'outcome') ?? null]);

  it('advises on a draft by what the author may know, and holds back what only appraisers may', async () => {
    const draft = await view(o.officer);
    expect(pick(draft, 'submission')).toBeNull();
    expect(outcomes(draft, 'eligibility')).toEqual([
      ['Nguyễn Thị Đủ', 'NEEDS_HUMAN_LOOK'],
      ['Trần Văn Thiếu', 'NOT_ELIGIBLE'],
    ]);
    expect(pick(draft, 'eligibility', 'counts')).toEqual([
      { outcome: 'ELIGIBLE', count: 0 },
      { outcome: 'NOT_ELIGIBLE', count: 1 },
      { outcome: 'NEEDS_HUMAN_LOOK', count: 1 },
    ]);
  });

  it('fixes the law at submission and records what it says then and at receipt, for appraisers alone; twice is once', async () => {
    const sent = await o.done(o.officer, 'submitDossier', held, { receivingUnitId: province });
    held = await o.done(o.first, 'receiveDossier', sent, { handlerUnitId: province });
    const verdicts = (await o.nomineeIds(held, o.first)).map((nomineeId) => ({
      nomineeId,
      verdict: 'REJECT',
      note: 'Chưa đủ hồ sơ',
    }));
    const pending = async () => {
      const taken = await o.step(o.first, 'appraiseNominees', held, { verdicts });
      expect(taken.refusals).toEqual([0, 1].map((i) => `DOSSIER_VERDICT_PENDING verdicts.${i}.nomineeId`));
      expect(taken.answer.calls).toEqual({ reads: 1, writes: 0 });
      expect(outcomes(await view(o.first), 'recordedEligibility').map(([, outcome]) => outcome)).toEqual([
        null,
        null,
      ]);
    };
    await pending();
    await deliver('submitDossier', sent.version);
    await pending();
    expect(pick(await view(o.first), 'evaluations')).toMatchObject([
      { number: held.version, stage: 'APPRAISAL', recorded: false, nominees: null },
      { number: sent.version, stage: 'SUBMISSION', recorded: true, nominees: 2, regime: 'C' },
    ]);
    await deliver('receiveDossier', held.version);
    const dossier = await view(o.first);
    expect(pick(dossier, 'submission', 'law')).toMatchObject({
      regime: 'C',
      on: '2026-01-15',
      year: { name: 'năm 2025' },
    });
    expect(pick(dossier, 'evaluations')).toMatchObject([
      { number: held.version, stage: 'APPRAISAL', recorded: true, revision: 1, nominees: 2, turned: 0 },
      { number: sent.version, stage: 'SUBMISSION', recorded: true, revision: 1, nominees: 2, turned: 0 },
    ]);
    expect(outcomes(dossier, 'recordedEligibility')).toEqual([
      ['Nguyễn Thị Đủ', 'ELIGIBLE'],
      ['Trần Văn Thiếu', 'NOT_ELIGIBLE'],
    ]);
    expect(pick(dossier, 'nominees', 'nodes', 1, 'evaluations')).toMatchObject([
      { verdict: { stage: 'APPRAISAL', outcome: 'NOT_ELIGIBLE' }, before: 'NOT_ELIGIBLE', changed: [] },
      { verdict: { stage: 'SUBMISSION', outcome: 'NOT_ELIGIBLE' }, before: null, changed: [] },
    ]);
    const author = await view(o.officer);
    expect(outcomes(author, 'recordedEligibility').map(([, outcome]) => outcome)).toEqual([null, null]);
    expect(pick(author, 'nominees', 'nodes', 0, 'evaluations')).toEqual([]);
    expect(pick(author, 'evaluations', 0, 'turned')).toBeNull();
    const before = await world.dump();
    await deliver('submitDossier', sent.version);
    await deliver('receiveDossier', held.version);
    await deliver('receiveDossier', held.version + 1, 7);
    expect(await world.dump()).toBe(before);
  });

  it('lets nobody overrule the law without a reason, and keeps what the appraiser had before them', async () => {
    const ids = await o.nomineeIds(held, o.first);
    const all = (verdict: string, note = '') => ids.map((nomineeId) => ({ nomineeId, verdict, note }));
    const silent = await o.step(o.first, 'appraiseNominees', held, { verdicts: all('APPROVE', ' ') });
    expect(silent.refusals).toEqual(['DOSSIER_NOT_ELIGIBLE verdicts.1.note']);
    const turnedDown = await o.step(o.first, 'appraiseNominees', held, { verdicts: all('REJECT') });
    expect(turnedDown.refusals).toEqual(['DOSSIER_ELIGIBLE verdicts.0.note']);
    const asked = await o.step(o.first, 'appraiseNominees', held, { verdicts: all('ASK') });
    expect(asked.refusals).toEqual([]);
    const reason = 'Hội đồng sáng kiến đã có kết luận bổ sung';
    const given = await o.step(o.first, 'appraiseNominees', asked.dossier, {
      verdicts: all('APPROVE', reason),
    });
    expect(given.refusals).toEqual([]);
    expect(given.answer.calls).toEqual({ reads: 1, writes: 1 });
    const [, second] = [pick(await view(o.first), 'nominees', 'nodes')].flat();
    expect(pick(second, 'assessments')).toMatchObject([
      { verdict: 'APPROVE', eligibility: 'NOT_ELIGIBLE', evaluation: held.version, reopenedBy: null },
    ]);
    held = await o.done(o.second, 'confirmNominees', given.dossier, { nomineeIds: ids, agrees: true });
  });

  it('judges anew when asked, and has those appraised again whom the records now speak against', async () => {
    const ids = await o.nomineeIds(held, o.first);
    await o.recorded(o.first, 'recordProceeding', {
      subjectId: good,
      ...{ kind: 'DENUNCIATION', openedOn: '2026-01-14', reference: 'Đơn 05/2026' },
    });
    await expect(o.step(o.leader, 'reevaluateDossier', held)).rejects.toThrow('FORBIDDEN');
    expect((await o.step(o.outsider, 'reevaluateDossier', held)).refusals).toEqual(['NOT_FOUND dossierId']);
    // The first request is lost on its way: asking again is the way out.
    const lost = await o.done(o.first, 'reevaluateDossier', held);
    const again = await o.step(o.first, 'reevaluateDossier', lost);
    expect(again.answer.calls).toEqual({ reads: 1, writes: 1 });
    held = again.dossier;
    expect((await o.step(o.first, 'finishAppraisal', held)).refusals).toEqual([
      'DOSSIER_VERDICT_PENDING dossierId',
    ]);
    await deliver('reevaluateDossier', held.version);
    const evaluation = held.version;
    // As if it had stopped before its end: the event comes again, and finds the same.
    const sk = `EVALUATION#${String(evaluation).padStart(6, '0')}`;
    await world.write(discard({ pk: `DOS#${held.id}`, sk }));
    await deliver('reevaluateDossier', evaluation);
    held = { ...held, version: held.version + 1 };
    const dossier = await view(o.first);
    expect(pick(dossier, 'evaluations', 0)).toMatchObject({ number: evaluation, recorded: true, turned: 1 });
    expect(pick(dossier, 'history', 'nodes')).toMatchObject([
      { name: 'DossierReevaluated', actorId: o.first },
      { name: 'AppraisalReopened' },
    ]);
    expect(pick(dossier, 'nominees', 'nodes', 0, 'evaluations', 0)).toMatchObject({
      verdict: { evaluation, outcome: 'NOT_ELIGIBLE' },
      before: 'ELIGIBLE',
      changed: [{ truth: 'NO', found: 'vụ việc mở ngày 14/01/2026' }],
    });
    const assessments = [0, 1].map((i) => pick(dossier, 'nominees', 'nodes', i, 'assessments', 0));
    expect(assessments).toMatchObject([
      { verdict: 'APPROVE', eligibility: 'ELIGIBLE', reopenedBy: evaluation },
      { verdict: 'APPROVE', eligibility: 'NOT_ELIGIBLE', reopenedBy: null },
    ]);
    const author = await view(o.officer);
    expect(pick(author, 'nominees', 'nodes', 0, 'assessments')).toEqual([]);
    expect((await o.step(o.first, 'finishAppraisal', held)).refusals).toEqual([
      'DOSSIER_NOT_APPRAISED dossierId',
    ]);
    const word = { nomineeIds: ids.slice(0, 1), agrees: true };
    expect((await o.step(o.second, 'confirmNominees', held, word)).refusals).toEqual([
      'DOSSIER_NOT_APPRAISED nomineeIds.0',
    ]);
    const verdict = (note: string) => ({ verdicts: [{ nomineeId: ids[0], verdict: 'APPROVE', note }] });
    expect((await o.step(o.first, 'appraiseNominees', held, verdict(''))).refusals).toEqual([
      'DOSSIER_NOT_ELIGIBLE verdicts.0.note',
    ]);
    held = await o.done(o.first, 'appraiseNominees', held, verdict('Đơn đã rút, chờ văn bản'));
    held = await o.done(o.second, 'confirmNominees', held, word);
    const ended = await o.step(o.second, 'finishAppraisal', held);
    expect(ended.refusals).toEqual([]);
    expect(ended.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect((await o.step(o.first, 'reevaluateDossier', ended.dossier)).refusals).toEqual([
      'WRONG_STATE dossierId',
    ]);
  });

  it('says that the verdict on a new revision is pending, not what the old one was, and keeps the old', async () => {
    const nominee = await o.person('Lê Văn Lại');
    let d = await o.complete([{ subjectId: nominee, awardCode: 'BKT' }]);
    const submit = async () => {
      d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    };
    const recorded = async () => {
      const seen = pick((await world.run(o.first, advice, { id: d.id })).data, 'dossier');
      return [
        pick(seen, 'nominees', 'nodes', 0, 'recordedEligibility', 'revision') ?? null,
        pick(seen, 'evaluations', 0, 'recorded'),
        [pick(seen, 'nominees', 'nodes', 0, 'evaluations')].flat().length,
      ];
    };
    await submit();
    await recordVerdicts(world, 'submitDossier', { ...d, revision: 1 });
    expect(await recorded()).toEqual([1, true, 1]);
    const reasons = [{ path: ['files'], reason: 'Thiếu trang' }];
    d = await o.done(o.first, 'returnDossier', d, { reasons });
    await submit();
    expect(await recorded()).toEqual([null, false, 1]);
    await recordVerdicts(world, 'submitDossier', { ...d, revision: 2 });
    expect(await recorded()).toEqual([2, true, 2]);
  });

  it('judges what came in before a change of the law by the old one at receipt too, and says why', async () => {
    world.clock.set('2025-06-30T02:00:00.000Z');
    let d = await o.complete([{ subjectId: short, awardCode: 'BKT' }]);
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    await recordVerdicts(world, 'submitDossier', { ...d, revision: 1 });
    world.clock.set('2025-07-02T02:00:00.000Z');
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    await recordVerdicts(world, 'receiveDossier', { ...d, revision: 1 });
    const seen = pick((await world.run(o.first, advice, { id: d.id })).data, 'dossier');
    const why: unknown = expect.stringContaining('Hồ sơ nhận ngày 30/06/2025, trước khi');
    expect(pick(seen, 'evaluations')).toMatchObject([
      { stage: 'APPRAISAL', regime: 'B', reason: why },
      { stage: 'SUBMISSION', regime: 'B' },
    ]);
    expect(pick(seen, 'nominees', 'nodes', 0, 'evaluations', 0, 'verdict')).toMatchObject({
      regime: 'B',
      regimeReason: why,
      at: '2025-07-02T02:00:00.000Z',
    });
    world.clock.set('2026-01-15T02:00:00.000Z');
  });

  it('keeps the old law for what was taken in under it and returned, and gives the new one to what never was', async () => {
    const law = async (takenIn: boolean) => {
      world.clock.set('2025-06-20T02:00:00.000Z');
      let d = await o.complete([{ subjectId: await o.person('Phạm Thị Trước'), awardCode: 'BKT' }]);
      d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
      if (takenIn) d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
      d = await o.done(o.first, 'returnDossier', d, { reasons: [{ path: ['files'], reason: 'Thiếu' }] });
      world.clock.set('2025-07-10T02:00:00.000Z');
      d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
      await recordVerdicts(world, 'submitDossier', { ...d, revision: 2 });
      const query = `query ($id: ID!) { dossier(id: $id) { submission { law { regime reason on receivedOn } }
        nominees(first: 1) { nodes { recordedEligibility { regime } eligibility { regime } } } } }`;
      const seen = pick((await world.run(o.first, query, { id: d.id })).data, 'dossier');
      const nominee = pick(seen, 'nominees', 'nodes', 0);
      return {
        law: pick(seen, 'submission', 'law'),
        regimes: ['recordedEligibility', 'eligibility'].map((field) => pick(nominee, field, 'regime')),
      };
    };
    const why: unknown = expect.stringContaining('Hồ sơ nhận ngày 20/06/2025, trước khi');
    const dates = { on: '2025-07-10', receivedOn: '2025-06-20' };
    expect(await law(true)).toMatchObject({
      law: { regime: 'B', reason: why, ...dates },
      regimes: ['B', 'B'],
    });
    expect(await law(false)).toMatchObject({ law: { regime: 'C', receivedOn: null }, regimes: ['C', 'C'] });
    world.clock.set('2026-01-15T02:00:00.000Z');
  });
});
