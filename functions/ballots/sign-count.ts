import type { Id } from '../kernel/ids.ts';
import { instant } from '../kernel/clock.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { ownSeat } from '../councils/council.policy.ts';
import type { Ballot, Sheet, Tally } from './ballot.ts';
import { isTeller } from './ballot.policy.ts';
import type { BallotStore, StoredCount } from './ballot.store.ts';
import { changeBallot, type BallotDeps, type BallotGround, type BallotInput } from './change-ballot.ts';
import { countHashOf, outcomesOf, sheetMinutes, type CountRecords } from './count-minutes.ts';

export type EnterCountInput = BallotInput & {
  readonly sheets: readonly {
    readonly sheetId: string;
    readonly handedOut: number;
    readonly returned: number;
    readonly invalid: number;
    /** For each nominee of the sheet, in its order. */
    readonly tallies: readonly Tally[];
  }[];
};

/** All records of a count, read in one tick. */
export async function loadCount(ballots: BallotStore, id: Id<'bal'>): Promise<CountRecords> {
  const [nominees, sheets, counts, written, seals, papers] = await Promise.all([
    ballots.nominees(id),
    ballots.sheets(id),
    ballots.counts(id),
    ballots.written(id),
    ballots.seals(id),
    ballots.papers(id),
  ]);
  return { nominees, sheets, counts, written, seals, papers };
}

const byTeller = <E>({ ballot, council, viewer }: BallotGround<E>): boolean =>
  isTeller(ballot, council, viewer);

/**
 * A teller enters what was counted on paper or by hands, which is the first signature; entered anew, the signatures begin
 * anew. Codes: those of a change, INVALID_VALUE, BALLOT_COUNT_WRONG.
 */
export const enterCount = (deps: BallotDeps, input: EnterCountInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'enterCount',
    load: (id) => loadCount(deps.ballots, id),
    by: byTeller,
    apply: (ground) => {
      const { ballot, extra: records } = ground;
      if (ballot.mode === 'ELECTRONIC')
        return refuse(refusal('INVALID_VALUE', 'ballotId', { expected: 'phiếu giấy hoặc biểu quyết' }));
      const counts = records.sheets.map((sheet) => entered(input, sheet));
      const refusals = [
        ...counts.flatMap((one) => (one.ok ? [] : one.refusals)),
        ...(input.sheets.length === records.sheets.length
          ? []
          : [refusal('BALLOT_COUNT_WRONG', 'sheets', { expected: `${records.sheets.length} tờ` })]),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const valid = counts.flatMap((one) => (one.ok ? [one.value] : []));
      const countHash = countHashOf(ballot, { ...records, counts: valid });
      return accept({
        patch: { status: 'COUNTED', countHash, signatures: [signature(deps, ground)] },
        writes: valid.map((count) => deps.ballots.saveCount(ballot.id, count)),
        event: 'BallotCounted',
        facts: { countHash, entered: true },
      });
    },
  });

function entered(input: EnterCountInput, sheet: Sheet): Result<StoredCount> {
  const at = input.sheets.findIndex((one) => one.sheetId === sheet.sheetId);
  const given = input.sheets[at];
  const wrong = (field: string, expected: string): Refusal =>
    refusal('BALLOT_COUNT_WRONG', `sheets.${at}.${field}`, { expected });
  if (!given) return refuse(refusal('BALLOT_COUNT_WRONG', 'sheets', { expected: sheet.sheetId }));
  const { handedOut, returned, invalid, tallies } = given;
  const valid = returned - invalid;
  const refusals = [
    ...(handedOut > sheet.seats.length ? [wrong('handedOut', `tối đa ${sheet.seats.length}`)] : []),
    ...(returned > handedOut ? [wrong('returned', `tối đa ${handedOut}`)] : []),
    ...(invalid > returned ? [wrong('invalid', `tối đa ${returned}`)] : []),
    ...([handedOut, returned, invalid].every((n) => n >= 0) ? [] : [wrong('handedOut', 'từ 0')]),
    ...(tallies.length === sheet.nominees.length ? [] : [wrong('tallies', `${sheet.nominees.length} dòng`)]),
    ...tallies.flatMap((one, i) => (fits(one, valid) ? [] : [wrong(`tallies.${i}`, `tổng ${valid}`)])),
  ];
  if (refusals.length > 0) return refuse(...refusals);
  const { sheetId } = sheet;
  const lines = tallies.map((one) => ({ for: one.for, against: one.against, abstain: one.abstain }));
  return accept({
    ...{ sheetId, returned, invalid, handedOut, tallies: lines },
    sealed: [],
    open: [],
    differences: 0,
  });
}

const fits = ({ for: yes, against, abstain }: Tally, valid: number): boolean =>
  [yes, against, abstain].every((n) => n >= 0) && yes + against + abstain === valid;

export type SignCountInput = BallotInput & {
  /** Hash of the counting minutes as this teller read them. */
  readonly countHash: string;
};

/**
 * A teller signs the counting minutes; with two signatures the result is final and every nominee's outcome stored. Codes:
 * those of a change, BALLOT_DISCREPANCY, INVALID_VALUE, DUPLICATE.
 */
export const signCount = (deps: BallotDeps, input: SignCountInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'signCount',
    load: (id) => loadCount(deps.ballots, id),
    by: byTeller,
    apply: (ground) => {
      const { ballot, extra: records, viewer } = ground;
      const countHash = countHashOf(ballot, records);
      const own = signature(deps, ground);
      const refusals = [...checkNumbers(records), ...checkSigning(ballot, own.seat, countHash, input)];
      if (refusals.length > 0) return refuse(...refusals);
      const signatures = [...ballot.signatures, own];
      if (signatures.length < 2)
        return accept({
          patch: { signatures, countHash },
          event: 'CountSigned',
          facts: { seat: own.seat, countHash },
        });
      const outcomes = outcomesOf(ballot, records, ballot.openedOn ?? viewer.on);
      const passed = outcomes.filter((one) => one.passed).length;
      return accept({
        patch: { signatures, countHash, status: 'FINAL' },
        writes: [
          ...deps.ballots.saveOutcomes(ballot.id, outcomes),
          deps.meetings.endVote(ballot.meetingId, ballot.id),
        ],
        event: 'BallotFinal',
        facts: { seat: own.seat, countHash, passed, failed: outcomes.length - passed },
      });
    },
  });

const checkNumbers = (records: CountRecords): readonly Refusal[] =>
  sheetMinutes(records)
    .filter((sheet) => sheet.discrepancy)
    .map(({ returned, issued }) => refusal('BALLOT_DISCREPANCY', 'ballotId', { returned, issued }));

function checkSigning(
  ballot: Ballot,
  seat: number,
  countHash: string,
  input: SignCountInput,
): readonly Refusal[] {
  return [
    ...(ballot.signatures.some((one) => one.seat === seat) ? [refusal('DUPLICATE', 'ballotId')] : []),
    ...(input.countHash === countHash
      ? []
      : [refusal('INVALID_VALUE', 'countHash', { expected: countHash })]),
  ];
}

function signature(deps: BallotDeps, { council, viewer, actor }: BallotGround<unknown>) {
  const own = ownSeat(council, viewer);
  if (!own) throw new Error('a teller without a seat');
  return { seat: own.number, userId: actor.userId, name: own.name, at: instant(deps.clock) };
}
