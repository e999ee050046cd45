import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { stepper, type Held } from '../support/steps.ts';
import { education, hienKhanh, minhThuan, province, vuBan, yenBang, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type World } from '../support/world.ts';

const fields = `id status version team { name lead } visits { on minutesId } findings { number severity dossierIds }
  conclusion { number } recommendations(first: 9) { nodes { id version dueOn } } availableActions { code allowed }`;

describe('inspections', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let inspection: ReturnType<typeof stepper>;
  let recommendation: ReturnType<typeof stepper>;
  let leader: Id<'usr'>, first: Id<'usr'>, second: Id<'usr'>, officer: Id<'usr'>, outsider: Id<'usr'>;

  beforeAll(async () => {
    world = await createWorld('2021-05-10T02:00:00Z');
    at = await office(world);
    ({ leader, first, second, officer, outsider } = at);
    inspection = stepper(world, 'inspectionId', 'inspection', fields);
    recommendation = stepper(
      world,
      'recommendationId',
      'recommendation',
      'id status version late remedies { verdict { accepted } } escalations { daysLate }',
    );
  });
  beforeEach(() => world.clock.set('2021-05-10T02:00:00Z'));

  const document = (number: string, issuedOn = '2021-05-10') => ({
    number,
    issuedOn,
    signerName: 'Người ký',
  });
  const team = () => [
    { userId: first, lead: true },
    { userId: second, lead: false },
  ];
  const asked = (extra: object = {}) => ({
    hostUnitId: province,
    unitId: minhThuan,
    kind: 'CHECK',
    topic: 'Thực hiện pháp luật về thi đua, khen thưởng',
    decision: document('12/QĐ-SNV'),
    team: team(),
    ...extra,
  });
  const decided = (extra: object = {}) => inspection.done(leader, 'decideInspection', null, asked(extra));
  const visit = async (extra: object = {}) => ({
    hostUnitId: province,
    unitId: minhThuan,
    kind: 'CHECK',
    on: '2021-05-10',
    minutesId: await at.file('bien-ban.pdf', 'CLEAN', province),
    evidenceIds: [],
    answers: [],
    ...extra,
  });
  const finding = (extra: object = {}) => ({
    severity: 'SERIOUS',
    text: 'Chưa công khai danh sách.',
    citation: 'Luật Thi đua, khen thưởng',
    responsibleName: 'Nguyễn Văn Trưởng',
    responsiblePosition: 'Chủ tịch UBND xã',
    dossierIds: [],
    decisionIds: [],
    subjectIds: [],
    ...extra,
  });
  const visited = async () => inspection.done(first, 'recordInspectionVisit', await decided(), await visit());
  const concluded = async () =>
    inspection.done(leader, 'concludeInspection', await visited(), {
      conclusion: { ...document('15/KL-SNV'), text: 'Kết luận.' },
    });

  async function recommended(extra: object = {}): Promise<{ readonly held: Held; readonly of: Held }> {
    const taken = await inspection.step(leader, 'addRecommendation', await concluded(), {
      ownerUnitId: minhThuan,
      text: 'Công khai danh sách trước khi trình.',
      dueOn: '2021-05-31',
      ...extra,
    });
    expect(taken.refusals).toEqual([]);
    expect(taken.answer.calls).toEqual({ reads: 2, writes: 1 });
    const node = pick(taken.view, 'recommendations', 'nodes', 0);
    return { of: taken.held, held: { id: String(pick(node, 'id')), version: 1 } };
  }

  it('goes from a decision over a visit to a conclusion, one read round and one write a step', async () => {
    const d = await inspection.step(leader, 'decideInspection', null, asked());
    expect([d.refusals, d.answer.calls]).toEqual([[], { reads: 2, writes: 1 }]);
    const early = await inspection.step(leader, 'concludeInspection', d.held, {
      conclusion: { ...document('15/KL-SNV'), text: 'x' },
    });
    expect(early.refusals).toEqual(['WRONG_STATE inspectionId']);
    const v = await inspection.step(first, 'recordInspectionVisit', d.held, await visit());
    expect([v.refusals, v.answer.calls.writes]).toEqual([[], 1]);
    const dossier = await at.complete([{ subjectId: await at.person('Trần Văn Hồ'), awardCode: 'BKT' }]);
    const seen = await inspection.step(first, 'addFinding', v.held, finding({ dossierIds: [dossier.id] }));
    expect(seen.refusals).toEqual(['NOT_FOUND dossierIds.0']); // a draft is its author's own affair
    await at.done(officer, 'submitDossier', dossier, { receivingUnitId: province, roundId: null });
    const f = await inspection.step(first, 'addFinding', v.held, finding({ dossierIds: [dossier.id] }));
    expect(f.view).toMatchObject({
      findings: [{ number: 1, severity: 'SERIOUS', dossierIds: [dossier.id] }],
    });
    const backdated = { ...document('15/KL-SNV', '2021-05-09'), text: 'x' };
    expect(
      (await inspection.step(leader, 'concludeInspection', f.held, { conclusion: backdated })).refusals,
    ).toEqual(['INSPECTION_DATES conclusion.issuedOn']);
    const c = await inspection.step(leader, 'concludeInspection', f.held, {
      conclusion: { ...document('15/KL-SNV'), text: 'Kết luận.' },
    });
    expect(c.view).toMatchObject({ status: 'CONCLUDED', conclusion: { number: '15/KL-SNV' } });
  });

  it('takes nobody into a team who works at the inspected unit, or joins it later', async () => {
    const local = await world.user('local', [
      ['APPRAISER', province],
      ['OFFICER', minhThuan],
    ]);
    const before = await world.dump();
    const own = asked({ team: [...team(), { userId: local, lead: false }] });
    expect((await inspection.step(leader, 'decideInspection', null, own)).refusals).toEqual([
      'INSPECTION_OWN_UNIT team.2.userId',
    ]);
    const twoLeads = asked({ team: team().map((one) => ({ ...one, lead: true })) });
    expect((await inspection.step(leader, 'decideInspection', null, twoLeads)).refusals).toEqual([
      'INSPECTION_LEAD team',
    ]);
    expect(await world.dump()).toBe(before);
    const d = await decided();
    expect((await inspection.step(leader, 'changeInspectionTeam', d, { team: own.team })).refusals).toEqual([
      'INSPECTION_OWN_UNIT team.2.userId',
    ]);
    const moving = await world.user('moving', [['APPRAISER', province]]);
    const joined = await inspection.done(leader, 'changeInspectionTeam', d, {
      team: [...team(), { userId: moving, lead: false }],
    });
    const user = await world.deps().users.get(moving);
    if (!user) throw new Error('no user');
    const [now] = user.grants;
    if (!now) throw new Error('no grant');
    const grants = [now, { ...now, unitId: minhThuan }];
    await world.write(...world.deps().users.replace(user, { ...user, grants, version: 2 }));
    expect((await inspection.step(moving, 'recordInspectionVisit', joined, await visit())).refusals).toEqual([
      'INSPECTION_OWN_UNIT inspectionId',
    ]);
  });

  it('lets only the team record, and wants minutes that are clean and the host’s', async () => {
    const d = await decided();
    expect((await inspection.step(leader, 'recordInspectionVisit', d, await visit())).refusals).toEqual([
      'NOT_YOURS inspectionId',
    ]);
    const dirty = await visit({
      minutesId: await at.file('x.pdf', 'CHECKING', province),
      evidenceIds: [await at.file('y.pdf', 'CLEAN', minhThuan)],
      on: '2021-05-09',
    });
    expect((await inspection.step(first, 'recordInspectionVisit', d, dirty)).refusals).toEqual([
      'FILE_NOT_CLEAN files.0',
      'NOT_FOUND files.1',
      'INSPECTION_DATES on',
    ]);
    expect(
      (await inspection.step(first, 'recordInspectionVisit', d, await visit({ unitId: yenBang }))).refusals,
    ).toEqual(['NOT_FOUND unitId']);
  });

  it('answers the version of the template that was decided on, whole', async () => {
    const list = stepper(world, 'checklistId', 'checklist', 'id version questions { code }');
    const questions = [
      { code: '1', text: 'Có kế hoạch?' },
      { code: '2', text: 'Có công khai?', citation: 'Kế hoạch 08/KH-UBND' },
    ];
    const template = { hostUnitId: province, kind: 'CHECK', title: 'Mẫu kiểm tra', questions };
    const made = await list.done(first, 'createChecklist', null, template);
    const { hostUnitId: _h, kind: _k, ...shorter } = { ...template, questions: questions.slice(0, 1) };
    const revised = await list.done(first, 'reviseChecklist', made, shorter);
    expect(revised.version).toBe(2);
    const named = { checklistId: made.id, checklistVersion: 1 };
    const d = await decided(named);
    const answers = [{ code: '1', verdict: 'MET', note: '' }];
    expect(
      (await inspection.step(first, 'recordInspectionVisit', d, await visit({ ...named, answers }))).refusals,
    ).toEqual(['INSPECTION_ANSWERS answers']);
    expect(
      (
        await inspection.step(
          first,
          'recordInspectionVisit',
          d,
          await visit({ checklistId: made.id, checklistVersion: 2, answers }),
        )
      ).refusals,
    ).toEqual(['NOT_FOUND checklistId']);
    const whole = [...answers, { code: '2', verdict: 'NOT_MET', note: 'Chưa' }];
    await inspection.done(first, 'recordInspectionVisit', d, await visit({ ...named, answers: whole }));
    const other = await inspection.step(
      leader,
      'decideInspection',
      null,
      asked({ ...named, kind: 'INSPECTION' }),
    );
    expect(other.refusals).toEqual(['NOT_FOUND checklistId']);
    const old = await world.run(
      first,
      'query ($id: ID!) { checklist(id: $id, version: 1) { questions { code } } }',
      {
        id: made.id,
      },
    );
    expect(pick(old.data, 'checklist', 'questions')).toHaveLength(2);
  });

  it('follows a recommendation until it is put right, late and escalated on the way', async () => {
    const { held } = await recommended();
    const late = (unitId: string, list: string, user = leader) =>
      world.run(
        user,
        `query ($unitId: ID!, $list: RecommendationList!) { recommendations(unitId: $unitId, list: $list, first: 9) { nodes { id late } } }`,
        { unitId, list },
      );
    const ids = async (unitId: string, list: string, user = leader) =>
      [pick((await late(unitId, list, user)).data, 'recommendations', 'nodes')]
        .flat()
        .map((n) => pick(n, 'id'));
    const escalation = { toUnitId: vuBan, reason: 'Quá hạn' };
    expect(await ids(province, 'LATE_OF_HOST')).not.toContain(held.id);
    expect((await recommendation.step(leader, 'escalateRecommendation', held, escalation)).refusals).toEqual([
      'RECOMMENDATION_NOT_LATE recommendationId',
    ]);
    world.clock.set('2021-06-02T02:00:00Z');
    expect(await ids(province, 'LATE_OF_HOST')).toContain(held.id);
    expect(await ids(minhThuan, 'OPEN_OF_OWNER', officer)).toContain(held.id);
    expect(await ids(province, 'OPEN_OF_HOST', leader)).toContain(held.id);
    expect(await ids(province, 'TO_VERIFY', leader)).not.toContain(held.id);
    const wrong = await recommendation.step(leader, 'escalateRecommendation', held, {
      ...escalation,
      toUnitId: yYen,
    });
    expect(wrong.refusals).toEqual(['NOT_FOUND toUnitId']);
    const up = await recommendation.step(leader, 'escalateRecommendation', held, escalation);
    expect(up.view).toMatchObject({ late: true, escalations: [{ daysLate: 2 }] });
    expect(await ids(vuBan, 'ESCALATED_TO', at.districtLeader)).toEqual([held.id]);

    const bare = await recommendation.step(officer, 'submitRemedy', up.held, {
      note: 'Đã làm',
      evidenceIds: [],
    });
    expect(bare.refusals).toEqual(['REQUIRED evidenceIds']);
    const remedy = async () => ({ note: 'Đã công khai', evidenceIds: [await at.file('anh.pdf')] });
    const sent = await recommendation.done(officer, 'submitRemedy', up.held, await remedy());
    expect(await recommendation.errorCode(officer, 'verifyRemedy', sent, { note: '' })).toBe('FORBIDDEN');
    expect(await ids(province, 'TO_VERIFY', leader)).toContain(held.id);
    expect(await ids(province, 'OPEN_OF_HOST', leader)).toContain(held.id);
    expect(await ids(minhThuan, 'OPEN_OF_OWNER', officer)).not.toContain(held.id);
    const back = await recommendation.done(first, 'rejectRemedy', sent, { note: 'Chưa đủ' });
    const again = await recommendation.done(officer, 'submitRemedy', back, await remedy());
    const verified = await recommendation.step(first, 'verifyRemedy', again, { note: '' });
    expect(verified.view).toMatchObject({
      status: 'VERIFIED',
      late: false,
      remedies: [{ verdict: { accepted: false } }, { verdict: { accepted: true } }],
    });
    expect(await ids(province, 'LATE_OF_HOST')).not.toContain(held.id);
    expect(await ids(vuBan, 'ESCALATED_TO', at.districtLeader)).toEqual([]);
    const stranger = await late(province, 'LATE_OF_HOST', outsider);
    expect(pick(stranger.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });

  it('shows the inspected unit its findings after the conclusion, the public what was published', async () => {
    const v = await inspection.done(first, 'addFinding', await visited(), finding());
    const query = `query ($id: ID!) { inspection(id: $id) { status findings { number } conclusion { number } team { name } } node(id: $id) { id } }`;
    const look = async (user: Id<'usr'> | undefined) =>
      pick((await world.run(user, query, { id: v.id })).data, 'inspection');
    expect(await look(officer)).toMatchObject({ status: 'VISITED', findings: null });
    expect(await look(outsider)).toBeNull();
    expect(await look(undefined)).toBeNull();
    const c = await inspection.done(leader, 'concludeInspection', v, {
      conclusion: { ...document('16/KL-SNV'), text: 'Kết luận.' },
    });
    expect(await look(officer)).toMatchObject({
      findings: [{ number: 1 }],
      conclusion: { number: '16/KL-SNV' },
    });
    expect(await look(undefined)).toBeNull();
    expect((await inspection.step(leader, 'publishConclusion', c, { basis: '' })).refusals).toEqual([
      'REQUIRED basis',
    ]);
    await inspection.done(leader, 'publishConclusion', c, { basis: 'Luật Thanh tra' });
    expect(await look(undefined)).toEqual({
      status: 'CONCLUDED',
      findings: null,
      conclusion: { number: '16/KL-SNV' },
      team: null,
    });
    const list = await world.run(undefined, '{ publishedConclusions(first: 5) { nodes { id } } }');
    expect(pick(list.data, 'publishedConclusions', 'nodes')).toEqual([{ id: v.id }]);
  });

  it('tells which units were not visited since a day, never visited ones first', async () => {
    await visited();
    const query = `query ($in: ID!, $since: LocalDate!, $kind: InspectionKind!) { uninspectedUnits(hostUnitId: $in, kind: $kind,
      notSince: $since, unitKinds: [COMMUNE], first: 10) { nodes { unit { id } lastOn } } }`;
    const since = async (day: string, kind = 'CHECK') => {
      const answer = await world.run(leader, query, { in: province, since: day, kind });
      expect(answer.calls.reads).toBeLessThanOrEqual(3);
      return [pick(answer.data, 'uninspectedUnits', 'nodes')].flat().map((row) => pick(row, 'lastOn'));
    };
    expect(await since('2021-05-10')).toEqual([null, null, null]);
    expect(await since('2021-05-11')).toEqual([null, null, null, '2021-05-10']);
    expect(await since('2021-05-11', 'INSPECTION')).toEqual([null, null, null, null]);
  });

  it('plans a year, approves it, and publishes it on a ground', async () => {
    const plan = stepper(world, 'planId', 'inspectionPlan', 'id status version visits { topic }');
    const terms = {
      title: 'Kế hoạch kiểm tra năm 2021',
      visits: [{ unitId: minhThuan, topic: 'Hồ sơ', month: 5 }],
    };
    const wanted = { hostUnitId: province, kind: 'CHECK', year: 2021, ...terms };
    const wrong = { ...wanted, visits: [{ unitId: province, topic: '', month: 13 }] };
    expect((await plan.step(first, 'draftInspectionPlan', null, wrong)).refusals).toEqual([
      'NOT_FOUND visits.0.unitId',
      'REQUIRED visits.0.topic',
      'INVALID_VALUE visits.0.month',
    ]);
    const p = await plan.done(first, 'draftInspectionPlan', null, wanted);
    expect(
      (await inspection.step(leader, 'decideInspection', null, asked({ planId: p.id }))).refusals,
    ).toEqual(['NOT_FOUND planId']);
    const published = () =>
      world.run(undefined, '{ publishedInspectionPlans(year: 2021, first: 5) { nodes { id kind } } }');
    const approved = await plan.done(leader, 'approveInspectionPlan', p);
    expect(pick((await published()).data, 'publishedInspectionPlans', 'nodes')).toEqual([]);
    await plan.done(leader, 'publishInspectionPlan', approved, { basis: 'Quyết định của Giám đốc Sở' });
    expect(pick((await published()).data, 'publishedInspectionPlans', 'nodes')).toEqual([
      { id: p.id, kind: 'CHECK' },
    ]);
    const { id: under } = await decided({ planId: p.id });
    const done = (user?: Id<'usr'>) =>
      world.run(
        user,
        'query ($id: ID!) { inspectionPlan(id: $id) { inspections(first: 5) { nodes { id unit { id } } } } }',
        { id: p.id },
      );
    expect(pick((await done(leader)).data, 'inspectionPlan', 'inspections', 'nodes')).toEqual([
      { id: under, unit: { id: minhThuan } },
    ]);
    expect(pick((await done()).data, 'inspectionPlan', 'inspections')).toBeNull();
    const theirs = await plan.step(
      outsider,
      'cancelInspectionPlan',
      { id: p.id, version: 3 },
      { reason: 'x' },
    );
    expect(theirs.refusals).toEqual(['NOT_YOURS planId']);
    const elsewhere = asked({ hostUnitId: education });
    expect((await inspection.step(leader, 'decideInspection', null, elsewhere)).refusals).toEqual([
      'NOT_FOUND hostUnitId',
    ]);
  });

  it('counts a visit to a unit for the one that carries it on', async () => {
    await visited();
    const merged = await world.run(
      root,
      `mutation ($input: MergeUnitsInput!) { mergeUnits(input: $input) { unit { id } userErrors { code field } } }`,
      {
        input: {
          ...{ unitIds: [minhThuan, hienKhanh], effectiveOn: '2021-06-01', idempotencyKey: key() },
          newUnit: { name: 'Xã Hiển Minh', kind: 'COMMUNE', parentId: vuBan },
          legalAct: { number: '1/NQ', issuer: 'Quốc hội', issuedOn: '2021-05-01' },
        },
      },
    );
    expect(refusals(merged, 'mergeUnits')).toEqual([]);
    world.clock.set('2021-06-02T02:00:00Z');
    const { data } = await world.run(
      leader,
      `query ($in: ID!) { uninspectedUnits(hostUnitId: $in, kind: CHECK, notSince: "2021-06-01", unitKinds: [COMMUNE],
        first: 10) { nodes { unit { name } lastOn visited { id } } } }`,
      { in: province },
    );
    expect(pick(data, 'uninspectedUnits', 'nodes')).toEqual([
      { unit: { name: 'Xã Yên Bằng' }, lastOn: null, visited: null },
      { unit: { name: 'Xã Yên Lợi' }, lastOn: null, visited: null },
      { unit: { name: 'Xã Hiển Minh' }, lastOn: '2021-05-10', visited: { id: minhThuan } },
    ]);
  });
});
