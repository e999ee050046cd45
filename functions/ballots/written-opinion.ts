import { instant } from '../kernel/clock.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { managesMeetings } from '../meetings/meeting.policy.ts';
import { ownSeat } from '../councils/council.policy.ts';
import type { Ballot, Sheet } from './ballot.ts';
import { changeBallot, type BallotDeps, type BallotInput } from './change-ballot.ts';
import type { Choice } from './client/format.ts';

export type WriteOpinionInput = BallotInput & {
  /** The absent member's seat. */
  readonly seat: number;
  /** One choice for each place of the list on which the member may vote. */
  readonly opinions: readonly { readonly nominee: number; readonly choice: Choice }[];
};

/**
 * An absent member's opinion in writing: by the member, or from paper by whoever manages the meeting. It isn't secret. Whoever
 * is on the roll votes there and nowhere else. Codes: those of a change, BALLOT_NOT_ON_ROLL, INVALID_VALUE, DUPLICATE.
 */
export const writeOpinion = (deps: BallotDeps, input: WriteOpinionInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'writeOpinion',
    load: (id) => Promise.all([deps.ballots.sheets(id), deps.ballots.written(id)]),
    by: ({ council, viewer }) =>
      managesMeetings(council, viewer) || ownSeat(council, viewer)?.number === input.seat,
    apply: ({ ballot, actor, extra: [sheets, written] }) => {
      const refusals: Refusal[] = [];
      if (!ballot.members.includes(input.seat) || ballot.roll.includes(input.seat))
        refusals.push(refusal('BALLOT_NOT_ON_ROLL', 'seat'));
      if (written.some((one) => one.seat === input.seat)) refusals.push(refusal('DUPLICATE', 'seat'));
      const asked = votable(sheets, input.seat);
      const given = input.opinions.map((one) => one.nominee).sort((a, b) => a - b);
      if (given.join() !== asked.join())
        refusals.push(
          refusal('INVALID_VALUE', 'opinions', { expected: `ý kiến về ${asked.length} trường hợp` }),
        );
      if (refusals.length > 0) return refuse(...refusals);
      const said = new Map(input.opinions.map((one) => [one.nominee, one.choice]));
      const choices = Array.from({ length: ballot.nominees }, (_, place) => said.get(place) ?? null);
      const opinion = { seat: input.seat, choices, recordedBy: actor.userId, at: instant(deps.clock) };
      return accept({
        patch: {},
        writes: [deps.ballots.saveWritten(ballot.id, opinion)],
        event: 'OpinionWritten',
        facts: { seat: input.seat },
      });
    },
  });

/** Places of the list on which a member may have a say. */
const votable = (sheets: readonly Sheet[], seat: number): readonly number[] =>
  sheets
    .filter((sheet) => !sheet.recused.includes(seat))
    .flatMap((sheet) => sheet.nominees)
    .sort((a, b) => a - b);
