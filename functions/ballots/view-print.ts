import { nameAround } from '../units/unit.ts';
import { awardOn } from '../law/awards.ts';
import { managesMeetings } from '../meetings/meeting.policy.ts';
import { isTeller } from './ballot.policy.ts';
import type { Ballot } from './ballot.ts';
import type { BallotDeps } from './change-ballot.ts';
import { printCountForm, printPaper, printRoll, type Printed } from './print-ballot.ts';
import { someOf, type SomeSheets } from './sheets.ts';
import { seen } from './view-ballots.ts';

export type PrintedSheet = {
  readonly sheetId: string;
  readonly copies: number;
  readonly roll: string;
  readonly paper: string;
  readonly countForm: string;
};

/** What a vote on paper is held with, once its roll is fixed; null for others than those who run or count it. */
export async function viewPrint(
  deps: BallotDeps,
  ballot: Ballot,
  some: SomeSheets,
): Promise<readonly PrintedSheet[] | null> {
  const { openedOn: on } = ballot;
  const of = await seen(deps, ballot);
  if (!of || ballot.mode !== 'PAPER' || on === null) return null;
  const { council, viewer } = of;
  if (!managesMeetings(council, viewer) && !isTeller(ballot, council, viewer)) return null;
  const [sheets, nominees, meeting] = await Promise.all([
    deps.ballots.sheets(ballot.id),
    deps.ballots.nominees(ballot.id),
    deps.meetings.get(ballot.meetingId),
  ]);
  const holders = (seats: readonly number[]) => council.seats.filter((seat) => seats.includes(seat.number));
  return someOf([...sheets.entries()], some).map(([index, sheet]) => {
    const printed: Printed = {
      unitName: nameAround(viewer.registry.require(ballot.unitId), on),
      councilName: council.name,
      meetingTitle: meeting?.title ?? '',
      on,
      sheet: index + 1,
      sheets: sheets.length,
      voters: holders(sheet.seats),
      tellers: holders(ballot.tellers),
      nominees: sheet.nominees.flatMap((place) => {
        const nominee = nominees[place];
        if (!nominee) return [];
        const { name, unitName, awardCode } = nominee;
        return [{ name, unitName, awardName: awardOn(awardCode, on)?.name ?? awardCode }];
      }),
    };
    return {
      sheetId: sheet.sheetId,
      copies: sheet.seats.length,
      roll: printRoll(printed),
      paper: printPaper(printed),
      countForm: printCountForm(printed),
    };
  });
}
