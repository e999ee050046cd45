import { describe, it } from 'vitest';
import { addDays, localDate } from '../../functions/kernel/dates.ts';
import { nationalBook } from '../../functions/law/eligibility/book.ts';
import { evaluate, type Evaluation } from '../../functions/law/eligibility/evaluate.ts';
import { fullHistory } from '../support/law/histories.ts';
import { randomFrom } from '../support/law/random.ts';
import { line, say, sideBySide } from './measure.ts';

const many = 10_000;

/** Nominees of every rule in turn, each with fourteen years of records. */
function nominees(): readonly Evaluation[] {
  const rules = nationalBook().rules.filter((rule) => rule.terms.at(-1)?.status === 'confirmed');
  return Array.from({ length: many }, (_, i): Evaluation => {
    const random = randomFrom(i + 1);
    const rule = rules[i % rules.length];
    const term = rule?.terms.at(-1);
    const awardCode = rule?.awards[0];
    const kind = rule?.subjects[0];
    const type = rule?.types[0];
    if (!term || !awardCode || !kind || !type) throw new Error('an empty rule');
    const on = addDays(localDate('2025-12-01'), random.below(60));
    const year = { kind: 'CALENDAR' as const, year: 2024 };
    const records = fullHistory(random, { kind, year, on }, term.needs, awardCode);
    return { records, awardCode, type, campaignId: null, year, receivedOn: null, on };
  });
}

describe('eligibility', () => {
  it('of ten thousand nominees, against a plain loop over the same records', async () => {
    const all = nominees();
    const seen: Record<string, number> = {};
    const judged = () => {
      for (const one of all) {
        const answer = evaluate(one);
        const outcome = answer.ok ? answer.value.outcome : 'REFUSED';
        seen[outcome] = (seen[outcome] ?? 0) + 1;
      }
      return Promise.resolve();
    };
    const looped = () => {
      let sum = 0;
      for (const { records } of all)
        for (const list of [
          records.held,
          records.completions,
          records.initiatives,
          records.attestations,
          records.staffing,
        ])
          for (const one of list) sum += JSON.stringify(one).length;
      return Promise.resolve(sum > 0 ? undefined : sum);
    };
    line(
      `${many} nominees judged in full, against writing their records out`,
      await sideBySide(5, judged, looped),
    );
    say(`outcomes: ${JSON.stringify(seen)}`);
  });
});
