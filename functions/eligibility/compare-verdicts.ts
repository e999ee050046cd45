import type { Outcome, Verdict } from '../law/eligibility/verdict.ts';
import { linesOf, type ConditionLine } from './flatten.ts';

/** Whether a nominee would come out otherwise: for good, or were the text of the law certain. */
export const differ = (before: Verdict, after: Verdict): boolean =>
  before.outcome !== after.outcome || before.tentative !== after.tentative;

/** Conditions of the second verdict that the first doesn't have, or that came out otherwise there. */
export const changedLines = (before: Verdict, after: Verdict): readonly ConditionLine[] =>
  linesChanged(linesOf(before), linesOf(after));

export function linesChanged(
  before: readonly ConditionLine[],
  after: readonly ConditionLine[],
): readonly ConditionLine[] {
  const known = new Set(before.map(standingOf));
  return after.filter((line) => !known.has(standingOf(line)));
}

const standingOf = ({ is, text, required, truth, tentative }: ConditionLine): string =>
  JSON.stringify([is, text, required, truth, tentative]);

export type Turn = { readonly before: Verdict; readonly after: Verdict };
export type TurnCount = { readonly before: Outcome; readonly after: Outcome; readonly count: number };

/** How many went from which outcome to which; the same twice where only the tentative answer changed. */
export function countTurns(turns: readonly Turn[]): readonly TurnCount[] {
  const counts = new Map<string, TurnCount>();
  for (const turn of turns) {
    const [before, after] = [turn.before.outcome, turn.after.outcome];
    const at = `${before}/${after}`;
    counts.set(at, { before, after, count: (counts.get(at)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
