import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { stepper } from '../support/steps.ts';
import { hienKhanh, minhThuan, province, seedUnits, unitId, vuBan, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

const fields = `id status version name position phone email userId from to trainedOn former { id }
  history(first: 5) { nodes { name } } availableActions { code allowed }`;

describe('officers of units', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let officers: ReturnType<typeof stepper>;
  let officer: Id<'usr'>, leader: Id<'usr'>, district: Id<'usr'>, districtLeader: Id<'usr'>;
  let outsider: Id<'usr'>, auditor: Id<'usr'>;

  beforeAll(async () => {
    world = await createWorld('2021-03-10T02:00:00Z');
    at = await office(world);
    ({ officer, leader, district, districtLeader, outsider, auditor } = at);
    officers = stepper(world, 'officerId', 'officer', fields);
  });

  const terms = (extra: object = {}) => ({
    name: 'Trần Thị Thi Đua',
    position: 'Công chức Văn phòng - Thống kê',
    work: 'CONCURRENT',
    phone: '0228 3820 001',
    email: 'thidua@minhthuan.example',
    appointment: { number: '12/QĐ-UBND', issuedOn: '2021-01-05' },
    from: '2021-01-10',
    ...extra,
  });
  const appointed = (extra: object = {}, unit: string = minhThuan, by = officer) =>
    officers.done(by, 'appointOfficer', null, { unitId: unit, ...terms(extra) });
  const list = async (user: Id<'usr'> | undefined, unit: string, status = 'SERVING') => {
    const query = `query ($unitId: ID!, $status: OfficerStatus) { officers(unitId: $unitId, status: $status, first: 50) {
      nodes { name phone } } }`;
    const answer = await world.run(user, query, { unitId: unit, status });
    return { answer, names: [pick(answer.data, 'officers', 'nodes')].flat().map((n) => pick(n, 'name')) };
  };

  it('serve from an appointment to an end, one read round and one write a step', async () => {
    const taken = await officers.step(officer, 'appointOfficer', null, {
      unitId: minhThuan,
      ...terms({ name: 'Lê Văn Sổ', userId: officer }),
    });
    expect([taken.refusals, taken.answer.calls]).toEqual([[], { reads: 2, writes: 1 }]);
    expect(taken.view).toMatchObject({
      status: 'SERVING',
      userId: officer,
      trainedOn: null,
      history: { nodes: [{ name: 'OfficerAppointed' }] },
    });
    const moved = terms({ name: 'Lê Văn Sổ', userId: officer, position: 'Phó Chủ tịch UBND xã' });
    const corrected = await officers.step(district, 'correctOfficer', taken.held, moved);
    expect(corrected.view).toMatchObject({ position: 'Phó Chủ tịch UBND xã', version: 2 });
    const ended = await officers.step(officer, 'endOfficer', corrected.held, {
      to: '2021-03-10',
      reason: 'Chuyển công tác',
    });
    expect(ended.view).toMatchObject({ status: 'ENDED', to: '2021-03-10' });
    expect((await list(officer, minhThuan)).names).not.toContain('Lê Văn Sổ');
    expect((await list(officer, minhThuan, 'ENDED')).names).toEqual(['Lê Văn Sổ']);
    const again = await officers.step(officer, 'endOfficer', ended.held, { to: '2021-03-10', reason: 'x' });
    expect(again.refusals).toEqual(['WRONG_STATE officerId']);
    // The account is free again, and the next term names the one before.
    const next = await officers.step(leader, 'appointOfficer', null, {
      unitId: minhThuan,
      ...terms({ name: 'Lê Văn Sổ', userId: officer }),
      formerOfficerId: ended.held.id,
    });
    expect(next.view).toMatchObject({ former: { id: ended.held.id } });
    await officers.done(leader, 'endOfficer', next.held, { to: '2021-03-01', reason: 'Hết nhiệm kỳ' });
  });

  it('are refused for every wrong field at once, and nothing changes', async () => {
    const before = await world.dump();
    const bad = await officers.step(officer, 'appointOfficer', null, {
      ...{ unitId: minhThuan, name: ' ', position: 'x'.repeat(201), work: 'FULL_TIME' },
      ...{ phone: 'gọi tôi', email: 'a@b', userId: outsider, from: '2021-03-11' },
      appointment: { number: '', issuedOn: '2021-03-11' },
      formerOfficerId: world.shared.ids.next('ofc'),
    });
    expect(bad.refusals).toEqual([
      'REQUIRED name',
      'TOO_LONG position',
      'INVALID_VALUE phone',
      'INVALID_VALUE email',
      'REQUIRED appointment.number',
      'NOT_FOUND userId',
      'OFFICER_DATES appointment.issuedOn',
      'OFFICER_DATES from',
      'NOT_FOUND formerOfficerId',
    ]);
    expect(
      (await officers.step(officer, 'appointOfficer', null, { unitId: hienKhanh, ...terms() })).refusals,
    ).toEqual(['NOT_FOUND unitId']);
    expect(await officers.errorCode(auditor, 'appointOfficer', null, { unitId: minhThuan, ...terms() })).toBe(
      'FORBIDDEN',
    );
    expect(await world.dump()).toBe(before);
    const one = await appointed({ name: 'Người có hạn' });
    for (const to of ['2021-01-10', '2021-03-11'])
      expect((await officers.step(officer, 'endOfficer', one, { to, reason: 'x' })).refusals).toEqual([
        'OFFICER_DATES to',
      ]);
    const ended = await officers.done(officer, 'endOfficer', one, { to: '2021-02-01', reason: 'x' });
    const late = terms({ from: '2021-02-01' });
    expect((await officers.step(officer, 'correctOfficer', ended, late)).refusals).toEqual([
      'OFFICER_DATES from',
    ]);
  });

  it('take an account once at a unit, whoever asks at the same time', async () => {
    const input = { unitId: minhThuan, ...terms({ name: 'Một người', userId: officer }) };
    const tries = await Promise.all(
      [officer, district, leader].map((user) => officers.step(user, 'appointOfficer', null, input)),
    );
    expect(tries.map(({ refusals }) => refusals.join()).sort()).toEqual([
      '',
      'DUPLICATE userId',
      'DUPLICATE userId',
    ]);
    const won = tries.find(({ refusals }) => refusals.length === 0);
    if (won) await officers.done(officer, 'endOfficer', won.held, { to: '2021-03-10', reason: 'Xong' });
  });

  it('answer a repeated request with what it did', async () => {
    const input = { unitId: vuBan, ...terms({ name: 'Người gửi lặp' }), idempotencyKey: key() };
    const first = await officers.step(districtLeader, 'appointOfficer', null, input);
    const second = await officers.step(districtLeader, 'appointOfficer', null, input);
    expect(second.held).toEqual(first.held);
    expect((await list(leader, vuBan)).names.filter((name) => name === 'Người gửi lặp')).toHaveLength(1);
    const other = await officers.step(districtLeader, 'appointOfficer', null, { ...input, name: 'Khác' });
    expect(other.refusals).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey']);
  });

  it('are known to those over, at and below their unit, with their phone, and to nobody else', async () => {
    const one = await appointed({ name: 'Người huyện' }, vuBan, districtLeader);
    for (const user of [leader, auditor, district, officer]) {
      const seen = await list(user, vuBan);
      expect(seen.names).toContain('Người huyện');
      expect(seen.answer.calls.reads).toBeLessThanOrEqual(2);
    }
    const query = `query ($id: ID!) { officer(id: $id) { phone history(first: 1) { nodes { name } } } node(id: $id) { id } }`;
    expect(pick((await world.run(officer, query, { id: one.id })).data, 'officer')).toEqual({
      phone: '0228 3820 001',
      history: null,
    });
    for (const user of [undefined, outsider]) {
      expect((await world.run(user, query, { id: one.id })).data).toEqual({ officer: null, node: null });
      expect(pick((await list(user, vuBan)).answer.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    }
    const denied = await officers.step(officer, 'endOfficer', one, { to: '2021-03-01', reason: 'x' });
    expect(denied.refusals).toEqual(['NOT_YOURS officerId']);
  });
});

const coverageQuery = `query ($under: ID!, $list: OfficerCoverage!, $kinds: [UnitKind!], $after: String) {
  officerCoverage(underUnitId: $under, list: $list, unitKinds: $kinds, first: 100, after: $after) {
    nodes { unit { id } kind officers trained } pageInfo { hasNextPage endCursor } } }`;

describe('the coverage of a province with hundreds of communes', () => {
  const communes = 400;
  const name = (i: number) => `Xã số ${i}`;
  let world: World;
  let leader: Id<'usr'>;

  beforeAll(async () => {
    world = await createWorld('2021-03-10T02:00:00Z');
    await seedUnits(world, [
      ['Tỉnh Nam Định', 'PROVINCE', null],
      ['Huyện Vụ Bản', 'DISTRICT', 'Tỉnh Nam Định'],
      ['Huyện Ý Yên', 'DISTRICT', 'Tỉnh Nam Định'],
      ...Array.from(
        { length: communes },
        (_, i) => [name(i), 'COMMUNE', i % 2 === 0 ? 'Huyện Vụ Bản' : 'Huyện Ý Yên'] as const,
      ),
    ]);
    leader = await world.user('leader', [['LEADER', province]]);
    const officers = stepper(world, 'officerId', 'officer', 'id version');
    const appointment = { number: '1/QĐ', issuedOn: '2021-01-05' };
    for (let i = 0; i < communes; i += 4)
      await officers.done(leader, 'appointOfficer', null, {
        ...{ unitId: unitId(name(i)), name: `Cán bộ ${i}`, position: 'Công chức', work: 'CONCURRENT' },
        ...{ appointment, from: '2021-01-10' },
      });
  });

  const page = async (under: string, list: string, kinds: readonly string[] | null, after?: string) => {
    const answer = await world.run(leader, coverageQuery, { under, list, kinds, after });
    expect(answer.calls.reads).toBeLessThanOrEqual(3);
    return {
      rows: [pick(answer.data, 'officerCoverage', 'nodes')].flat(),
      next: pick(answer.data, 'officerCoverage', 'pageInfo', 'endCursor'),
      more: pick(answer.data, 'officerCoverage', 'pageInfo', 'hasNextPage') === true,
    };
  };

  it('lists who has none, communes first, page by page in three calls', async () => {
    const found: unknown[] = [];
    let after: string | undefined;
    for (let more = true; more;) {
      const next = await page(province, 'WITHOUT_OFFICER', null, after);
      found.push(...next.rows);
      after = String(next.next);
      more = next.more;
    }
    const kinds = found.map((row) => pick(row, 'kind'));
    expect(kinds).toHaveLength(communes * 0.75 + 3);
    expect(kinds.slice(0, communes * 0.75)).toEqual(Array.from({ length: communes * 0.75 }, () => 'COMMUNE'));
    expect(new Set(kinds.slice(communes * 0.75))).toEqual(new Set(['DISTRICT', 'PROVINCE']));
    const ids = found.map((row) => pick(row, 'unit', 'id'));
    expect(ids).not.toContain(unitId(name(0)));
    expect(ids).toContain(unitId(name(1)));
    expect((await page(yYen, 'WITHOUT_OFFICER', ['COMMUNE'])).rows).toHaveLength(100);
  });

  it('counts them by kind, and says nothing to those who are not over the unit', async () => {
    const query = `query ($under: ID!) { officerCounts(underUnitId: $under) { kind units withOfficer withTrained officers } }`;
    const counted = await world.run(leader, query, { under: province });
    expect(counted.calls.reads).toBeLessThanOrEqual(3);
    expect(pick(counted.data, 'officerCounts')).toEqual([
      { kind: 'COMMUNE', units: 400, withOfficer: 100, withTrained: 0, officers: 100 },
      { kind: 'DISTRICT', units: 2, withOfficer: 0, withTrained: 0, officers: 0 },
      { kind: 'PROVINCE', units: 1, withOfficer: 0, withTrained: 0, officers: 0 },
    ]);
    const local = await world.user('local', [['OFFICER', unitId(name(0))]]);
    for (const user of [undefined, local])
      expect(pick((await world.run(user, query, { under: province })).errors, 0, 'extensions', 'code')).toBe(
        'FORBIDDEN',
      );
    expect(pick((await world.run(local, query, { under: unitId(name(0)) })).data, 'officerCounts')).toEqual([
      { kind: 'COMMUNE', units: 1, withOfficer: 1, withTrained: 0, officers: 1 },
    ]);
  });
});
