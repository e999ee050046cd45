import { describe, expect, it } from 'vitest';
import { localDate } from '../../kernel/dates.ts';
import { bookOf, nationalBook, withLocal, type RuleBook } from './book.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { exampleSchema, questionOf } from './example.ts';
import type { Verdict } from './verdict.ts';

const book = nationalBook();
const ruleOf = (id: string) => {
  const rule = book.rules.find((one) => one.id === id);
  if (!rule) throw new Error(id);
  return rule;
};

type Short = { readonly rule: string; readonly on: string; readonly year: string } & Record<string, unknown>;
const asked = (short: Short): Evaluation =>
  questionOf(
    exampleSchema.parse({ expect: 'ELIGIBLE', tentative: 'YES', why: 'thử', ...short }),
    ruleOf(short.rule),
  );

function verdict(evaluation: Evaluation, by: RuleBook = book): Verdict {
  const answer = evaluate(evaluation, by);
  if (!answer.ok) throw new Error(answer.refusals.map((r) => r.code).join());
  return answer.value;
}
const codes = (evaluation: Evaluation) => {
  const answer = evaluate(evaluation);
  return answer.ok ? [] : answer.refusals.map((r) => r.code);
};

const provincial = {
  rule: 'chien-si-thi-dua-cap-tinh',
  on: '2024-12-20',
  year: '2024',
  held: ['CSTDCS 2022', 'CSTDCS 2024'],
  done: ['GOOD 2023'],
  ideas: ['PROVINCE 2024'],
};

describe('an answer', () => {
  it('names the missing year, what was found and required, the evidence and the article', () => {
    const answer = verdict(asked(provincial));
    const chain = answer.conditions.flatMap((c) => c.of).find((c) => c.is === 'TITLE_CHAIN');
    expect(answer.outcome).toBe('NOT_ELIGIBLE');
    expect(chain).toMatchObject({
      truth: 'NO',
      required: '3 năm liên tục',
      found: '1 năm liên tục (năm 2024)',
      citation: 'Luật 06/2022/QH15, Điều 22 khoản 1 và khoản 2',
    });
    expect(chain?.missing).toContain('năm 2023: không có');
    expect(chain?.evidence).toEqual(expect.arrayContaining(['CSTDCS-2024', 'CSTDCS-2022']));
    expect(answer.regimeReason).toContain('20/12/2024');
  });

  it('asks for a look, and says why, where a fact is unknown, contradictory or inherited', () => {
    const nothing = { ...asked(provincial), records: { ...asked(provincial).records, completions: [] } };
    const whole = { ...provincial, held: ['CSTDCS 2022-2024'] };
    const merged = asked(whole);
    const inherited = {
      ...merged,
      records: {
        ...merged.records,
        held: merged.records.held.map((h) => ({ ...h, inheritedFrom: 'Xã cũ' })),
      },
    };
    expect(verdict(nothing).outcome).toBe('NOT_ELIGIBLE');
    expect(verdict(asked(whole)).outcome).toBe('ELIGIBLE');
    expect(verdict(inherited).needsHumanLook.map((l) => l.code)).toContain('INHERITED_RECORD');
    const split = asked({
      rule: 'lao-dong-tien-tien',
      on: '2024-12-20',
      year: '2024',
      done: ['GOOD 2024', 'COMPLETED 2024'],
      says: ['CONDUCT'],
    });
    expect(verdict(split)).toMatchObject({
      outcome: 'NEEDS_HUMAN_LOOK',
      needsHumanLook: [{ code: 'CONTRADICTION' }],
    });
    const silent = asked({ rule: 'lao-dong-tien-tien', on: '2024-12-20', year: '2024', says: ['CONDUCT'] });
    expect(verdict(silent).needsHumanLook.map((l) => l.text)).toEqual(['năm 2024: chưa có kết quả xếp loại']);
  });

  it('says that an initiative has served before: a warning from title to title, a no from title to form', () => {
    const used = (evaluation: Evaluation, awardCode: string): Evaluation => ({
      ...evaluation,
      records: {
        ...evaluation.records,
        initiatives: evaluation.records.initiatives.map((i) => ({
          ...i,
          usedFor: [{ awardCode, year: evaluation.year }],
        })),
      },
    });
    const title = asked({
      rule: 'chien-si-thi-dua-cap-tinh',
      on: '2023-12-20',
      year: '2023',
      held: ['CSTDCS 2021-2023'],
      ideas: ['PROVINCE 2023'],
    });
    expect(verdict(used(title, 'CSTDCS')).outcome).toBe('NEEDS_HUMAN_LOOK');
    expect(verdict(used(title, 'BKT')).outcome).toBe('NOT_ELIGIBLE');
    expect(verdict(used(title, 'CSTDT')).outcome).toBe('ELIGIBLE');
  });

  it('takes an initiative that only may have served for neither used nor free', () => {
    const form = asked({
      rule: 'chien-si-thi-dua-cap-tinh',
      on: '2023-12-20',
      year: '2023',
      held: ['CSTDCS 2021-2023'],
      ideas: ['PROVINCE 2023'],
    });
    const used = (sure: boolean): Evaluation => ({
      ...form,
      records: {
        ...form.records,
        initiatives: form.records.initiatives.map((i) => ({
          ...i,
          usedFor: [
            {
              ...{ awardCode: 'BKT', year: form.year },
              decision: { awardId: 'awd_1', number: '1/QĐ', on: localDate('2023-11-01'), sure },
            },
          ],
        })),
      },
    });
    expect(verdict(used(true)).outcome).toBe('NOT_ELIGIBLE');
    expect(verdict(used(false))).toMatchObject({
      outcome: 'NEEDS_HUMAN_LOOK',
      needsHumanLook: [{ code: 'UNCLEAR_LAW' }],
    });
  });

  it('gives one achievement once', () => {
    const again = asked({ ...provincial, held: ['CSTDCS 2022-2024', 'CSTDT 2024'] });
    expect(verdict(again).outcome).toBe('NOT_ELIGIBLE');
    const revoked = {
      ...again,
      records: {
        ...again.records,
        held: again.records.held.map((h) =>
          h.awardCode === 'CSTDT' ? { ...h, revokedOn: localDate('2024-12-19') } : h,
        ),
      },
    };
    expect(verdict(revoked).outcome).toBe('ELIGIBLE');
  });

  it('refuses numbers that can not be true, and shares that only nearly reach', () => {
    const collective = (staff: string) =>
      verdict(
        asked({
          rule: 'tap-the-lao-dong-xuat-sac',
          on: '2024-12-20',
          year: '2024',
          done: ['EXCELLENT 2024'],
          says: ['MOVEMENT', 'SOLIDARITY'],
          staff,
        }),
      );
    expect(collective('10/10/7/1/0').outcome).toBe('ELIGIBLE');
    expect(collective('1000/1000/699/1/0').outcome).toBe('NOT_ELIGIBLE');
    expect(collective('10/11/7/1/0').needsHumanLook).toMatchObject([{ code: 'CONTRADICTION' }]);
    expect(collective('0/0/0/0/0').needsHumanLook).toMatchObject([{ code: 'CONTRADICTION' }]);
  });

  it('answers with a code for a day without law, a year to come, an unknown award, the wrong kind of nominee', () => {
    const one = asked(provincial);
    expect(codes({ ...one, on: localDate('2017-09-30'), year: { kind: 'CALENDAR', year: 2016 } })).toEqual([
      'LAW_DATE_NOT_COVERED',
    ]);
    for (const kind of ['CALENDAR', 'SCHOOL'] as const)
      for (const year of [-5, 0, 99, 1900, 2015, 2020.5, 2090, 99_999, Number.NaN])
        expect(codes({ ...one, year: { kind, year } }), `${kind} ${year}`).toEqual(['LAW_DATE_NOT_COVERED']);
    expect(codes({ ...one, receivedOn: localDate('2025-01-01') })).toEqual(['LAW_DATE_NOT_COVERED']);
    expect(codes({ ...one, awardCode: 'NOPE' })).toEqual(['LAW_AWARD_UNKNOWN']);
    expect(
      codes({
        ...one,
        awardCode: 'XTB',
        year: { kind: 'CALENDAR', year: 2020 },
        on: localDate('2021-01-01'),
      }),
    ).toEqual(['LAW_AWARD_UNKNOWN']);
    expect(codes({ ...one, awardCode: 'TTLDTT' })).toEqual(['LAW_SUBJECT_KIND']);
    expect(verdict({ ...one, type: 'EXTERNAL' })).toMatchObject({
      outcome: 'NEEDS_HUMAN_LOOK',
      needsHumanLook: [{ code: 'NO_RULE' }],
    });
  });
});

describe('a change of the law', () => {
  const twoYears = asked({
    rule: 'chien-si-thi-dua-co-so',
    on: '2024-02-01',
    year: '2023',
    held: ['LDTT 2023'],
    done: ['EXCELLENT 2023'],
  });
  const late = { ...twoYears, receivedOn: localDate('2023-12-25') };
  const withClause = (moreFavourable: boolean): RuleBook =>
    bookOf({
      ...book,
      regimes: book.regimes.map((regime) =>
        regime.key === 'B'
          ? { ...regime, transition: { moreFavourable, citation: 'Điều 96', status: 'confirmed' as const } }
          : regime,
      ),
    });

  it('keeps the old law for what was received before it, or the new one where it is better and a clause says so', () => {
    expect(verdict(twoYears)).toMatchObject({ outcome: 'ELIGIBLE', regime: 'B' });
    expect(verdict(late, withClause(false))).toMatchObject({ outcome: 'NOT_ELIGIBLE', regime: 'A' });
    const better = verdict(late, withClause(true));
    expect(better).toMatchObject({ outcome: 'ELIGIBLE', regime: 'B' });
    expect(better.regimeReason).toContain('có lợi hơn');
  });

  it('asks for a look where the clause was not read and the two laws differ', () => {
    expect(verdict(late)).toMatchObject({ outcome: 'NEEDS_HUMAN_LOOK', regime: 'A' });
    expect(verdict(late).needsHumanLook.map((l) => l.code)).toContain('TRANSITION_UNCLEAR');
  });

  it('confirms nothing under the law of 2026, which nobody has read', () => {
    const now = asked({
      rule: 'lao-dong-tien-tien',
      on: '2026-10-01',
      year: '2025',
      done: ['GOOD 2025'],
      says: ['CONDUCT'],
    });
    expect(verdict(now)).toMatchObject({ outcome: 'NEEDS_HUMAN_LOOK', tentative: 'YES', regime: 'D' });
    expect(verdict({ ...now, on: localDate('2026-09-30') })).toMatchObject({
      outcome: 'ELIGIBLE',
      regime: 'C',
    });
  });
});

describe('what a province demands beside the law', () => {
  const act = '05/2024/QĐ-UBND ngày 2024-02-01 của UBND tỉnh';
  const attested = {
    needs: { is: 'ATTESTED', key: 'VOLUNTEER', text: 'Có đóng góp tình nguyện' },
    citation: act,
  } as const;
  const from = (on: string) =>
    withLocal(book, (award, day) => (award === 'CSTDT' && day >= localDate(on) ? [attested] : []));
  const good = { ...provincial, held: ['CSTDCS 2022-2024'] };

  it('is judged with the law, by its own act, and only tightens', () => {
    const by = from('2024-03-01');
    expect(verdict(asked(good)).outcome).toBe('ELIGIBLE');
    expect(verdict(asked({ ...good, says: ['VOLUNTEER'] }), by).outcome).toBe('ELIGIBLE');
    expect(verdict(asked({ ...good, denies: ['VOLUNTEER'] }), by).outcome).toBe('NOT_ELIGIBLE');
    const silent = verdict(asked(good), by);
    expect(silent.outcome).toBe('NEEDS_HUMAN_LOOK');
    expect(silent.conditions.at(-1)).toMatchObject({ is: 'ATTESTED', truth: 'UNKNOWN', citation: act });
    expect(silent.needsHumanLook.map((look) => look.text)).toContain(
      'Chưa ai xác nhận: Có đóng góp tình nguyện',
    );
    expect(verdict(asked({ ...provincial, says: ['VOLUNTEER'] }), by).outcome).toBe('NOT_ELIGIBLE');
  });

  it('is that of the day by which the law is chosen, not of the question', () => {
    const denied = asked({ ...good, denies: ['VOLUNTEER'], received: '2024-12-15' });
    expect(verdict(denied, from('2024-12-15')).outcome).toBe('NOT_ELIGIBLE');
    expect(verdict(denied, from('2024-12-16')).outcome).toBe('ELIGIBLE');
  });
});
