import { describe, expect, it } from 'vitest';
import { localDate } from '../../kernel/dates.ts';
import { chainProblems } from '../check-terms.ts';
import { standing, unreadLaws } from '../unread.ts';
import { nationalBook, termOn } from './book.ts';
import { checkDraft, draftBook, type DraftRule } from './draft-book.ts';

const ruleId = 'bang-khen-tinh-ca-nhan';
const chain = { is: 'TITLE_CHAIN', awards: ['CSTDCS'], years: 3, text: 'Có 03 lần liên tục' };
const draft = (needs: unknown, extra: Partial<DraftRule> = {}): DraftRule => ({
  ruleId,
  needs: JSON.stringify(needs),
  citation: 'Dự thảo 1',
  ...extra,
});
const read = (...drafts: readonly DraftRule[]) => {
  try {
    checkDraft({ rules: drafts });
    return draftBook(drafts);
  } catch (error) {
    return error;
  }
};
const badInput = { name: 'AppError', code: 'BAD_USER_INPUT' };

describe('a draft of the rules', () => {
  it('holds on every day of the law, is certain also under laws that nobody has read, and leaves other rules alone', () => {
    const book = draftBook([draft(chain)]);
    const rule = book.ruleFor('BKT', 'MERIT', 'INDIVIDUAL');
    const days = [...nationalBook().regimes.map((one) => one.validFrom), ...unreadLaws().map((l) => l.from)];
    for (const on of [...days, localDate('2026-09-30'), localDate('2040-01-01')]) {
      const term = rule && termOn(rule.terms, on);
      expect(term?.needs, on).toMatchObject(chain);
      expect(term && standing(term, on), on).toEqual({ citation: 'Dự thảo 1', status: 'confirmed' });
    }
    const others = (rules: typeof book.rules) => rules.filter((one) => one.id !== ruleId);
    expect(others(book.rules)).toEqual(others(nationalBook().rules));
    expect(nationalBook().ruleFor('BKT', 'MERIT', 'INDIVIDUAL')?.terms).not.toEqual(rule?.terms);
  });

  it('leaves the terms of before its first day as they are', () => {
    const from = localDate('2025-01-01');
    const terms = draftBook([draft(chain, { from })]).ruleFor('BKT', 'MERIT', 'INDIVIDUAL')?.terms ?? [];
    const own = nationalBook().ruleFor('BKT', 'MERIT', 'INDIVIDUAL')?.terms ?? [];
    expect(termOn(terms, localDate('2024-12-31'))).toMatchObject({
      needs: termOn(own, localDate('2024-12-31'))?.needs,
    });
    for (const day of ['2025-01-01', '2025-08-01', '2026-11-01'])
      expect(termOn(terms, localDate(day))).toMatchObject({ citation: 'Dự thảo 1', status: 'confirmed' });
    expect(chainProblems('draft', terms)).toEqual([]);
  });

  it.each([
    ['no rule', []],
    ['eleven rules', Array.from({ length: 11 }, () => draft(chain))],
    ['a rule twice', [draft(chain), draft(chain)]],
    ['an unknown rule', [draft(chain, { ruleId: 'nope' })]],
    ['what is no JSON', [draft(chain, { needs: '{' })]],
    ['what is no condition', [draft({ is: 'RICH', text: 'Giàu' })]],
    ['an empty group', [draft({ is: 'ALL', text: 'x', of: [] })]],
    ['no citation', [draft(chain, { citation: '  ' })]],
    ['a citation that is too long', [draft(chain, { citation: 'x'.repeat(501) })]],
    ['a text that is too long', [draft({ ...chain, text: 'x'.repeat(10_000) })]],
    ['more years than a life has', [draft({ ...chain, years: 51 })]],
    ['an unknown award', [draft({ ...chain, awards: ['CSTDCS', 'NOPE'] })]],
    [
      'an unknown award deep inside',
      [
        draft({
          is: 'ANY',
          text: 'x',
          of: [
            {
              is: 'COMPLETED_CHAIN',
              atLeast: 'GOOD',
              years: 2,
              text: 'x',
              within: [{ is: 'ALL', text: 'x', of: [{ is: 'HELD', awards: ['NOPE'], count: 1, text: 'x' }] }],
            },
          ],
        }),
      ],
    ],
    [
      'an unknown award to count from',
      [draft({ is: 'COMPLETED_CHAIN', atLeast: 'GOOD', years: 2, after: ['NOPE'], text: 'x' })],
    ],
    [
      'an unknown title instead',
      [draft({ is: 'COMPLETED_CHAIN', atLeast: 'GOOD', years: 2, orTitles: ['NOPE'], text: 'x' })],
    ],
  ])('is refused with %s', (_what, drafts) => {
    expect(read(...drafts)).toMatchObject(badInput);
  });

  it('is refused, and not stumbled over, when it is nested as deep as its length allows', () => {
    const deep = `${'{"is":"ALL","text":"x","of":['.repeat(300)}{"is":"RICH"}${']}'.repeat(300)}`;
    expect(read(draft(chain, { needs: deep }))).toMatchObject(badInput);
  });
});
