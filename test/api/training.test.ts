import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { stepper, type Held } from '../support/steps.ts';
import { hienKhanh, minhThuan, province, vuBan, yenBang, yenLoi, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

const classFields = `id status version seatsTaken capacity materialIds evaluation { count content } history(first: 1) { nodes { name } }
  nominations(first: 50) { nodes { name attendance passed certificate { number } status } } availableActions { code allowed }`;
const nominationFields = 'id status version name evaluated officer { id } trainingClass { id }';

describe('training', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let classes: ReturnType<typeof stepper>;
  let seats: ReturnType<typeof stepper>;
  let leader: Id<'usr'>, first: Id<'usr'>, officer: Id<'usr'>, district: Id<'usr'>, stranger: Id<'usr'>;
  let yYenOfficer: Id<'usr'>;
  const officers = new Map<string, string>();

  beforeAll(async () => {
    world = await createWorld('2021-05-03T02:00:00Z');
    at = await office(world);
    ({ leader, first, officer, district } = at);
    stranger = await world.user('stranger');
    yYenOfficer = await world.user('yYenOfficer', [['OFFICER', yYen]]);
    classes = stepper(world, 'trainingClassId', 'trainingClass', classFields);
    seats = stepper(world, 'trainingNominationId', 'trainingNomination', nominationFields);
    for (const [unit, names] of [
      [minhThuan, ['A', 'B', 'C']],
      [hienKhanh, ['D', 'E']],
      [yenBang, ['F']],
      [yenLoi, ['G']],
      [vuBan, ['H']],
    ] as const)
      for (const name of names) officers.set(name, await appointed(name, unit));
  });
  beforeEach(() => world.clock.set('2021-05-03T02:00:00Z'));

  async function appointed(name: string, unitId: string, extra: object = {}): Promise<string> {
    const step = stepper(world, 'officerId', 'officer', 'id version');
    const held = await step.done(leader, 'appointOfficer', null, {
      ...{ unitId, name: `Cán bộ ${name}`, position: 'Công chức', work: 'CONCURRENT', from: '2021-01-04' },
      appointment: { number: '1/QĐ', issuedOn: '2021-01-04' },
      ...extra,
    });
    return held.id;
  }
  const id = (name: string) => officers.get(name) ?? name;
  const terms = (extra: object = {}) => ({
    ...{ topic: 'Nghiệp vụ thi đua, khen thưởng cơ sở', place: 'Hội trường tỉnh', trainer: 'Ban Thi đua' },
    ...{ startsOn: '2021-05-20', endsOn: '2021-05-21', closesOn: '2021-05-14', hasTest: true },
    ...{ targetGroup: 'Cán bộ cấp xã', unitKinds: ['COMMUNE'], capacity: 4, unitQuota: 2, ...extra },
  });
  const drafted = (extra: object = {}) =>
    classes.done(first, 'draftTrainingClass', null, { hostUnitId: province, ...terms(extra) });
  const opened = async (extra: object = {}) => classes.done(first, 'openTrainingClass', await drafted(extra));
  const nominate = (user: Id<'usr'>, held: Held, name: string, extra: object = {}) =>
    seats.step(user, 'nominateForTraining', null, {
      trainingClassId: held.id,
      officerId: id(name),
      ...extra,
    });
  const taken = async (held: Held) => {
    const query = 'query ($id: ID!) { trainingClass(id: $id) { seatsTaken } }';
    return pick((await world.run(leader, query, { id: held.id })).data, 'trainingClass', 'seatsTaken');
  };
  const mark = (attendance: string, ...names: string[]) =>
    names.map((name) => ({ officerId: id(name), attendance }));

  it('goes from a plan over nominations, attendance, test and certificates to a trained commune', async () => {
    const plans = stepper(world, 'trainingPlanId', 'trainingPlan', 'id version status');
    const planned = { topic: 'Luật mới', targetGroup: 'Cấp xã', month: 5, participants: 200 };
    const draft = { hostUnitId: province, year: 2021, title: 'Kế hoạch tập huấn', goals: '' };
    let plan = await plans.done(first, 'draftTrainingPlan', null, { ...draft, classes: [] });
    expect((await plans.step(leader, 'approveTrainingPlan', plan)).refusals).toEqual(['REQUIRED classes']);
    const fits = { title: 'Kế hoạch tập huấn', goals: 'Cơ sở trước', classes: [planned] };
    plan = await plans.done(first, 'updateTrainingPlan', plan, fits);
    const early = { hostUnitId: province, ...terms(), trainingPlanId: plan.id };
    expect((await classes.step(first, 'draftTrainingClass', null, early)).refusals).toEqual([
      'NOT_FOUND trainingPlanId',
    ]);
    await plans.done(leader, 'approveTrainingPlan', plan);
    let c = await classes.done(first, 'draftTrainingClass', null, early);
    const material = await at.file('tai-lieu.pdf', 'CLEAN', province);
    c = await classes.done(first, 'attachTrainingMaterial', c, { attachmentIds: [material] });
    c = await classes.done(first, 'openTrainingClass', c);
    const sent = await nominate(officer, c, 'A');
    expect([sent.refusals, sent.answer.calls.writes]).toEqual([[], 1]);
    for (const name of ['B', 'D']) expect((await nominate(district, c, name)).refusals).toEqual([]);
    expect((await nominate(leader, c, 'F')).refusals).toEqual([]);
    const file = 'query ($id: ID!) { attachment(id: $id) { fileName } }';
    expect(pick((await world.run(officer, file, { id: material })).data, 'attachment')).toEqual({
      fileName: 'tai-lieu.pdf',
    });
    expect(pick((await world.run(stranger, file, { id: material })).data, 'attachment')).toBeNull();

    world.clock.set('2021-05-20T02:00:00Z');
    const came = await classes.step(first, 'recordTrainingAttendance', c, {
      marks: [...mark('PRESENT', 'A', 'B', 'D'), ...mark('ABSENT', 'F')],
    });
    expect([came.refusals, came.answer.calls.writes]).toEqual([[], 1]);
    expect((await classes.step(first, 'finishTrainingClass', came.held)).refusals).toEqual([
      'TRAINING_DATES trainingClassId',
    ]);
    world.clock.set('2021-05-21T10:00:00Z');
    c = await classes.done(first, 'finishTrainingClass', came.held);
    const results = [
      { officerId: id('A'), score: 85, passed: true },
      { officerId: id('B'), score: 30, passed: false },
      { officerId: id('D'), score: 60, passed: true },
    ];
    c = await classes.done(first, 'recordTrainingResults', c, { results });
    const issue = { hostUnitId: province, issuedOn: '2021-05-21' };
    const wrong = await classes.step(leader, 'issueTrainingCertificates', c, {
      ...issue,
      officerIds: ['A', 'B', 'F', 'G'].map(id),
      issuedOn: '2021-05-20',
    });
    expect(wrong.refusals).toEqual(['TRAINING_NOT_NOMINATED officerIds.3', 'TRAINING_DATES issuedOn']);
    const unfit = await classes.step(leader, 'issueTrainingCertificates', c, {
      ...issue,
      officerIds: ['A', 'B', 'F'].map(id),
    });
    expect(unfit.refusals).toEqual([
      'TRAINING_NOT_PASSED officerIds.1',
      'TRAINING_NOT_ATTENDED officerIds.2',
    ]);
    const given = await classes.step(leader, 'issueTrainingCertificates', c, {
      ...issue,
      officerIds: ['A', 'D'].map(id),
    });
    expect([given.refusals, given.answer.calls.writes]).toEqual([[], 1]);
    const twice = await classes.step(leader, 'issueTrainingCertificates', given.held, {
      ...issue,
      officerIds: [id('A')],
    });
    expect(twice.refusals).toEqual(['DUPLICATE officerIds.0']);
    const numbers = [pick(given.view, 'nominations', 'nodes')]
      .flat()
      .map((n) => pick(n, 'certificate', 'number'));
    expect(numbers.filter((one) => one !== undefined).sort()).toEqual(['1/2021', '2/2021']);

    const trained = `query ($id: ID!) { officer(id: $id) { trainedOn history(first: 1) { nodes { name } }
      trainings(first: 5) { nodes { certificate { number } passed score } } } }`;
    expect(pick((await world.run(leader, trained, { id: id('A') })).data, 'officer')).toEqual({
      trainedOn: '2021-05-21',
      history: { nodes: [{ name: 'OfficerTrained' }] },
      trainings: { nodes: [{ certificate: { number: '1/2021' }, passed: true, score: 85 }] },
    });
    const coverage = `query ($under: ID!, $since: LocalDate) { officerCoverage(underUnitId: $under, list: WITHOUT_TRAINED,
      unitKinds: [COMMUNE], trainedSince: $since) { nodes { unit { id } trained lastTrainedOn } } }`;
    const without = await world.run(leader, coverage, { under: province });
    expect(without.calls.reads).toBeLessThanOrEqual(3);
    const units = [pick(without.data, 'officerCoverage', 'nodes')].flat().map((n) => pick(n, 'unit', 'id'));
    expect(units.sort()).toEqual([yenBang, yenLoi].sort());
    const since = await world.run(leader, coverage, { under: vuBan, since: '2021-06-01' });
    expect(pick(since.data, 'officerCoverage', 'nodes', 0)).toMatchObject({
      lastTrainedOn: '2021-05-21',
      trained: 0,
    });
  });

  it('settles a race for the last seat, and one for the last seat of a unit', async () => {
    const c = await opened({ capacity: 3, unitQuota: 1 });
    await nominate(leader, c, 'F');
    const ofUnit = await Promise.all([
      nominate(officer, c, 'A'),
      nominate(district, c, 'B'),
      nominate(leader, c, 'C'),
    ]);
    expect(ofUnit.map(({ refusals }) => refusals.join()).sort()).toEqual([
      '',
      'TRAINING_QUOTA officerId',
      'TRAINING_QUOTA officerId',
    ]);
    const last = await Promise.all([nominate(leader, c, 'D'), nominate(leader, c, 'G')]);
    expect(last.map(({ refusals }) => refusals.join()).sort()).toEqual(['', 'TRAINING_FULL trainingClassId']);
    expect(await taken(c)).toBe(3);
  });

  it('gives a seat back to others, and takes the same person again', async () => {
    const c = await opened({ capacity: 1, unitQuota: 1 });
    const one = await nominate(officer, c, 'A');
    expect((await nominate(officer, c, 'A')).refusals).toEqual(['DUPLICATE officerId']);
    expect((await nominate(leader, c, 'F')).refusals).toEqual(['TRAINING_FULL trainingClassId']);
    const back = { trainingClassId: c.id, reason: 'Bận việc' };
    const other = await opened();
    expect(
      (
        await seats.step(officer, 'withdrawTrainingNomination', one.held, {
          ...back,
          trainingClassId: other.id,
        })
      ).refusals,
    ).toEqual(['NOT_FOUND trainingClassId']);
    const both = await Promise.all(
      [officer, district].map((user) => seats.step(user, 'withdrawTrainingNomination', one.held, back)),
    );
    expect(both.filter(({ refusals }) => refusals.length === 0)).toHaveLength(1);
    expect(await taken(c)).toBe(0);
    const f = await nominate(leader, c, 'F');
    expect(f.refusals).toEqual([]);
    world.clock.set('2021-05-15T02:00:00Z');
    const late = await seats.step(yYenOfficer, 'withdrawTrainingNomination', f.held, back);
    expect(late.refusals).toEqual(['TRAINING_CLOSED trainingClassId']);
    await seats.done(first, 'withdrawTrainingNomination', f.held, back);
    world.clock.set('2021-05-03T02:00:00Z');
    expect((await nominate(officer, c, 'A')).refusals).toEqual([]);
    expect(await taken(c)).toBe(1);
  });

  it('takes nobody after the last day, from another kind of unit, of another tree, or who serves no more', async () => {
    const c = await opened();
    expect((await nominate(district, c, 'H')).refusals).toEqual(['TRAINING_NOT_TARGET officerId']);
    expect((await nominate(yYenOfficer, c, 'A')).refusals).toEqual(['NOT_FOUND officerId']);
    expect((await nominate(officer, c, 'H')).refusals).toEqual([
      'NOT_YOURS officerId',
      'TRAINING_NOT_TARGET officerId',
    ]);
    const gone = await appointed('người thôi việc', minhThuan);
    const ends = stepper(world, 'officerId', 'officer', 'id version');
    await ends.done(leader, 'endOfficer', { id: gone, version: 1 }, { to: '2021-05-01', reason: 'Nghỉ' });
    expect((await nominate(officer, c, gone)).refusals).toEqual(['NOT_FOUND officerId']);
    expect(await taken(c)).toBe(0);
    world.clock.set('2021-05-15T02:00:00Z');
    expect((await nominate(officer, c, 'A')).refusals).toEqual(['TRAINING_CLOSED trainingClassId']);
    const draft = await drafted();
    expect((await nominate(first, draft, 'A')).refusals).toEqual(['TRAINING_CLOSED trainingClassId']);
    expect((await nominate(officer, draft, 'A')).refusals).toEqual(['NOT_FOUND trainingClassId']);
  });

  it('marks nobody who was not nominated, nobody twice, and nobody before the class', async () => {
    const c = await opened();
    await nominate(officer, c, 'A');
    const w = await nominate(officer, c, 'B');
    await seats.done(officer, 'withdrawTrainingNomination', w.held, { trainingClassId: c.id, reason: 'x' });
    const before = await world.dump();
    const early = await classes.step(first, 'recordTrainingAttendance', c, { marks: mark('PRESENT', 'A') });
    expect(early.refusals).toEqual(['TRAINING_DATES marks']);
    world.clock.set('2021-05-20T02:00:00Z');
    const bad = await classes.step(first, 'recordTrainingAttendance', c, {
      marks: mark('PRESENT', 'A', 'B', 'G', 'A'),
    });
    expect(bad.refusals).toEqual([
      'TRAINING_NOT_NOMINATED marks.1.officerId',
      'TRAINING_NOT_NOMINATED marks.2.officerId',
      'DUPLICATE marks.3.officerId',
    ]);
    const many = Array.from({ length: 91 }, () => mark('PRESENT', 'A')).flat();
    expect((await classes.step(first, 'recordTrainingAttendance', c, { marks: many })).refusals).toEqual([
      'TOO_MANY marks',
    ]);
    expect((await classes.step(first, 'recordTrainingAttendance', c, { marks: [] })).refusals).toEqual([
      'REQUIRED marks',
    ]);
    expect(
      await classes.errorCode(at.auditor, 'recordTrainingAttendance', c, { marks: mark('PRESENT', 'A') }),
    ).toBe('FORBIDDEN');
    expect(
      (await classes.step(district, 'recordTrainingAttendance', c, { marks: mark('PRESENT', 'A') })).refusals,
    ).toEqual(['NOT_YOURS trainingClassId']);
    expect(await world.dump()).toBe(before);
  });

  it('is evaluated once by who came, by their own account; nobody reads whose words they are', async () => {
    const user = await world.user('participant', [['OFFICER', yenLoi]]);
    officers.set('P', await appointed('P', yenLoi, { userId: user }));
    let c = await opened({ hasTest: false });
    await nominate(leader, c, 'P');
    await nominate(officer, c, 'A');
    const form = { content: 5, trainer: 4, organisation: 3, comment: 'Nên có thêm bài tập.' };
    const give = (by: Id<'usr'>, name: string, extra: object = {}) =>
      seats.step(by, 'evaluateTraining', null, {
        trainingClassId: c.id,
        officerId: id(name),
        ...form,
        ...extra,
      });
    expect((await give(user, 'P')).refusals).toEqual(['WRONG_STATE trainingClassId']);
    world.clock.set('2021-05-21T02:00:00Z');
    c = await classes.done(first, 'recordTrainingAttendance', c, { marks: mark('PRESENT', 'P', 'A') });
    c = await classes.done(first, 'finishTrainingClass', c);
    expect((await give(user, 'P', { content: 6, trainer: 0 })).refusals).toEqual([
      'INVALID_VALUE content',
      'INVALID_VALUE trainer',
    ]);
    expect((await give(officer, 'P')).refusals).toEqual(['NOT_FOUND officerId']);
    const tries = await Promise.all([give(user, 'P'), give(user, 'P')]);
    expect(tries.map(({ refusals }) => refusals.join()).sort()).toEqual(['', 'DUPLICATE officerId']);
    const query = `query ($id: ID!) { trainingClass(id: $id) { evaluation { count content trainer organisation }
      comments(first: 5) { nodes { text } } nominations(first: 5) { nodes { name } } } }`;
    expect(pick((await world.run(first, query, { id: c.id })).data, 'trainingClass')).toMatchObject({
      evaluation: { count: 1, content: '5', trainer: '4', organisation: '3' },
      comments: { nodes: [{ text: 'Nên có thêm bài tập.' }] },
    });
    expect(pick((await world.run(officer, query, { id: c.id })).data, 'trainingClass')).toMatchObject({
      comments: null,
      nominations: null,
    });
    expect(
      (
        await classes.step(first, 'recordTrainingResults', c, {
          results: [{ officerId: id('P'), passed: true }],
        })
      ).refusals,
    ).toEqual(['INVALID_VALUE results']);
    // Two classes of one year share one register of numbers.
    const given = await classes.step(leader, 'issueTrainingCertificates', c, {
      ...{ hostUnitId: province, issuedOn: '2021-05-21', officerIds: [id('P')] },
    });
    const numbers = [pick(given.view, 'nominations', 'nodes')]
      .flat()
      .map((n) => pick(n, 'certificate', 'number'));
    expect(numbers).toContain('3/2021');
  });

  it('is rewritten while open, never below the seats that are taken, and refused for every wrong field', async () => {
    const c = await opened();
    await nominate(officer, c, 'A');
    await nominate(leader, c, 'F');
    expect(
      (await classes.step(first, 'updateTrainingClass', c, terms({ capacity: 1, unitQuota: 1 }))).refusals,
    ).toEqual(['TRAINING_FULL capacity']);
    const more = await classes.step(first, 'updateTrainingClass', c, terms({ capacity: 2 }));
    expect(more.view).toMatchObject({ capacity: 2, seatsTaken: 2 });
    expect((await nominate(leader, more.held, 'G')).refusals).toEqual(['TRAINING_FULL trainingClassId']);
    const bad = terms({
      topic: '',
      unitKinds: [],
      capacity: 0,
      unitQuota: 2,
      endsOn: '2021-05-19',
      closesOn: '2021-05-21',
    });
    expect(
      (await classes.step(first, 'draftTrainingClass', null, { hostUnitId: province, ...bad })).refusals,
    ).toEqual([
      'REQUIRED topic',
      'REQUIRED unitKinds',
      'INVALID_VALUE capacity',
      'INVALID_VALUE unitQuota',
      'TRAINING_DATES endsOn',
      'TRAINING_DATES closesOn',
    ]);
    const over = await drafted({ closesOn: '2021-05-02' });
    expect((await classes.step(first, 'openTrainingClass', over)).refusals).toEqual([
      'TRAINING_DATES closesOn',
    ]);
    const off = await classes.done(leader, 'cancelTrainingClass', more.held, { reason: 'Dịch bệnh' });
    expect((await classes.step(first, 'openTrainingClass', off)).refusals).toEqual([
      'WRONG_STATE trainingClassId',
    ]);
    expect((await nominate(leader, off, 'G')).refusals).toEqual(['TRAINING_CLOSED trainingClassId']);
  });

  it('answers a repeated nomination with what it did, and shows strangers nothing', async () => {
    const c = await opened();
    const again = { idempotencyKey: key() };
    const one = await nominate(officer, c, 'A', again);
    const two = await nominate(officer, c, 'A', again);
    expect(two.held).toEqual(one.held);
    expect(await taken(c)).toBe(1);
    const query = `query ($c: ID!, $n: ID!) { trainingClass(id: $c) { id } trainingNomination(id: $n) { id } node(id: $n) { id } }`;
    for (const user of [undefined, stranger])
      expect((await world.run(user, query, { c: c.id, n: one.held.id })).data).toEqual({
        trainingClass: null,
        trainingNomination: null,
        node: null,
      });
    const draft = await drafted();
    const seen = await world.run(officer, query, { c: draft.id, n: one.held.id });
    expect(seen.data).toMatchObject({ trainingClass: null, trainingNomination: { id: one.held.id } });
    const lists = `query ($host: ID!, $unit: ID!) { offeredTraining(hostUnitId: $host, year: 2021, first: 100) { nodes { id } }
      trainingNominations(unitId: $unit, first: 100) { nodes { id } } }`;
    const mine = await world.run(officer, lists, { host: province, unit: minhThuan });
    expect(mine.calls.reads).toBeLessThanOrEqual(3);
    const offered = [pick(mine.data, 'offeredTraining', 'nodes')].flat().map((n) => pick(n, 'id'));
    expect(offered).toContain(c.id);
    expect(offered).not.toContain(draft.id);
    const all = 'query ($host: ID!) { trainingClasses(hostUnitId: $host, year: 2021) { nodes { id } } }';
    for (const [user, sees] of [
      [officer, false],
      [leader, true],
    ] as const) {
      const answer = await world.run(user, all, { host: province });
      expect(pick(answer.errors, 0, 'extensions', 'code')).toBe(sees ? undefined : 'FORBIDDEN');
    }
    for (const user of [undefined, stranger]) {
      const codes = (await world.run(user, lists, { host: province, unit: minhThuan })).errors;
      expect(codes.map((e) => pick(e, 'extensions', 'code'))).toContain('FORBIDDEN');
    }
  });
});
