import type { LocalDate } from '../kernel/dates.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { DatumStatus } from '../law/datum.ts';
import { fewest, meets, type Threshold } from '../law/fraction.ts';
import { ballotRuleOn, recusalRuleOn } from '../law/procedure.ts';
import { stricter } from './ballot-rule.ts';
import type { LocalThreshold, Tally } from './ballot.ts';
import { shownOf } from './shown.ts';

/** What one nominee got, and what the law makes of it on the day of the vote. */
export type Outcome = {
  readonly ballots: Tally;
  /** Opinions in writing of absent members, on a line of their own. */
  readonly written: Tally;
  readonly inFavour: number;
  /** All voting members, those recused, and the number that the threshold is taken of. */
  readonly members: number;
  readonly recused: number;
  readonly denominator: number;
  readonly threshold: Threshold;
  readonly needed: number;
  readonly passed: boolean;
  /** The calculation in words: `27/29 = 93,1 %, cần 90 % của 29`. */
  readonly shown: string;
  readonly citation: string;
  readonly status: DatumStatus;
};

export type Counted = {
  readonly awardCode: string;
  readonly type: CommendationType;
  readonly ballots: Tally;
  readonly written: Tally;
  readonly members: number;
  readonly recused: number;
};

/** The result by the law of a day, or by what the province asks beyond it; undefined for an award that doesn't exist then. Source: `ballot` and `recusal` of the book. */
export function outcomeOf(counted: Counted, on: LocalDate, own?: LocalThreshold): Outcome | undefined {
  const asked = { awardCode: counted.awardCode, type: counted.type, on };
  const [rule, recusal] = [ballotRuleOn(asked), recusalRuleOn(asked)];
  if (!rule || !recusal) return undefined;
  const { ballots, written, members, recused } = counted;
  const { threshold, citation } = stricter(rule, own);
  const denominator = recusal.denominator === 'KEEPS_ALL' ? members : members - recused;
  const inFavour = ballots.for + written.for;
  return {
    ballots,
    written,
    inFavour,
    members,
    recused,
    denominator,
    threshold,
    needed: fewest(denominator, threshold),
    passed: meets(inFavour, denominator, threshold),
    shown: shownOf({ inFavour, members, recused, denominator, threshold }),
    citation: recused > 0 ? `${citation}; ${recusal.citation}` : citation,
    status:
      rule.status === 'confirmed' && (recused === 0 || recusal.status === 'confirmed')
        ? 'confirmed'
        : 'unverified',
  };
}
