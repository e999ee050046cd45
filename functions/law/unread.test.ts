import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { dayRuleOn, dayRules, dayRulesOn } from './day-rule.ts';
import { lawBooksOn } from './law-books.ts';
import { processingDays, processingRule } from './processing.ts';
import { unreadLaws } from './unread.ts';

const [before, since] = [localDate('2026-09-30'), localDate('2026-10-01')];
const note = unreadLaws()[0]?.note ?? 'none';

describe('under a law that nobody has read', () => {
  it('time limits of the law of awards are unverified again and say why, those of other laws are not touched', () => {
    for (const { code, ofAwardLaw } of dayRules()) {
      const [old, anew] = [dayRuleOn(code, before), dayRuleOn(code, since)];
      expect(anew?.days, code).toBe(old?.days);
      if (ofAwardLaw)
        expect(anew, code).toMatchObject({ status: 'unverified', citation: `${old?.citation} (${note})` });
      else expect(anew, code).toEqual(old);
    }
    expect(dayRulesOn(since).filter((rule) => rule.citation.includes(note))).toHaveLength(
      dayRules().filter((rule) => rule.ofAwardLaw).length,
    );
  });

  it('so is the time that a level may take for a dossier', () => {
    expect(processingDays().some((one) => one.status === 'confirmed' && one.validTo === null)).toBe(true);
    for (const kind of ['PROVINCE', 'COMMUNE', 'DEPARTMENT'] as const) {
      expect(processingRule(kind, since)).toMatchObject({ status: 'unverified' });
      expect(processingRule(kind, since)?.citation).toContain(note);
      expect(processingRule(kind, before)?.citation).not.toContain(note);
    }
  });

  it('the base salary stands, since no law of awards sets it', () => {
    const statusOf = (code: string) =>
      lawBooksOn(since)
        .find((book) => book.code === code)
        ?.data.map((one) => one.status);
    expect(statusOf('BASE_SALARY')).toEqual(['confirmed']);
    expect(statusOf('ROUNDING')).toEqual(['unverified']);
  });
});
