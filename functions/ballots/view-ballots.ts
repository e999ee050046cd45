import type { AvailableAction } from '../kernel/available-action.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { ownSeat, type CouncilViewer } from '../councils/council.policy.ts';
import { councilViewer } from '../councils/view-councils.ts';
import { votersOn, type Council } from '../councils/council.ts';
import type { Assessment } from '../dossiers/nominee.ts';
import { managesMeetings, seesMeetings } from '../meetings/meeting.policy.ts';
import type { Meeting } from '../meetings/meeting.ts';
import {
  ballotActions,
  ballotPermissions,
  ballotTable,
  isTeller,
  seesBallots,
  showsNumbers,
} from './ballot.policy.ts';
import type { Ballot, BallotNominee, Sheet, WrittenOpinion } from './ballot.ts';
import type { BallotDeps } from './change-ballot.ts';
import { conflictsOf, type Conflict } from './conflicts.ts';
import { countHashOf, sheetMinutes, type SheetMinutes } from './count-minutes.ts';
import { casesOf, loadList } from './load-list.ts';
import type { Outcome } from './result.ts';
import { someOf, type SomeSheets } from './sheets.ts';
import { loadCount } from './sign-count.ts';

export type Seen = {
  readonly ballot: Ballot;
  readonly council: Council;
  readonly viewer: CouncilViewer;
};

/** A ballot with what decides how much of it the viewer may know; undefined when that is nothing. */
export async function seen(deps: BallotDeps, ballot: Ballot): Promise<Seen | undefined> {
  const [viewer, council] = await Promise.all([councilViewer(deps), deps.councils.get(ballot.councilId)]);
  return council && seesMeetings(council, viewer) ? { ballot, council, viewer } : undefined;
}

export async function viewBallot(deps: BallotDeps, raw: string): Promise<Ballot | undefined> {
  const id = parseId('bal', raw);
  const ballot = id && (await deps.ballots.get(id));
  return ballot && (await seen(deps, ballot)) ? ballot : undefined;
}

/** Whoever sees the meeting sees that there were votes in it. */
export const listBallots = (deps: BallotDeps, meeting: Meeting, args: PageArgs): Promise<Page<Ballot>> =>
  deps.ballots.pageByMeeting(meeting.id, args);

export type BallotRow = BallotNominee & {
  readonly place: number;
  readonly sheetId: string | null;
  readonly outcome: Outcome | null;
  /** The viewer holds a seat and nothing keeps them from this nominee. */
  readonly open: boolean;
};

/** The list that is voted on, in its order; outcomes once two have signed. */
export async function listNominees(
  deps: BallotDeps & { readonly cursors: Cursors },
  ballot: Ballot,
  args: PageArgs,
): Promise<Page<BallotRow>> {
  const all = Array.from({ length: ballot.nominees }, (_, place) => place);
  const page = await pageOfRows(deps.cursors, `ballot ${ballot.id}`, all, args, String);
  const places = page.edges.map((edge) => edge.node);
  const final = ballot.status === 'FINAL';
  const [nominees, outcomes, sheets, of] = await Promise.all([
    deps.ballots.nomineesAt(ballot.id, places),
    final ? deps.ballots.outcomesAt(ballot.id, places) : [],
    deps.ballots.sheets(ballot.id),
    seen(deps, ballot),
  ]);
  const seat = of && ownSeat(of.council, of.viewer)?.number;
  const edges = page.edges.flatMap(({ node: place, cursor }, i) => {
    const nominee = nominees[i];
    if (!nominee) return [];
    const sheet = sheets.find((one) => one.nominees.includes(place));
    const row: BallotRow = {
      ...nominee,
      place,
      sheetId: sheet?.sheetId ?? null,
      outcome: outcomes[i] ?? null,
      open: seat !== undefined && sheet !== undefined && !sheet.recused.includes(seat),
    };
    return [{ node: row, cursor }];
  });
  return { ...page, edges };
}

export type Confidential = { readonly report: string; readonly assessments: readonly Assessment[] };

/** What a member reads before voting: nothing of a nominee on whom they may not vote. */
export async function viewConfidential(deps: BallotDeps, row: BallotRow): Promise<Confidential | undefined> {
  if (!row.open) return undefined;
  const [nominee, report] = await Promise.all([
    deps.nominees.get(row.dossierId, row.nomineeId),
    deps.nominees.report(row.dossierId, row.nomineeId),
  ]);
  return { report, assessments: nominee?.assessments ?? [] };
}

/** The sheets, once the roll is fixed. */
export const viewSheets = (deps: BallotDeps, ballot: Ballot): Promise<readonly Sheet[]> =>
  deps.ballots.sheets(ballot.id);

/** Conflicts as the records show them now: all for whoever settles them, for another member their own. */
export async function viewConflicts(deps: BallotDeps, ballot: Ballot): Promise<readonly Conflict[]> {
  const of = await seen(deps, ballot);
  if (!of) return [];
  const [record, loaded] = await Promise.all([
    deps.ballots.conflicts(ballot.id),
    loadList(
      deps,
      ballot.dossiers.map((one) => one.id),
    ),
  ]);
  const all = conflictsOf(votersOn(of.council, of.viewer.on), casesOf(loaded), record);
  if (managesMeetings(of.council, of.viewer)) return all;
  const own = ownSeat(of.council, of.viewer)?.number;
  return all.filter((one) => one.seat === own);
}

export type MinutesView = {
  readonly hash: string;
  readonly sheets: readonly SheetMinutes[];
  readonly written: readonly WrittenOpinion[];
};

/** Counting minutes once there is a count; nothing before, to nobody. */
export async function viewCountMinutes(deps: BallotDeps, ballot: Ballot): Promise<MinutesView | undefined> {
  if (!showsNumbers(ballot)) return undefined;
  const records = await loadCount(deps.ballots, ballot.id);
  return { hash: countHashOf(ballot, records), sheets: sheetMinutes(records), written: records.written };
}

/** Everything that the stand-alone recount reads; for those who voted and those who counted. */
export async function viewExport(deps: BallotDeps, ballot: Ballot, some: SomeSheets) {
  const of = await seen(deps, ballot);
  if (!of || ballot.mode !== 'ELECTRONIC' || !seesBallots(of.ballot, of.council, of.viewer)) return undefined;
  const { sheets, counts, seals, papers } = await loadCount(deps.ballots, ballot.id);
  return {
    format: 2,
    ballotId: ballot.id,
    nominees: ballot.nominees,
    sheets: someOf(counts, some).flatMap((count) => {
      const sheet = sheets.find((one) => one.sheetId === count.sheetId);
      const seal = seals.find((one) => one.sheetId === count.sheetId);
      if (!sheet?.keys || !seal) return [];
      return [
        {
          sheetId: sheet.sheetId,
          nominees: sheet.nominees,
          ...sheet.keys,
          entitled: sheet.seats.length,
          issued: papers.filter((one) => one.sheetId === sheet.sheetId).length,
          leaves: seal.leaves,
          root: seal.root,
          sealed: count.sealed,
          open: count.open,
          invalid: count.invalid,
          tallies: count.tallies,
        },
      ];
    }),
  };
}

/** What the viewer can do with a ballot, by the table that the mutations ask. */
export async function ballotActionsFor(
  deps: BallotDeps,
  ballot: Ballot,
): Promise<readonly AvailableAction[]> {
  const of = await seen(deps, ballot);
  const own = of && ownSeat(of.council, of.viewer);
  const manages = of !== undefined && managesMeetings(of.council, of.viewer);
  const teller = of !== undefined && isTeller(ballot, of.council, of.viewer);
  const may: Readonly<Record<(typeof ballotActions)[number], boolean>> = {
    declare: own !== undefined,
    waive: own?.role === 'CHAIR',
    open: manages,
    takePaper: own !== undefined && ballot.roll.includes(own.number),
    writeOpinion: manages || (own !== undefined && !ballot.roll.includes(own.number)),
    close: manages && ballot.mode === 'ELECTRONIC',
    enterCount: teller && ballot.mode !== 'ELECTRONIC',
    signCount: teller,
    annul: manages,
    conclude: manages,
  };
  return ballotActions.map((action) => {
    const reasons: Refusal[] = [
      ...(may[action] ? [] : [refusal('NOT_FOUND', 'ballotId')]),
      ...(ballotTable[action].includes(ballot.status)
        ? []
        : [refusal('WRONG_STATE', 'ballotId', { status: ballot.status, allowed: '' })]),
    ];
    return {
      code: `ballot.${action}`,
      allowed: reasons.length === 0,
      roles: ballotPermissions['ballot.manage'],
      unitIds: [ballot.unitId],
      reasons,
    };
  });
}
