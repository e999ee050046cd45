import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { recordOffice, type RecordOffice } from '../support/records.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const query = `query ($id: ID!, $on: LocalDate, $retiresLater: Boolean) { subject(id: $id) {
  serviceRecord(on: $on, retiresLater: $retiresLater) { outcome needsHumanLook
    suggested { awardCode group foundMonths requiredMonths } steps { awardCode missingMonths } }
  records(kinds: [POSITION], first: 10) { nodes { position { title group from to decisionNumber } } } } }`;

describe('a career on record', () => {
  let world: World;
  let o: RecordOffice;
  let who: Id<'sub'>;
  beforeAll(async () => {
    world = await createWorld('2025-09-01T02:00:00Z');
    o = await recordOffice(world);
    who = await o.person('Nguyễn Văn Cống');
  });

  const director = (more: object = {}) => ({
    subjectId: who,
    title: 'Giám đốc Sở Nội vụ',
    group: 'DIRECTORS',
    from: '2009-01-01',
    to: '2019-12-31',
    ...more,
  });
  const view = async (user: Id<'usr'>, more: object = {}, id: string = who) =>
    pick((await world.run(user, query, { id, retiresLater: false, ...more })).data, 'subject');

  it('is weighed by the positions entered, with what is missing, as of any day', async () => {
    expect(pick(await view(o.officer), 'serviceRecord')).toMatchObject({
      outcome: 'NEEDS_HUMAN_LOOK',
      suggested: null,
      steps: [],
    });
    const first = await o.act(o.officer, 'recordPosition', director());
    expect([first.refusals, first.answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    await o.recorded(
      o.officer,
      'recordPosition',
      director({ title: 'Phó Chủ tịch UBND tỉnh', group: 'PROVINCE_DEPUTIES', from: '2020-01-01', to: null }),
    );
    const seen = await view(o.officer);
    expect(pick(seen, 'records', 'nodes', 0, 'position')).toEqual({
      title: 'Giám đốc Sở Nội vụ',
      group: 'DIRECTORS',
      from: '2009-01-01',
      to: '2019-12-31',
      decisionNumber: null,
    });
    expect(pick(seen, 'serviceRecord', 'suggested')).toEqual({
      awardCode: 'HCLD1',
      group: 'DIRECTORS',
      foundMonths: 200,
      requiredMonths: 180,
    });
    expect(pick(seen, 'serviceRecord', 'needsHumanLook', 0)).toContain('giới tính');
    const steps = [pick(await view(o.officer, { on: '2023-12-01' }), 'serviceRecord', 'steps')].flat();
    expect(steps).toEqual([]);
    const earlier = await view(o.officer, { on: '2024-01-01' });
    expect([pick(earlier, 'serviceRecord', 'steps')].flat()).toContainEqual({
      awardCode: 'HCLD1',
      missingMonths: 0,
    });
  });

  it('is weighed for the order that is asked about, with the months that are missing and what to look at', async () => {
    const ask = `query ($input: EligibilityInput!) { eligibility(input: $input) { verdict { outcome tentative ruleId
      needsHumanLook { code text } conditions { is truth required found missing evidence } } } }`;
    const input = { awardCode: 'HCLD1', type: 'CONTRIBUTION', year: { kind: 'CALENDAR', year: 2024 } };
    const judged = async (awardCode: string) =>
      pick(
        (await world.run(o.first, ask, { input: { ...input, awardCode, subjectId: who } })).data,
        ...['eligibility', 'verdict'],
      );
    const order = await judged('HCLD1');
    expect(order).toMatchObject({
      ...{ outcome: 'NEEDS_HUMAN_LOOK', tentative: 'UNKNOWN', ruleId: 'huan-chuong-lao-dong-cong-hien' },
    });
    const career = [pick(order, 'conditions')].flat().find((line) => pick(line, 'is') === 'SERVICE');
    expect(pick(career, 'found')).toContain('Giám đốc sở, Bí thư huyện ủy và tương đương: 16 năm 8 tháng');
    expect([pick(career, 'evidence')].flat().length).toBe(2);
    const looks = [pick(order, 'needsHumanLook')].flat().map((look) => String(pick(look, 'text')));
    for (const said of ['chưa được nhập đủ', 'giới tính', 'chức vụ cao hơn'])
      expect(looks.some((text) => text.includes(said))).toBe(true);
    const independence = await judged('HCDL3');
    const missing = [pick(independence, 'conditions')].flat().flatMap((line) => pick(line, 'missing'));
    expect(missing).toContain(
      'Phó Bí thư Tỉnh ủy, Chủ tịch Hội đồng nhân dân, Chủ tịch Ủy ban nhân dân tỉnh: còn thiếu 8 năm, cần 8 năm',
    );
    await o.recorded(o.officer, 'recordHistoryExtent', { subjectId: who, of: 'POSITIONS', knownFrom: null });
    const known = [pick(await judged('HCDL3'), 'needsHumanLook')].flat().map((look) => pick(look, 'text'));
    expect(known.join()).not.toContain('chưa được nhập đủ');
  });

  it('is refused with codes, and told to nobody who does not look after the person', async () => {
    const codes = async (more: object, user = o.officer) =>
      (await o.act(user, 'recordPosition', director({ title: 'Chức vụ khác', ...more }))).refusals;
    expect(await codes({ to: '2008-12-31' })).toEqual(['INVALID_VALUE to']);
    expect(await codes({ from: '2025-09-02', to: null })).toEqual(['INVALID_VALUE from']);
    expect(await codes({ from: '1900-01-01' })).toEqual(['INVALID_VALUE from']);
    expect(await codes({ title: ' ' })).toEqual(['REQUIRED title']);
    expect(await codes({ title: 'giám đốc sở nội vụ' })).toEqual(['RECORD_DUPLICATE']);
    expect(await codes({ title: 'Giám đốc Sở Nội vụ', to: null })).toEqual(['RECORD_CONTRADICTS']);
    expect(await codes({}, o.outsider)).toEqual(['NOT_FOUND subjectId']);
    expect(pick(await view(o.outsider), 'serviceRecord') ?? null).toBeNull();
  });
});
