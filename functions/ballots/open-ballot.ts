import { randomUUID } from 'node:crypto';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { seatsOn, type Seat } from '../councils/council.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import { present } from '../meetings/meeting.ts';
import { maxSheetsAndDossiers, type Ballot, type BallotNominee, type Sheet } from './ballot.ts';
import { businessOf, checkAttendance, checkMode, localThresholds } from './ballot-rule.ts';
import { changeBallot, type BallotDeps, type BallotInput } from './change-ballot.ts';
import { conflictsOf, hiddenFrom, planSheets, recusedAt, type Case, type SheetPlan } from './conflicts.ts';
import { casesOf, loadList } from './load-list.ts';

export type OpenBallotInput = BallotInput & {
  /** The ballot's dossiers, named again: what they say now decides who may vote. */
  readonly dossierIds: readonly string[];
};

/**
 * Fixes the roll, with conflicts looked for once more in the records as they are now, and opens the vote; an electronic
 * one is open once its keys are made. Codes: those of a change, BALLOT_NEEDS_MEETING, BALLOT_LIST_STALE,
 * BALLOT_SEAT_WITHOUT_ACCOUNT, BALLOT_NOBODY_VOTES, BALLOT_MODE_NOT_LAWFUL, MEETING_NO_QUORUM, TOO_MANY.
 */
export const openBallot = (deps: BallotDeps, input: OpenBallotInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'open',
    load: (id) =>
      Promise.all([
        deps.ballots.nominees(id),
        deps.ballots.conflicts(id),
        loadList(deps, input.dossierIds),
        deps.localRules.shelf(),
      ]),
    apply: ({ ballot, meeting, council, viewer, extra: [nominees, record, loaded, shelf] }) => {
      const list = casesOf(loaded);
      const business = businessOf(list);
      const local = localRulesIn(shelf.books, viewer.registry, council.unitId, viewer.on);
      const rules = { on: viewer.on, local };
      const held = seatsOn(council, viewer.on);
      const voters = held.filter((seat) => seat.votes);
      const here = present(meeting);
      const roll = voters.filter((seat) => here.includes(seat.number));
      const recused = recusedAt(conflictsOf(voters, list, record), nominees.length);
      const sheets = planSheets(
        roll.map((seat) => seat.number),
        recused,
      );
      const refusals = [
        ...(meeting.status === 'OPEN' ? [] : [refusal('BALLOT_NEEDS_MEETING', 'meetingId')]),
        ...(sameList(ballot, nominees, list) ? [] : [refusal('BALLOT_LIST_STALE', 'dossierIds')]),
        ...checkMode(ballot.mode, business, rules),
        ...checkAttendance({ present: roll.length, members: voters.length }, business, rules),
        ...checkRoll(ballot, roll, sheets),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const thresholds = localThresholds(business, local);
      const cut = sheets.map((plan): Sheet => ({ sheetId: randomUUID(), ...plan, keys: null }));
      return accept({
        patch: {
          status: ballot.mode === 'ELECTRONIC' ? 'OPENING' : 'OPEN',
          openedOn: viewer.on,
          members: voters.map((seat) => seat.number),
          roll: roll.map((seat) => seat.number),
          sheets: cut.map(({ sheetId, nominees: on, seats }) => ({
            sheetId,
            nominees: on.length,
            seats: seats.length,
          })),
          localThresholds: thresholds,
        },
        writes: [
          deps.localRules.guard(shelf),
          deps.meetings.guard(meeting.id, meeting.version),
          ...cut.map((sheet) => deps.ballots.saveSheet(ballot.id, sheet)),
          ...[...hiddenFrom(held, list, recused)].map(([id, hidden]) => deps.nominees.hide(id, hidden)),
        ],
        event: ballot.mode === 'ELECTRONIC' ? 'BallotOpening' : 'BallotOpened',
        facts: {
          members: voters.length,
          localThresholds: thresholds,
          sheets: cut.map(({ sheetId, seats, recused: out }) => ({ sheetId, seats, recused: out })),
        },
      });
    },
  });

/** The list put to the vote must be the one that the dossiers make today, at the same stage and revision. */
function sameList(ballot: Ballot, frozen: readonly BallotNominee[], list: readonly Case[]): boolean {
  const key = (id: Id<'nom'>, awardCode: string) => `${id} ${awardCode}`;
  const now = list.map(({ nominee }) => key(nominee.id, nominee.awardCode));
  const before = frozen.map((one) => key(one.nomineeId, one.awardCode));
  return (
    now.join() === before.join() &&
    list.every(({ dossier }) =>
      ballot.dossiers.some(
        (one) =>
          one.id === dossier.id &&
          one.stage === dossier.stage &&
          one.revision === dossier.revision &&
          dossier.status === 'COUNCIL' &&
          dossier.suspended === 0 &&
          dossier.heldBy.length === 0,
      ),
    )
  );
}

function checkRoll(ballot: Ballot, roll: readonly Seat[], sheets: readonly SheetPlan[]): readonly Refusal[] {
  const most = maxSheetsAndDossiers - ballot.dossiers.length;
  const without = ballot.mode === 'ELECTRONIC' ? roll.filter((seat) => seat.userId === null) : [];
  return [
    ...without.map((seat) => refusal('BALLOT_SEAT_WITHOUT_ACCOUNT', 'ballotId', { seat: seat.number })),
    ...(sheets.some((sheet) => sheet.seats.length === 0) ? [refusal('BALLOT_NOBODY_VOTES', 'ballotId')] : []),
    ...(sheets.length > most
      ? [refusal('TOO_MANY', 'dossierIds', { sheets: sheets.length, limit: most })]
      : []),
  ];
}
