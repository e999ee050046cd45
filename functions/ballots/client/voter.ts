import type { Choice, SheetKeys } from './format.ts';
import { fillPaper, makeBlank, makePaper, type Blank, type Filled, type Paper } from './paper.ts';

/** How far a member has come with one sheet; what the device must keep until the ballot is counted. */
export type Voting =
  | { readonly step: 'BLANK'; readonly blank: Blank }
  | { readonly step: 'PAPER'; readonly paper: Paper }
  | { readonly step: 'FILLED'; readonly filled: Filled }
  | { readonly step: 'CAST'; readonly filled: Filled };

/** Where a device keeps its progress. `save` must have reached the disk when it resolves. */
export type Keep = {
  load(sheetId: string): Promise<Voting | undefined>;
  save(sheetId: string, voting: Voting): Promise<void>;
};

/** The two calls of a member. `sign` goes with the member's token; `cast` must go without any, nor cookies. */
export type Server = {
  /** The blind signature in base64url. */
  sign(sheetId: string, blinded: string): Promise<string>;
  cast(filled: Filled): Promise<void>;
};

/**
 * Takes a ballot paper, or goes on with the one that the device already has. Asked again after a crash or a lost answer,
 * it sends the very same blinded message, which the server signs again; another one it would refuse.
 */
export async function takePaper(sheet: SheetKeys, server: Server, keep: Keep): Promise<Voting> {
  let voting = await keep.load(sheet.sheetId);
  if (!voting) {
    voting = { step: 'BLANK', blank: await makeBlank(sheet) };
    await keep.save(sheet.sheetId, voting);
  }
  if (voting.step !== 'BLANK') return voting;
  const signature = await server.sign(sheet.sheetId, voting.blank.blinded);
  const paper: Voting = { step: 'PAPER', paper: await makePaper(sheet, voting.blank, signature) };
  await keep.save(sheet.sheetId, paper);
  return paper;
}

/**
 * Casts the ballot and answers the tracking code. Once it is filled, the same sealed ballot is sent however often it
 * takes: the server counts it once, and the choices can no longer change.
 */
export async function castBallot(
  sheet: SheetKeys,
  chosen: readonly Choice[],
  server: Server,
  keep: Keep,
): Promise<string> {
  let voting = await takePaper(sheet, server, keep);
  if (voting.step === 'PAPER') {
    voting = { step: 'FILLED', filled: await fillPaper(sheet, voting.paper, chosen) };
    await keep.save(sheet.sheetId, voting);
  }
  if (voting.step === 'FILLED') {
    await server.cast(voting.filled);
    voting = { step: 'CAST', filled: voting.filled };
    await keep.save(sheet.sheetId, voting);
  }
  if (voting.step !== 'CAST') throw new Error(`a ballot in step ${voting.step} was not cast`);
  return voting.filled.tracking;
}

/** A sheet of a vote, with the places of its nominees in the whole list. */
export type ListedSheet = SheetKeys & { readonly places: readonly number[] };

/** Takes the papers of all sheets of a long list, or goes on where the device stopped. */
export async function takePapers(sheets: readonly ListedSheet[], server: Server, keep: Keep): Promise<void> {
  for (const sheet of sheets) await takePaper(sheet, server, keep);
}

/**
 * Votes on all sheets of a long list, with a choice for each place, and answers a tracking code a sheet. Every paper is taken
 * before the first ballot is cast, so that the device can wait between the two by `takePapers`.
 */
export async function castBallots(
  sheets: readonly ListedSheet[],
  choiceAt: (place: number) => Choice,
  server: Server,
  keep: Keep,
): Promise<readonly string[]> {
  await takePapers(sheets, server, keep);
  const codes: string[] = [];
  for (const sheet of sheets) codes.push(await castBallot(sheet, sheet.places.map(choiceAt), server, keep));
  return codes;
}

/** A place in memory: for a device that trusts itself not to fail before the ballot is cast, and for tests. */
export function inMemory(): Keep {
  const kept = new Map<string, Voting>();
  return {
    load: (sheetId) => Promise.resolve(kept.get(sheetId)),
    save: (sheetId, voting) => {
      kept.set(sheetId, voting);
      return Promise.resolve();
    },
  };
}
