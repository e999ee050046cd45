import { createHash } from 'node:crypto';
import type { LocalDate } from '../kernel/dates.ts';
import { recusedIn } from './sheets.ts';
import { tallyOf, type Ballot, type BallotNominee, type Sheet, type WrittenOpinion } from './ballot.ts';
import type { BoxSeal, PaperTaken, StoredCount } from './ballot.store.ts';
import { outcomeOf, type Outcome } from './result.ts';

/** Everything that counting minutes (biên bản kiểm phiếu) are drawn up from. */
export type CountRecords = {
  readonly nominees: readonly BallotNominee[];
  readonly sheets: readonly Sheet[];
  readonly counts: readonly StoredCount[];
  readonly written: readonly WrittenOpinion[];
  readonly seals: readonly BoxSeal[];
  readonly papers: readonly PaperTaken[];
};

/** Numbers of one sheet, as minutes give them: handed out, returned, valid, invalid. */
export type SheetMinutes = {
  readonly sheetId: string;
  readonly entitled: number;
  readonly issued: number;
  readonly returned: number;
  readonly invalid: number;
  readonly unreturned: number;
  /** The box has what the roll can't explain, or not what was sealed: the count can't be signed. */
  readonly discrepancy: boolean;
};

export function sheetMinutes({ sheets, counts, papers }: CountRecords): readonly SheetMinutes[] {
  return counts.flatMap((count) => {
    const sheet = sheets.find((one) => one.sheetId === count.sheetId);
    if (!sheet) return [];
    const taken = papers.filter((one) => one.sheetId === count.sheetId).length;
    const issued = count.handedOut ?? taken;
    return [
      {
        sheetId: sheet.sheetId,
        entitled: sheet.seats.length,
        issued,
        returned: count.returned,
        invalid: count.invalid,
        unreturned: Math.max(0, issued - count.returned),
        discrepancy: count.returned > issued || issued > sheet.seats.length || count.differences > 0,
      },
    ];
  });
}

/** The outcome of every nominee, in the order of the list, by the law and the local rules of the day on which the vote was opened. */
export function outcomesOf(ballot: Ballot, records: CountRecords, on: LocalDate): readonly Outcome[] {
  const counts = new Map(records.counts.map((one) => [one.sheetId, one]));
  const lines = new Map(
    records.sheets.flatMap((sheet) => sheet.nominees.map((place, line) => [place, { sheet, line }] as const)),
  );
  return records.nominees.map((nominee, place) => {
    const at = lines.get(place);
    const outcome =
      at &&
      outcomeOf(
        {
          awardCode: nominee.awardCode,
          type: nominee.type,
          ballots: counts.get(at.sheet.sheetId)?.tallies[at.line] ?? tallyOf([]),
          written: tallyOf(records.written.map((one) => one.choices[place] ?? null)),
          members: ballot.members.length,
          recused: recusedIn(at.sheet, ballot.members),
        },
        on,
        ballot.localThresholds.find((one) => one.awardCode === nominee.awardCode),
      );
    if (!outcome) throw new Error(`no rule for ${nominee.awardCode} on ${on}`);
    return outcome;
  });
}

/** SHA-256, base64url, of all that the tellers put their names to. */
export function countHashOf(ballot: Ballot, records: CountRecords): string {
  const { counts, seals, written } = records;
  const certified = {
    ballotId: ballot.id,
    mode: ballot.mode,
    members: ballot.members,
    roll: ballot.roll,
    sheets: sheetMinutes(records),
    tallies: counts.map(({ sheetId, tallies }) => ({ sheetId, tallies })),
    open: counts.map(({ sheetId, open }) => ({ sheetId, open })),
    seals: seals.map(({ sheetId, root }) => ({ sheetId, root })),
    written: written.map(({ seat, choices }) => ({ seat, choices })),
  };
  return createHash('sha256').update(JSON.stringify(certified)).digest('base64url');
}
