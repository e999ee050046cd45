import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { fighter, recordOffice, type RecordOffice } from '../support/records.ts';
import { pick } from '../support/pick.ts';
import { createWorld, refusals, type World } from '../support/world.ts';

const query = `query ($input: EligibilityInput!) { eligibility(input: $input) {
  verdict { outcome tentative ruleId regime regimeReason status citation needsHumanLook { code text }
    conditions { level is truth required found missing evidence citation text } }
  userErrors { code field message details { name value } } } }`;

describe('eligibility', () => {
  let world: World;
  let o: RecordOffice;
  let who: Id<'sub'>;
  const titles = new Map<number, string>();
  beforeAll(async () => {
    world = await createWorld();
    o = await recordOffice(world);
    who = await o.person('Nguyễn Thị Hòa');
    for (const year of [2018, 2019, 2020]) {
      const { id } = await o.recorded(o.officer, 'recordAward', { subjectId: who, ...fighter(year) });
      titles.set(year, id);
    }
    for (const of of ['AWARDS', 'INITIATIVES'])
      await o.recorded(o.officer, 'recordHistoryExtent', { subjectId: who, of, knownFrom: null });
    await o.recorded(o.first, 'recordConductCheck', {
      subjectId: who,
      body: 'Công an tỉnh',
      asOf: '2021-02-20',
    });
  });

  const ask = async (user: Id<'usr'>, extra: object = {}) => {
    const answer = await world.run(user, query, {
      input: { subjectId: who, awardCode: 'BKT', year: { kind: 'CALENDAR', year: 2020 }, ...extra },
    });
    return {
      answer,
      refusals: refusals(answer, 'eligibility'),
      verdict: pick(answer.data, 'eligibility', 'verdict'),
    };
  };
  const fighterOfProvince = { awardCode: 'CSTDT' };

  it('says what was found and demanded, by which article, on which records, in two reads', async () => {
    const { verdict, answer } = await ask(o.first, fighterOfProvince);
    expect(answer.calls.writes).toBe(0);
    expect(answer.calls.reads).toBeLessThanOrEqual(2);
    expect(verdict).toMatchObject({
      outcome: 'NOT_ELIGIBLE',
      regime: 'A',
      status: 'CONFIRMED',
      ruleId: 'chien-si-thi-dua-cap-tinh',
      citation: 'Nghị định 91/2017/NĐ-CP, Điều 9 khoản 2',
    });
    const lines = [pick(verdict, 'conditions')].flat();
    const chain = lines.find((line) => pick(line, 'is') === 'TITLE_CHAIN');
    expect(chain).toMatchObject({ level: 1, truth: 'YES', required: '3 năm liên tục', missing: [] });
    expect(pick(chain, 'evidence')).toEqual([2020, 2019, 2018].map((year) => titles.get(year)));
    expect(lines.find((line) => pick(line, 'is') === 'INITIATIVES')).toMatchObject({
      truth: 'NO',
      found: '0',
    });
  });

  it('turns with the facts, and never tells those who may not know of a proceeding that there is one', async () => {
    const someone = await o.person('Trần Văn Lâm');
    const now = world.clock.now();
    world.clock.set('2026-01-15T02:00:00.000Z');
    for (const year of [2023, 2024, 2025])
      await o.recorded(o.first, 'recordAward', { subjectId: someone, ...fighter(year) });
    for (const of of ['AWARDS', 'INITIATIVES'])
      await o.recorded(o.officer, 'recordHistoryExtent', { subjectId: someone, of, knownFrom: null });
    const asked = { subjectId: someone, awardCode: 'BKT', year: { kind: 'CALENDAR', year: 2025 } };
    await o.recorded(o.first, 'recordConductCheck', {
      subjectId: someone,
      body: 'Thanh tra',
      asOf: '2026-01-10',
    });
    expect(pick((await ask(o.first, asked)).verdict, 'outcome')).toBe('ELIGIBLE');
    const before = (await ask(o.officer, asked)).verdict;
    expect(before).toMatchObject({ outcome: 'NEEDS_HUMAN_LOOK', needsHumanLook: [{ code: 'UNKNOWN_FACT' }] });
    await o.recorded(o.first, 'recordProceeding', {
      subjectId: someone,
      kind: 'DENUNCIATION',
      openedOn: '2026-01-12',
      reference: '01/TC',
    });
    expect(pick((await ask(o.first, asked)).verdict, 'outcome')).toBe('NOT_ELIGIBLE');
    expect((await ask(o.officer, asked)).verdict).toEqual(before);
    expect((await ask(o.auditor, asked)).verdict).toEqual(before);
    world.clock.set(now.toISOString());
  });

  it('answers outsiders as if there were nobody, and everything that can not be judged with a code', async () => {
    expect((await ask(o.outsider)).refusals).toEqual(['NOT_FOUND subjectId']);
    expect((await ask(o.first, { subjectId: 'sub_00000000000000000000000000' })).refusals).toEqual([
      'NOT_FOUND subjectId',
    ]);
    expect((await ask(o.first, { awardCode: 'NOPE' })).refusals).toEqual(['LAW_AWARD_UNKNOWN awardCode']);
    expect((await ask(o.first, { awardCode: 'TTLDTT' })).refusals).toEqual(['LAW_SUBJECT_KIND awardCode']);
    expect((await ask(o.first, { on: '2017-09-30' })).refusals).toEqual(['LAW_DAY_UNKNOWN on']);
    expect((await ask(o.first, { on: '2090-01-01' })).refusals).toEqual(['LAW_DAY_UNKNOWN on']);
    for (const year of [-5, 0, 99, 2015, 2022, 99_999])
      expect((await ask(o.first, { year: { kind: 'CALENDAR', year } })).refusals, `${year}`).toEqual([
        'LAW_DATE_NOT_COVERED on',
      ]);
  });
});
