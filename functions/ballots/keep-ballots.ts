import { createHash } from 'node:crypto';
import { inGroups } from '../kernel/in-groups.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Clock } from '../kernel/clock.ts';
import type { EventHead } from '../kernel/table/event.ts';
import type { Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Ballot, Sheet } from './ballot.ts';
import type { BallotStore } from './ballot.store.ts';
import type { BoxStore } from './box.store.ts';
import { countSheet } from './count-sheet.ts';
import { systemStep } from './system-step.ts';
import { newCredentialKey } from './credentials.ts';
import { newSealingKey } from './sealing-key.ts';
import { base64url } from './client/bytes.ts';
import type { KeyWrap } from './key-wrap.ts';
import { sealOf } from './seal-box.ts';

/** What the function that keeps keys and counts works with. It has no way to the roll. */
export type KeeperDeps = {
  readonly requestId: string;
  readonly clock: Clock;
  readonly table: Table;
  readonly ballots: BallotStore;
  readonly box: BoxStore;
  readonly keys: KeyWrap;
};

/** Does what events of ballots call for: makes keys at the opening, counts after the closing, destroys what is left over. */
export async function keepBallots(deps: KeeperDeps, event: EventHead): Promise<void> {
  const id = parseId('bal', event.aggregateId);
  if (!id) return;
  if (event.name === 'BallotOpening') await makeKeys(deps, id);
  if (event.name === 'BallotClosing') await count(deps, id);
  if (event.name === 'BallotAnnulled') await destroy(deps, id);
}

/** Boxes that are closed or emptied at once. */
const boxesAtOnce = 5;

/**
 * Makes the keys of each sheet, and opens the ballot when all are there. Each step may be taken again after a crash: what is
 * there stays, and the ballot opens once.
 */
async function makeKeys(deps: KeeperDeps, id: Id<'bal'>): Promise<void> {
  const ballot = await deps.ballots.get(id);
  if (ballot?.status !== 'OPENING') return;
  const sheets = await deps.ballots.sheets(id);
  for (const sheet of sheets) if (sheet.keys === null) await makeSheetKeys(deps, ballot, sheet);
  const keys = (await deps.ballots.sheets(id)).flatMap((sheet) => sheet.keys ?? []);
  if (keys.length < ballot.sheets.length) throw new Error(`sheets of ${id} have no keys`);
  const fingerprints = keys.map((one) => sha256(`${one.credentialKey}\n${one.sealingKey}`));
  await systemStep(deps, ballot, {
    patch: { status: 'OPEN' },
    writes: [],
    event: 'BallotOpened',
    facts: { fingerprints },
  });
}

async function makeSheetKeys(deps: KeeperDeps, ballot: Ballot, sheet: Sheet): Promise<void> {
  const known =
    (await deps.box.sheet(sheet.sheetId)) ?? (await placeSheet(deps, sheet.sheetId, sheet.nominees.length));
  const { credentialKey, sealingKey } = known;
  await writePart(
    deps,
    ballot,
    deps.ballots.saveSheet(ballot.id, { ...sheet, keys: { credentialKey, sealingKey } }),
  );
}

/**
 * One sheet's part of a step: thousands of nominees don't fit one transaction. Refused once the ballot has gone on. One after
 * another, since transactions that look at the same item stand in each other's way.
 */
const writePart = (deps: KeeperDeps, ballot: Ballot, write: Write): Promise<void> =>
  deps.table.transact([deps.ballots.guard(ballot), write].map((one) => one.request));

async function placeSheet(deps: KeeperDeps, sheetId: string, nominees: number) {
  const [credential, sealing] = await Promise.all([newCredentialKey(), newSealingKey()]);
  const [signing, opening] = await Promise.all([
    deps.keys.wrap('sign', sheetId, credential.privateKey),
    deps.keys.wrap('open', sheetId, sealing.privateKey),
  ]);
  const sheet = {
    sheetId,
    nominees,
    credentialKey: base64url(credential.publicKey),
    sealingKey: base64url(sealing.publicKey),
  };
  await deps.box.place(sheet, { signing, opening });
  return sheet;
}

/**
 * Closes the boxes of all sheets, commits to what lies in them, and only then opens their keys, sheet by sheet. Keys and boxes
 * are destroyed once every count is written; after a crash every step before that gives the same again.
 */
async function count(deps: KeeperDeps, id: Id<'bal'>): Promise<void> {
  const ballot = await deps.ballots.get(id);
  if (ballot?.status === 'COUNTED' || ballot?.status === 'FINAL') return destroy(deps, id);
  if (ballot?.status !== 'CLOSING') return;
  await inGroups(ballot.sheets, boxesAtOnce, ({ sheetId }) => closeBox(deps, id, sheetId));
  for (const sheetId of unlisted(ballot, await deps.ballots.seals(id))) {
    const seal = { sheetId, ...sealOf(await deps.box.ballots(sheetId)) };
    await writePart(deps, ballot, deps.ballots.addSeal(id, seal));
  }
  const seals = await deps.ballots.seals(id);
  for (const sheetId of unlisted(ballot, await deps.ballots.counts(id))) {
    const seal = seals.find((one) => one.sheetId === sheetId);
    if (!seal) throw new Error(`sheet ${sheetId} of ${id} is not sealed`);
    await writePart(deps, ballot, deps.ballots.saveCount(id, await countSheet(deps, sheetId, seal)));
  }
  await systemStep(deps, ballot, {
    patch: { status: 'COUNTED' },
    writes: [],
    event: 'BallotCounted',
    facts: {},
  });
  await destroy(deps, id);
}

async function closeBox(deps: KeeperDeps, id: Id<'bal'>, sheetId: string): Promise<void> {
  const sheet = await deps.box.sheet(sheetId);
  if (!sheet) throw new Error(`sheet ${sheetId} of ${id} has no box`);
  if (sheet.open) await deps.box.close(sheet);
}

/** Sheets of which there is no record of a kind yet. */
const unlisted = (ballot: Ballot, records: readonly { readonly sheetId: string }[]): readonly string[] => {
  const there = new Set(records.map((one) => one.sheetId));
  return ballot.sheets.flatMap(({ sheetId }) => (there.has(sheetId) ? [] : [sheetId]));
};

async function destroy(deps: KeeperDeps, id: Id<'bal'>): Promise<void> {
  const ballot = await deps.ballots.get(id);
  await inGroups(ballot?.sheets ?? [], boxesAtOnce, async ({ sheetId }) => {
    const sheet = await deps.box.sheet(sheetId);
    if (sheet?.open) await deps.box.close(sheet);
    await deps.box.destroy(sheetId);
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
