import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { dossierRuleOn, prerequisitesOn, submissionDatesOn, submissionDay } from './catalogue.ts';
import type { CommendationType } from './commendation-type.ts';
import { commendationTypesOn } from './commendation-types.ts';
import { dayRuleOn } from './day-rule.ts';
import { lawBooksOn } from './law-books.ts';
import { noticeRuleOn, opinionRuleOn, revocationRuleOn } from './procedure.ts';

const inA = localDate('2021-04-01');
const inB = localDate('2024-06-01');
const inC = localDate('2025-09-01');
const merit = (awardCode: string, on = inC) => ({ awardCode, type: 'MERIT' as const, on });

describe('every book', () => {
  it('shows each datum of a day with its facts flattened', () => {
    const books = lawBooksOn(inB);
    const ballot = books.find((book) => book.code === 'BALLOT');
    const heroes = ballot?.data.find((datum) => datum.about.includes('@HEROES'));
    expect(heroes?.facts).toContainEqual({ name: 'threshold.numerator', value: '9' });
    expect(heroes?.citation).toBe('Nghị định 98/2023/NĐ-CP, Điều 30(7)');
    expect(books.map((book) => book.code)).toContain('TIE_BREAK');
    const salary = books.find((book) => book.code === 'BASE_SALARY')?.data;
    expect(salary?.map((datum) => datum.facts)).toEqual([[{ name: 'amount', value: '1800000' }]]);
  });
});

describe('the catalogue', () => {
  it('asks for the sets of each regime: three, two and one, then one', () => {
    expect(['HCLD3', 'CSTDTQ', 'BKT'].map((code) => dossierRuleOn(merit(code, inA))?.sets)).toEqual([
      3, 2, 1,
    ]);
    for (const on of [inB, inC])
      expect(['HCLD3', 'CSTDTQ', 'BKT'].map((code) => dossierRuleOn(merit(code, on))?.sets)).toEqual([
        1, 1, 1,
      ]);
  });

  it('names the forms of the regime and the type', () => {
    const forms = (code: string, on = inC, type: CommendationType = 'MERIT') =>
      dossierRuleOn({ awardCode: code, type, on })?.forms.map((one) => one.form);
    expect(forms('CSTDCS')).toEqual(['Mẫu số 01', 'Mẫu số 05']);
    expect(forms('BKT', inA, 'AD_HOC')).toEqual(['Mẫu số 06', 'Mẫu số 08']);
    expect(forms('HCLD1', inA, 'CONTRIBUTION')).toEqual(['Mẫu số 03']);
    expect(forms('AHLD', inA)).toEqual(['Mẫu số 04', 'Mẫu số 05']);
  });

  it('knows the dates of the decrees and the plan of Nam Định for 2021', () => {
    const flags = submissionDatesOn(merit('CTDCP', inA));
    const days = flags.map((date) => [
      date.provincial,
      submissionDay(date, { kind: 'CALENDAR', year: 2020 }),
    ]);
    expect(days).toEqual([
      [false, '2021-03-31'],
      [false, '2020-10-15'],
      [true, '2021-02-28'],
    ]);
    const [, school] = flags;
    if (!school) throw new Error('no date of education');
    expect(submissionDay(school, { kind: 'SCHOOL', year: 2020 })).toBe('2021-10-15');
    expect(submissionDatesOn(merit('HCLD3', inA)).map((date) => date.text)).toContain(
      'Đợt 2, ngành Giáo dục và Đào tạo: trong tháng 8 năm 2021',
    );
    expect(submissionDatesOn(merit('CTDCP', inB)).map((date) => date.by)).toEqual(['06-30', '12-31']);
    expect(submissionDatesOn({ awardCode: 'BKTTG', type: 'AD_HOC', on: inB })).toEqual([]);
  });

  it('tells what an award demands, differently by regime', () => {
    expect(prerequisitesOn(merit('TTLDTT', inA))[0]?.text).toContain('trên 50 %');
    expect(prerequisitesOn(merit('TTLDTT', inB))[0]).toMatchObject({ status: 'unverified' });
    expect(prerequisitesOn(merit('BKT', inB)).map((one) => one.subjects)).toEqual([
      ['INDIVIDUAL'],
      ['COLLECTIVE'],
      ['HOUSEHOLD'],
    ]);
  });

  it('has all six types of commendation in each regime, under the name of the time', () => {
    for (const on of [inA, inB, inC]) expect(commendationTypesOn(on)).toHaveLength(6);
    expect(commendationTypesOn(inA)[1]?.name).toContain('theo đợt');
    expect(commendationTypesOn(inB)[1]?.name).toBe('Khen thưởng phong trào');
  });
});

describe('days of procedure', () => {
  it('agree with the time limits that deadlines are counted by', () => {
    for (const on of [inA, inB, inC]) {
      const asked = merit('BKT', on);
      expect(noticeRuleOn(asked)?.result.days).toBe(dayRuleOn('NOTIFY_RESULT', on)?.days);
      expect(noticeRuleOn(asked)?.refusal.days).toBe(dayRuleOn('NOTIFY_REFUSAL', on)?.days);
      expect(opinionRuleOn(asked)?.answerWithin.days).toBe(dayRuleOn('CONSULTATION', on)?.days);
      const report = dayRuleOn('ANNULMENT_REPORT', on);
      if (report) expect(revocationRuleOn(asked)?.proposeWithin.days).toBe(report.days);
      const decision = dayRuleOn('ANNULMENT_DECISION', on);
      if (decision) expect(revocationRuleOn(asked)?.decideWithin.days).toBe(decision.days);
    }
  });
});
