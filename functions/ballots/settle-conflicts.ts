import { instant } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { ownSeat } from '../councils/council.policy.ts';
import { seatsOn } from '../councils/council.ts';
import type { Ballot } from './ballot.ts';
import { changeBallot, nothingElse, type BallotDeps, type BallotInput } from './change-ballot.ts';
import { conflictsOf } from './conflicts.ts';
import { casesOf, loadList } from './load-list.ts';

export type DeclareConflictInput = BallotInput & {
  /** Places in the ballot's list. */
  readonly nominees: readonly number[];
  readonly reason: string;
};

/** A member says that a vote on some nominees isn't theirs to give. Codes: those of a change, COUNCIL_NOT_MEMBER, INVALID_VALUE, REQUIRED, TOO_LONG. */
export const declareConflict = (deps: BallotDeps, input: DeclareConflictInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'declare',
    load: nothingElse,
    by: () => true,
    apply: ({ ballot, council, viewer }) => {
      const own = ownSeat(council, viewer);
      if (!own) return refuse(refusal('COUNCIL_NOT_MEMBER', 'ballotId'));
      const reason = requireText('reason', input.reason, 2000);
      const places = checkPlaces(ballot, input.nominees);
      if (!reason.ok || !places.ok)
        return refuse(...[reason, places].flatMap((r) => (r.ok ? [] : r.refusals)));
      const entry = { seat: own.number, nominees: places.value, reason: reason.value };
      return accept({
        patch: {},
        writes: [
          deps.ballots.addConflicts(ballot.id, ballot.version + 1, { declared: [entry], waivers: [] }),
        ],
        event: 'ConflictDeclared',
        facts: { seat: own.number, nominees: places.value },
      });
    },
  });

export type WaiveConflictInput = BallotInput & {
  readonly seat: number;
  readonly nominees: readonly number[];
  readonly reason: string;
  /** The ballot's dossiers, named again so that conflicts are found in their records. */
  readonly dossierIds: readonly string[];
};

/** The chair lets a member vote in spite of a conflict, with a reason; never themself. Codes: those of a change, BALLOT_CHAIR_ONLY, BALLOT_WAIVER_OWN, BALLOT_NO_CONFLICT, INVALID_VALUE, REQUIRED. */
export const waiveConflict = (deps: BallotDeps, input: WaiveConflictInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'waive',
    load: (id) => Promise.all([deps.ballots.conflicts(id), loadList(deps, input.dossierIds)]),
    by: () => true,
    apply: ({ ballot, council, viewer, actor, extra: [record, loaded] }) => {
      const own = ownSeat(council, viewer);
      if (own?.role !== 'CHAIR') return refuse(refusal('BALLOT_CHAIR_ONLY', 'ballotId'));
      if (own.number === input.seat) return refuse(refusal('BALLOT_WAIVER_OWN', 'seat'));
      const reason = requireText('reason', input.reason, 2000);
      const places = checkPlaces(ballot, input.nominees);
      if (!reason.ok || !places.ok)
        return refuse(...[reason, places].flatMap((r) => (r.ok ? [] : r.refusals)));
      const found = conflictsOf(seatsOn(council, viewer.on), casesOf(loaded), record);
      const known = new Set(found.flatMap((one) => (one.seat === input.seat ? [one.nominee] : [])));
      if (!places.value.every((place) => known.has(place)))
        return refuse(refusal('BALLOT_NO_CONFLICT', 'nominees'));
      const entry = {
        seat: input.seat,
        nominees: places.value,
        reason: reason.value,
        by: actor.userId,
        at: instant(deps.clock),
      };
      return accept({
        patch: {},
        writes: [
          deps.ballots.addConflicts(ballot.id, ballot.version + 1, { declared: [], waivers: [entry] }),
        ],
        event: 'ConflictWaived',
        facts: { seat: input.seat, nominees: places.value, reason: reason.value },
      });
    },
  });

function checkPlaces(ballot: Ballot, nominees: readonly number[]): Result<readonly number[]> {
  const places = [...new Set(nominees)].sort((a, b) => a - b);
  return places.length > 0 && places.every((one) => one >= 0 && one < ballot.nominees)
    ? accept(places)
    : refuse(refusal('INVALID_VALUE', 'nominees', { expected: `0–${ballot.nominees - 1}` }));
}
