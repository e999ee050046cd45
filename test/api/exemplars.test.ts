import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { stepper, type Held } from '../support/steps.ts';
import { hienKhanh, minhThuan, province, vuBan, yYen, yenBang } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const fields = `id status version introducedOn nurture { number doneOn } extra { note } dossierIds
  introductions { medium outlet level link } replications { byName unit { id } } closingReason
  availableActions { code allowed }`;

describe('exemplars', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let officer: Id<'usr'>, leader: Id<'usr'>, districtLeader: Id<'usr'>, outsider: Id<'usr'>;
  let year: Held;
  let exemplar: ReturnType<typeof stepper>;
  let years: ReturnType<typeof stepper>;

  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    at = await office(world);
    ({ officer, leader, districtLeader, outsider } = at);
    exemplar = stepper(world, 'exemplarId', 'exemplar', fields);
    years = stepper(world, 'yearId', 'exemplarYear', 'id version enrolled pending limits { atMost status }');
    const opened = await years.step(leader, 'openExemplarYear', null, {
      hostUnitId: province,
      year: 2021,
      kinds: ['DISTRICT', 'COMMUNE'],
    });
    expect(opened.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(opened.view).toMatchObject({
      enrolled: 6,
      pending: 0,
      limits: { atMost: 5, status: 'CONFIRMED' },
    });
    year = opened.held;
  });

  const part = (unitId = minhThuan) => ({ yearId: year.id, unitId });
  const news = {
    medium: 'NEWS',
    outlet: 'Báo Nam Định',
    level: 'PROVINCIAL',
    title: 'Người mở đường',
    on: '2021-01-25',
    link: 'https://baonamdinh.example/bai-1',
  };

  const recorded = async (name = 'Nguyễn Văn Mẫu') =>
    exemplar.done(officer, 'recordExemplar', null, {
      ...part(),
      subjectId: await at.person(name),
      field: 'Nông nghiệp',
      story: 'Dồn điền đổi thửa, cơ giới hóa đồng bộ.',
    });

  async function nurtured(name?: string): Promise<Held> {
    let e = await recorded(name);
    e = await exemplar.done(districtLeader, 'verifyExemplar', e, { note: '' });
    e = await exemplar.done(districtLeader, 'approveExemplar', e, { note: 'Đồng ý' });
    return exemplar.done(officer, 'addNurtureTask', e, {
      task: 'Tập huấn viết bài',
      mentor: 'Hội Nông dân xã',
      dueOn: '2021-02-10',
    });
  }

  const introduced = async (name?: string) =>
    exemplar.done(officer, 'introduceExemplar', await nurtured(name), { ...part(), ...news });

  const bandOf = async (unitId: string) => {
    const query = `query ($yearId: ID!, $unitId: ID!) { exemplarUnit(yearId: $yearId, unitId: $unitId) { introduced band } }`;
    return pick((await world.run(leader, query, { yearId: year.id, unitId })).data, 'exemplarUnit');
  };

  it('lives from discovery to replication, one read and one write a step', async () => {
    let e = await nurtured('Trần Thị Sống');
    const done = await exemplar.step(officer, 'finishNurtureTask', e, {
      number: 1,
      doneOn: '2021-01-25',
      result: 'Xong',
    });
    expect(done.answer.calls).toEqual({ reads: 1, writes: 1 });
    const shown = await exemplar.step(officer, 'introduceExemplar', done.held, { ...part(), ...news });
    expect(shown.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(shown.view).toMatchObject({ status: 'INTRODUCED', introducedOn: '2021-01-25' });
    e = await exemplar.done(districtLeader, 'recordReplication', shown.held, {
      replicatingUnitId: hienKhanh,
      byName: 'Xã Hiển Khánh',
      on: '2021-01-25',
      result: 'Ba hộ làm theo',
    });
    const closed = await exemplar.step(officer, 'closeExemplar', e, { reason: 'Hết năm' });
    expect(closed.view).toMatchObject({
      status: 'CLOSED',
      replications: [{ byName: 'Xã Hiển Khánh', unit: { id: hienKhanh } }],
    });
    const back = await exemplar.step(districtLeader, 'withdrawExemplar', closed.held, {
      ...part(),
      reason: 'Nhầm',
    });
    expect(back.view).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('is introduced for the first time in the year that it counts for', async () => {
    const e = await nurtured('Ra mắt sai năm');
    for (const on of ['2020-12-31', '2019-05-01'])
      expect(
        (await exemplar.step(officer, 'introduceExemplar', e, { ...part(), ...news, on })).refusals,
      ).toEqual(['EXEMPLAR_DATES on']);
    const first = await exemplar.done(officer, 'introduceExemplar', e, { ...part(), ...news });
    const earlier = { ...part(), ...news, on: '2020-12-31' };
    const again = await exemplar.step(officer, 'introduceExemplar', first, earlier);
    expect([again.refusals, pick(again.view, 'introducedOn')]).toEqual([[], '2021-01-25']);
  });

  it('is not verified by whoever recorded it, and skips no step', async () => {
    const e = await recorded();
    expect((await exemplar.step(officer, 'verifyExemplar', e, { note: '' })).refusals).toEqual([
      'EXEMPLAR_OWN exemplarId',
    ]);
    expect((await exemplar.step(officer, 'introduceExemplar', e, { ...part(), ...news })).refusals).toEqual([
      'WRONG_STATE exemplarId',
    ]);
    expect(
      (await exemplar.step(officer, 'closeExemplar', { ...e, version: 9 }, { reason: 'x' })).refusals,
    ).toEqual(['STALE_VERSION expectedVersion', 'WRONG_STATE exemplarId']);
  });

  it('keeps units in their band, refuses a sixth without approval, and lets it through with one', async () => {
    const before = pick(await bandOf(minhThuan), 'introduced');
    for (let i = Number(before); i < 5; i += 1) await introduced(`Điển hình ${i}`);
    expect(await bandOf(minhThuan)).toEqual({ introduced: 5, band: 'WITHIN' });
    const sixth = await nurtured('Người thứ sáu');
    const dump = await world.dump();
    const refused = await exemplar.step(officer, 'introduceExemplar', sixth, { ...part(), ...news });
    expect(refused.refusals).toEqual(['EXEMPLAR_LIMIT exemplarId']);
    expect(pick(refused.answer.data, 'introduceExemplar', 'userErrors', 0, 'citation')).toContain(
      '08/KH-UBND',
    );
    expect(await world.dump()).toBe(dump);

    expect(await exemplar.errorCode(officer, 'approveExtraExemplar', sixth, { note: 'x' })).toBe('FORBIDDEN');
    expect(
      (await exemplar.step(districtLeader, 'approveExtraExemplar', sixth, { note: 'x' })).refusals,
    ).toEqual(['NOT_YOURS exemplarId']);
    expect((await exemplar.step(leader, 'approveExtraExemplar', sixth, { note: ' ' })).refusals).toEqual([
      'REQUIRED note',
    ]);
    const extra = await exemplar.done(leader, 'approveExtraExemplar', sixth, { note: 'Thành tích đặc biệt' });
    const shown = await exemplar.done(officer, 'introduceExemplar', extra, { ...part(), ...news });
    expect(await bandOf(minhThuan)).toEqual({ introduced: 6, band: 'ABOVE' });
    // A second introduction of the same exemplar doesn't count again; taking it back does.
    const twice = await exemplar.done(officer, 'introduceExemplar', shown, {
      ...part(),
      ...news,
      level: 'CENTRAL',
    });
    expect(await bandOf(minhThuan)).toMatchObject({ introduced: 6 });
    await exemplar.done(districtLeader, 'withdrawExemplar', twice, { ...part(), reason: 'Vi phạm' });
    expect(await bandOf(minhThuan)).toEqual({ introduced: 5, band: 'WITHIN' });
  });

  it('counts every one of two that are introduced at once', async () => {
    const before = Number(pick(await bandOf(minhThuan), 'introduced'));
    const both = [await nurtured('Một'), await nurtured('Hai')];
    const extra = await Promise.all(
      both.map((e) => exemplar.done(leader, 'approveExtraExemplar', e, { note: 'Đủ điều kiện' })),
    );
    await Promise.all(
      extra.map((e) => exemplar.done(officer, 'introduceExemplar', e, { ...part(), ...news })),
    );
    expect(await bandOf(minhThuan)).toMatchObject({ introduced: before + 2 });
  });

  it('lists by band and by missing plan, in one query, for the host only', async () => {
    const query = `query ($host: ID!, $of: ExemplarCoverage!) { exemplarYear(hostUnitId: $host, year: 2021) {
      coverage(of: $of, first: 100) { nodes { name unit { id } plan { intended } } } } }`;
    const names = async (of: string) => {
      const answer = await world.run(leader, query, { host: province, of });
      expect(answer.calls.reads).toBeLessThanOrEqual(3);
      return [pick(answer.data, 'exemplarYear', 'coverage', 'nodes')].flat().map((n) => pick(n, 'name'));
    };
    expect(await names('NONE')).toEqual([
      'Huyện Vụ Bản',
      'Huyện Ý Yên',
      'Xã Hiển Khánh',
      'Xã Yên Bằng',
      'Xã Yên Lợi',
    ]);
    expect(await names('ABOVE')).toEqual(['Xã Minh Thuận']);
    const plans = stepper(world, 'yearId', 'exemplarUnit', 'version plan { intended }');
    const plan = { ...part(vuBan), goals: 'Giới thiệu 4 điển hình', intended: 4, measures: '' };
    const planned = await world.user('plan', [['OFFICER', vuBan]]);
    const saved = await plans.step(planned, 'saveExemplarPlan', { id: year.id, version: 1 }, plan);
    expect(saved.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(saved.view).toMatchObject({ plan: { intended: 4 }, version: 2 });
    expect(
      (await plans.step(planned, 'saveExemplarPlan', { id: year.id, version: 1 }, plan)).refusals,
    ).toEqual(['STALE_VERSION expectedVersion']);
    expect(await names('WITHOUT_PLAN')).not.toContain('Huyện Vụ Bản');
    expect(await names('WITHOUT_PLAN')).toContain('Xã Minh Thuận');
    for (const user of [undefined, officer, outsider]) {
      const answer = await world.run(user, query, { host: province, of: 'ALL' });
      expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    }
  });

  it('is its staff’s affair until introduced, and then tells the public nothing internal', async () => {
    const hidden = await nurtured('Người kín');
    const query = `query ($id: ID!) { exemplar(id: $id) { name nurture { task } approval { note } closingReason
      dossierIds subject { id } history(first: 5) { nodes { name } } } node(id: $id) { id } }`;
    for (const user of [undefined, outsider])
      expect((await world.run(user, query, { id: hidden.id })).data).toEqual({ exemplar: null, node: null });
    const extra = await exemplar.done(leader, 'approveExtraExemplar', hidden, { note: 'Đủ điều kiện' });
    await exemplar.done(officer, 'introduceExemplar', extra, { ...part(), ...news });
    expect(pick((await world.run(undefined, query, { id: hidden.id })).data, 'exemplar')).toEqual({
      name: 'Người kín',
      nurture: null,
      approval: null,
      closingReason: null,
      dossierIds: null,
      subject: null,
      history: null,
    });
    const list = `query ($host: ID!) { exemplarYear(hostUnitId: $host, year: 2021) { introduced(first: 1) { nodes { name status } } } }`;
    expect(pick((await world.run(undefined, list, { host: province })).data, 'exemplarYear')).toEqual({
      introduced: { nodes: [{ name: 'Người kín', status: 'INTRODUCED' }] },
    });
    const denied = await exemplar.step(
      outsider,
      'closeExemplar',
      { id: hidden.id, version: 6 },
      { reason: 'x' },
    );
    expect(denied.refusals).toEqual(['NOT_YOURS exemplarId']);
  });

  it('opens an award dossier with the exemplar as its nominee, in one go', async () => {
    const subjectId = await at.person('Lê Thị Thưởng');
    let e = await exemplar.done(officer, 'recordExemplar', null, {
      ...part(),
      subjectId,
      field: 'Y tế',
      story: 'Phòng, chống dịch.',
    });
    e = await exemplar.done(districtLeader, 'verifyExemplar', e, { note: '' });
    e = await exemplar.done(districtLeader, 'approveExemplar', e, { note: '' });
    const asked = { subjectId, title: 'Bằng khen đột xuất', type: 'AD_HOC', awardCode: 'BKT' };
    expect(
      (await exemplar.step(officer, 'openExemplarDossier', e, { ...asked, awardCode: 'XYZ' })).refusals,
    ).toEqual(['INVALID_VALUE awardCode']);
    const opened = await exemplar.step(officer, 'openExemplarDossier', e, asked);
    expect(opened.refusals).toEqual([]);
    expect(opened.answer.calls).toEqual({ reads: 1, writes: 1 });
    const id = pick(opened.view, 'dossierIds', 0);
    const query = `query ($id: ID!) { dossier(id: $id) { status totalNominees version
      nominees(first: 5) { nodes { name awardCode } } history(first: 5) { nodes { name } } } }`;
    expect(pick((await world.run(officer, query, { id })).data, 'dossier')).toEqual({
      status: 'DRAFT',
      totalNominees: 1,
      version: 1,
      nominees: { nodes: [{ name: 'Lê Thị Thưởng', awardCode: 'BKT' }] },
      history: { nodes: [{ name: 'DossierDrafted' }] },
    });
  });

  it('refuses units that are not enrolled, strangers and nonsense, all at once', async () => {
    const education = await years.done(leader, 'openExemplarYear', null, {
      hostUnitId: province,
      year: 2022,
      kinds: ['DISTRICT'],
      limits: { atLeast: 2, atMost: 4, citation: 'Kế hoạch mẫu' },
    });
    const bare = await exemplar.step(officer, 'recordExemplar', null, {
      yearId: education.id,
      unitId: minhThuan,
      subjectId: 'sub_0',
      field: '',
      story: '',
      campaignId: 'cmp_0',
    });
    expect(bare.refusals).toEqual([
      'EXEMPLAR_UNIT_NOT_ENROLLED unitId',
      'NOT_FOUND subjectId',
      'NOT_FOUND campaignId',
      'REQUIRED field',
      'REQUIRED story',
    ]);
    const more = await years.step(leader, 'enrolExemplarUnits', education, { unitIds: [minhThuan, yYen] });
    expect(more.refusals).toEqual(['DUPLICATE unitIds.1']);
    const added = await years.step(leader, 'enrolExemplarUnits', education, {
      unitIds: [minhThuan, yenBang],
    });
    expect(added.view).toMatchObject({ enrolled: 4 });
    const e = await nurtured();
    const bad = { ...part(), ...news, outlet: '', on: '2021-01-26', link: 'javascript:alert(1)' };
    expect((await exemplar.step(officer, 'introduceExemplar', e, bad)).refusals).toEqual([
      'REQUIRED outlet',
      'INVALID_VALUE link',
      'EXEMPLAR_DATES on',
      'EXEMPLAR_LIMIT exemplarId',
    ]);
    const wrongPart = { ...part(yYen), ...news };
    expect((await exemplar.step(officer, 'introduceExemplar', e, wrongPart)).refusals).toEqual([
      'NOT_FOUND unitId',
    ]);
  });

  it('wants limits for a year whose plan it does not hold, and opens a year once', async () => {
    const open = { hostUnitId: province, year: 2023, kinds: ['COMMUNE'] };
    expect((await years.step(leader, 'openExemplarYear', null, open)).refusals).toEqual(['REQUIRED limits']);
    expect((await years.step(leader, 'openExemplarYear', null, { ...open, year: 2021 })).refusals).toEqual([
      'DUPLICATE year',
    ]);
    expect(
      (
        await years.step(leader, 'openExemplarYear', null, {
          ...open,
          limits: { atLeast: 5, atMost: 3, citation: '' },
        })
      ).refusals,
    ).toEqual(['INVALID_VALUE limits.atMost', 'REQUIRED limits.citation']);
    expect(await years.errorCode(officer, 'openExemplarYear', null, open)).toBe('FORBIDDEN');
  });

  it('is rewritten by its unit until it is verified, and by nobody else', async () => {
    const e = await recorded('Lê Thị Sửa');
    const words = { field: 'Giáo dục', story: 'Lớp học miễn phí buổi tối.' };
    expect((await exemplar.step(officer, 'updateExemplar', e, { field: ' ', story: '' })).refusals).toEqual([
      'REQUIRED field',
      'REQUIRED story',
    ]);
    expect((await exemplar.step(outsider, 'updateExemplar', e, words)).refusals).toEqual([
      'NOT_FOUND exemplarId',
    ]);
    const rewritten = await exemplar.step(officer, 'updateExemplar', e, words);
    expect([rewritten.refusals, rewritten.answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    expect((await exemplar.step(officer, 'updateExemplar', e, words)).refusals).toEqual([
      'STALE_VERSION expectedVersion',
    ]);
    const shown = 'query ($id: ID!) { exemplar(id: $id) { field story } }';
    expect((await world.run(officer, shown, { id: e.id })).data).toEqual({ exemplar: words });
    const verified = await exemplar.done(districtLeader, 'verifyExemplar', rewritten.held, { note: '' });
    expect((await exemplar.step(officer, 'updateExemplar', verified, words)).refusals).toEqual([
      'WRONG_STATE exemplarId',
    ]);
  });
});
