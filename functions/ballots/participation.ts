import type { LocalDate } from '../kernel/dates.ts';
import { forbidden } from '../kernel/actor.ts';
import { councilViewer } from '../councils/view-councils.ts';
import type { Council } from '../councils/council.ts';
import { seesMeetings } from '../meetings/meeting.policy.ts';
import { attends, type Meeting } from '../meetings/meeting.ts';
import type { Ballot, Sheet, WrittenOpinion } from './ballot.ts';
import type { BallotDeps } from './change-ballot.ts';
import type { PaperTaken } from './ballot.store.ts';

/** How a member took part; of a vote only whether, never how. */
export type Participation = {
  readonly seat: number;
  readonly invited: number;
  readonly attended: number;
  /** Votes of which at least one sheet was theirs to vote on. */
  readonly entitled: number;
  /** Of these, with a paper taken, hand or paper ballot in the room, or an opinion in writing. */
  readonly voted: number;
};

/** One vote that came to an end, with who could take part and who did. */
export type Held = {
  readonly ballot: Ballot;
  readonly sheets: readonly Sheet[];
  readonly papers: readonly PaperTaken[];
  readonly written: readonly WrittenOpinion[];
};

/** Adds up meetings that took place and votes that are final, seat by seat. */
export function participationOf(
  council: Council,
  meetings: readonly Meeting[],
  votes: readonly Held[],
): readonly Participation[] {
  const took = meetings.filter((one) => one.status === 'OPEN' || one.status === 'CLOSED');
  return council.seats.map(({ number: seat }) => {
    const own = votes.filter(
      ({ ballot, sheets }) =>
        ballot.members.includes(seat) && sheets.some((sheet) => !sheet.recused.includes(seat)),
    );
    return {
      seat,
      invited: took.filter((one) => one.invited.includes(seat)).length,
      attended: took.filter((one) => one.attendance.some((a) => a.seat === seat && attends(a))).length,
      entitled: own.length,
      voted: own.filter((one) => tookPart(one, seat)).length,
    };
  });
}

function tookPart({ ballot, papers, written }: Held, seat: number): boolean {
  if (written.some((one) => one.seat === seat)) return true;
  return ballot.mode === 'ELECTRONIC' ? papers.some((one) => one.seat === seat) : ballot.roll.includes(seat);
}

/** For whoever sees the council's meetings; FORBIDDEN for others. */
export async function viewParticipation(
  deps: BallotDeps,
  council: Council,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly Participation[]> {
  if (!seesMeetings(council, await councilViewer(deps))) throw forbidden();
  const meetings = await deps.meetings.allOf(council.id, from, to);
  const ballots = await Promise.all(meetings.map((meeting) => deps.ballots.allOf(meeting.id)));
  const votes = await Promise.all(
    ballots
      .flat()
      .filter((ballot) => ballot.status === 'FINAL')
      .map(async (ballot) => {
        const [sheets, papers, written] = await Promise.all([
          deps.ballots.sheets(ballot.id),
          deps.ballots.papers(ballot.id),
          deps.ballots.written(ballot.id),
        ]);
        return { ballot, sheets, papers, written };
      }),
  );
  return participationOf(council, meetings, votes);
}
