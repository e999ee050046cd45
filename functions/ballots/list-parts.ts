import { chunks } from '../kernel/group.ts';
import type { BallotNominee, Tally } from './ballot.ts';
import type { Outcome } from './result.ts';
import { shownOf } from './shown.ts';

/*
 * Lists of thousands as they are stored: in parts that one item holds, all of them in one transaction. What rows have in
 * common is said once a part, and rows give its number.
 */

/** Rows of a part. An item takes 400 KB. */
export const partSize = 500;
/** Room for parts in one transaction, which takes 4 MB. */
const maxPartBytes = 380_000;
export const maxListBytes = 3_500_000;

export const partOf = (place: number): number => Math.floor(place / partSize);

/** Values by number, each said once. */
function numbered<T>(values: readonly T[]) {
  const numbers = new Map<string, number>();
  const distinct = values.filter((value) => {
    const key = JSON.stringify(value);
    return !numbers.has(key) && numbers.set(key, numbers.size);
  });
  return { distinct, numberOf: (value: T) => numbers.get(JSON.stringify(value)) ?? -1 };
}

type NomineesPart = {
  awards: Pick<BallotNominee, 'dossierId' | 'awardCode' | 'type'>[];
  units: Pick<BallotNominee, 'unitId' | 'unitName'>[];
  /** Nominee, name, number of the award, number of the unit. */
  rows: [BallotNominee['nomineeId'], string, number, number][];
};

const awardOf = ({ dossierId, awardCode, type }: BallotNominee) => ({ dossierId, awardCode, type });
const unitOf = ({ unitId, unitName }: BallotNominee) => ({ unitId, unitName });

export function packNominees(list: readonly BallotNominee[]): NomineesPart {
  const [awards, units] = [numbered(list.map(awardOf)), numbered(list.map(unitOf))];
  return {
    awards: awards.distinct,
    units: units.distinct,
    rows: list.map((one) => [
      one.nomineeId,
      one.name,
      awards.numberOf(awardOf(one)),
      units.numberOf(unitOf(one)),
    ]),
  };
}

export const unpackNominees = ({ awards, units, rows }: NomineesPart): readonly BallotNominee[] =>
  rows.map(([nomineeId, name, award, unit]) => ({
    nomineeId,
    name,
    ...numberedIn(awards, award),
    ...numberedIn(units, unit),
  }));

/** Whether a list can be stored; only very long names in a very long list keep it from that. */
export function fitsTransaction(list: readonly BallotNominee[]): boolean {
  const bytes = chunks(list, partSize).map((part) => Buffer.byteLength(JSON.stringify(packNominees(part))));
  return bytes.every((one) => one <= maxPartBytes) && bytes.reduce((a, b) => a + b, 0) <= maxListBytes;
}

type Shared = Pick<
  Outcome,
  'members' | 'recused' | 'denominator' | 'threshold' | 'needed' | 'citation' | 'status'
>;
type OutcomesPart = {
  rules: Shared[];
  /** Number of the rule, ballots and written opinions for, against and without opinion, and whether it passed. */
  rows: [number, number, number, number, number, number, number, boolean][];
};

const sharedOf = ({
  members,
  recused,
  denominator,
  threshold,
  needed,
  citation,
  status,
}: Outcome): Shared => ({
  ...{ members, recused, denominator, threshold, needed, citation, status },
});

export function packOutcomes(outcomes: readonly Outcome[]): OutcomesPart {
  const rules = numbered(outcomes.map(sharedOf));
  return {
    rules: rules.distinct,
    rows: outcomes.map((one) => [
      rules.numberOf(sharedOf(one)),
      ...inOrder(one.ballots),
      ...inOrder(one.written),
      one.passed,
    ]),
  };
}

const inOrder = (tally: Tally): [number, number, number] => [tally.for, tally.against, tally.abstain];

export const unpackOutcomes = ({ rules, rows }: OutcomesPart): readonly Outcome[] =>
  rows.map(([rule, yes, no, none, writtenYes, writtenNo, writtenNone, passed]) => {
    const outcome = {
      ...numberedIn(rules, rule),
      ballots: { for: yes, against: no, abstain: none },
      written: { for: writtenYes, against: writtenNo, abstain: writtenNone },
      inFavour: yes + writtenYes,
      passed,
    };
    return { ...outcome, shown: shownOf(outcome) };
  });

function numberedIn<T>(values: readonly T[], number: number): T {
  const value = values[number];
  if (value === undefined) throw new Error(`a part has no value ${number}`);
  return value;
}
