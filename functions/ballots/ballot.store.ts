import { chunks } from '../kernel/group.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import { create, overwrite, replace, unchanged, versionOf, type Write } from '../kernel/table/write.ts';
import type { Ballot, BallotNominee, ConflictRecord, Sheet, WrittenOpinion } from './ballot.ts';
import {
  ballotShape,
  conflictsShape,
  countShape,
  nomineesShape,
  outcomesShape,
  rollShape,
  sealShape,
  sheetShape,
  writtenShape,
} from './ballot.items.ts';
import {
  packNominees,
  packOutcomes,
  partOf,
  partSize,
  unpackNominees,
  unpackOutcomes,
} from './list-parts.ts';
import type { Outcome } from './result.ts';

export type StoredCount = ReturnType<typeof countShape.read>;
export type BoxSeal = { readonly sheetId: string; readonly leaves: readonly string[]; readonly root: string };
/** `version` counts how often the paper was signed. */
export type PaperTaken = {
  readonly sheetId: string;
  readonly seat: number;
  readonly blindedHash: string;
  readonly version: number;
};

export interface BallotStore {
  get(id: Id<'bal'>): Promise<Ballot | undefined>;
  create(ballot: Ballot, nominees: readonly BallotNominee[]): readonly Write[];
  /** Replaces a ballot, whose stored version must be one less. */
  replace(after: Ballot): Write;
  pageByMeeting(meetingId: Id<'mtg'>, args: PageArgs): Promise<Page<Ballot>>;
  /** Every vote of a meeting: a few. */
  allOf(meetingId: Id<'mtg'>): Promise<readonly Ballot[]>;
  /** The ballot must still be as it was when a part of a longer step was made of it. */
  guard(ballot: Ballot): Write;
  nominees(id: Id<'bal'>): Promise<readonly BallotNominee[]>;
  /** Those at these places of the list, from the parts that they lie in. */
  nomineesAt(id: Id<'bal'>, places: readonly number[]): Promise<readonly (BallotNominee | undefined)[]>;
  conflicts(id: Id<'bal'>): Promise<ConflictRecord>;
  /** What was declared or waived with the change that made this version. */
  addConflicts(id: Id<'bal'>, version: number, record: ConflictRecord): Write;
  sheets(id: Id<'bal'>): Promise<readonly Sheet[]>;
  sheet(id: Id<'bal'>, sheetId: string): Promise<Sheet | undefined>;
  saveSheet(id: Id<'bal'>, sheet: Sheet): Write;
  written(id: Id<'bal'>): Promise<readonly WrittenOpinion[]>;
  saveWritten(id: Id<'bal'>, opinion: WrittenOpinion): Write;
  seals(id: Id<'bal'>): Promise<readonly BoxSeal[]>;
  addSeal(id: Id<'bal'>, seal: BoxSeal): Write;
  counts(id: Id<'bal'>): Promise<readonly StoredCount[]>;
  saveCount(id: Id<'bal'>, count: StoredCount): Write;
  outcomes(id: Id<'bal'>): Promise<readonly Outcome[]>;
  outcomesAt(id: Id<'bal'>, places: readonly number[]): Promise<readonly (Outcome | undefined)[]>;
  saveOutcomes(id: Id<'bal'>, outcomes: readonly Outcome[]): readonly Write[];
  /** Papers taken, on a partition of their own that the counting function can't read. */
  papers(id: Id<'bal'>): Promise<readonly PaperTaken[]>;
  paper(id: Id<'bal'>, sheetId: string, seat: number): Promise<PaperTaken | undefined>;
  savePaper(id: Id<'bal'>, paper: PaperTaken): Write;
}

export const ballotPk = (id: Id<'bal'>) => `BAL#${id}`;
export const rollPk = (id: Id<'bal'>) => `BALROLL#${id}`;
export const paperPk = (id: Id<'bal'>, sheetId: string, seat: number) => `BALSEAT#${id}#${sheetId}#${seat}`;
const at = (id: Id<'bal'>, sk: string): Key => ({ pk: ballotPk(id), sk });
const paperKey = (id: Id<'bal'>, sheetId: string, seat: number): Key => ({
  pk: rollPk(id),
  sk: `${sheetId}#${seat}`,
});
/** Parts of a list in their order; the first has the key that a whole list once had. */
const partSk = (name: string, part: number) =>
  part === 0 ? name : `${name}#${String(part).padStart(3, '0')}`;
const listOf = (meetingId: Id<'mtg'>) => `BALOF#${meetingId}`;

export function ballotStore(reader: ListReader): BallotStore {
  const { table } = reader;
  const one = async <T>(key: Key, parse: (item: Item) => T): Promise<T | undefined> => {
    const item = await table.get(key);
    return item && parse(item);
  };
  const all = async <T>(pk: string, skPrefix: string, parse: (item: Item) => T) =>
    (await table.queryAll({ pk, skPrefix })).map(parse);
  const rowsAt = async <T>(
    id: Id<'bal'>,
    name: string,
    places: readonly number[],
    unpack: (item: Item) => readonly T[],
  ): Promise<readonly (T | undefined)[]> => {
    const numbers = [...new Set(places.map(partOf))];
    const found = await Promise.all(numbers.map((part) => one(at(id, partSk(name, part)), unpack)));
    const parts = new Map(numbers.map((part, i) => [part, found[i]]));
    return places.map((place) => parts.get(partOf(place))?.[place % partSize]);
  };
  const readPaper = (item: Item): PaperTaken => ({ ...rollShape.read(item), version: versionOf(item) });

  return {
    get: (id) => one(at(id, '#'), read),
    create: (ballot, nominees) => [
      create(rootItem(ballot), refusal('DUPLICATE', []), 1),
      ...chunks(nominees, partSize).map((part, i) =>
        overwrite(nomineesShape.item(at(ballot.id, partSk('NOMINEES', i)), packNominees(part))),
      ),
    ],
    replace: (after) => replace(rootItem(after), after.version - 1),
    guard: ({ id, version }) => unchanged(at(id, '#'), version),
    pageByMeeting: (meetingId, args) => pageOf(reader, { index: 'gsi1', pk: listOf(meetingId) }, args, read),
    allOf: async (meetingId) => (await table.queryAll({ index: 'gsi1', pk: listOf(meetingId) })).map(read),
    nominees: async (id) => (await all(ballotPk(id), 'NOMINEES', nomineesIn)).flat(),
    nomineesAt: (id, places) => rowsAt(id, 'NOMINEES', places, nomineesIn),
    conflicts: async (id) => {
      const records = await all(ballotPk(id), 'CONFLICTS', conflictsShape.read);
      return {
        declared: records.flatMap((one) => one.declared),
        waivers: records.flatMap((one) => one.waivers),
      };
    },
    addConflicts: (id, version, { declared, waivers }) =>
      overwrite(
        conflictsShape.item(at(id, `CONFLICTS#${String(version).padStart(6, '0')}`), {
          declared: declared.map((entry) => ({ ...entry, nominees: [...entry.nominees] })),
          waivers: waivers.map((entry) => ({ ...entry, nominees: [...entry.nominees] })),
        }),
      ),
    sheets: (id) => all(ballotPk(id), 'SHEET#', sheetShape.read),
    sheet: (id, sheetId) => one(at(id, `SHEET#${sheetId}`), sheetShape.read),
    saveSheet: (id, sheet) =>
      overwrite(
        sheetShape.item(at(id, `SHEET#${sheet.sheetId}`), {
          ...sheet,
          nominees: [...sheet.nominees],
          seats: [...sheet.seats],
          recused: [...sheet.recused],
        }),
      ),
    written: (id) => all(ballotPk(id), 'WRITTEN#', writtenShape.read),
    saveWritten: (id, opinion) =>
      overwrite(
        writtenShape.item(at(id, `WRITTEN#${opinion.seat}`), { ...opinion, choices: [...opinion.choices] }),
      ),
    seals: (id) => all(ballotPk(id), 'SEAL#', sealShape.read),
    addSeal: (id, seal) =>
      create(
        sealShape.item(at(id, `SEAL#${seal.sheetId}`), { ...seal, leaves: [...seal.leaves] }),
        refusal('BUSY', []),
      ),
    counts: (id) => all(ballotPk(id), 'COUNT#', countShape.read),
    saveCount: (id, count) => overwrite(countShape.item(at(id, `COUNT#${count.sheetId}`), count)),
    outcomes: async (id) => (await all(ballotPk(id), 'OUTCOMES', outcomesIn)).flat(),
    outcomesAt: (id, places) => rowsAt(id, 'OUTCOMES', places, outcomesIn),
    saveOutcomes: (id, outcomes) =>
      chunks(outcomes, partSize).map((part, i) =>
        overwrite(outcomesShape.item(at(id, partSk('OUTCOMES', i)), packOutcomes(part))),
      ),
    papers: (id) => all(rollPk(id), '', readPaper),
    paper: (id, sheetId, seat) => one(paperKey(id, sheetId, seat), readPaper),
    savePaper: (id, { version, ...paper }) => {
      const item = rollShape.item(paperKey(id, paper.sheetId, paper.seat), paper);
      const busy = refusal('BUSY', []);
      return version === 1
        ? create(item, busy, 1)
        : { ...replace(item, version - 1), onConflict: () => busy };
    },
  };
}

const nomineesIn = (item: Item) => unpackNominees(nomineesShape.read(item));
const outcomesIn = (item: Item) => unpackOutcomes(outcomesShape.read(item));
const read = (item: Item): Ballot => ({ ...ballotShape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...ballot }: Ballot): Item {
  const data = {
    ...ballot,
    dossiers: [...ballot.dossiers],
    tellers: [...ballot.tellers],
    members: [...ballot.members],
    roll: [...ballot.roll],
    sheets: [...ballot.sheets],
    localThresholds: [...ballot.localThresholds],
    signatures: [...ballot.signatures],
    concluded: [...ballot.concluded],
  };
  return ballotShape.item(
    { ...at(ballot.id, '#'), gsi1pk: listOf(ballot.meetingId), gsi1sk: ballot.id },
    data,
  );
}
