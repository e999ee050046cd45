import { createHash } from 'node:crypto';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Delivered } from '../kernel/stream.ts';
import type { Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Ballot } from './ballot.ts';
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

/** Follows the events of ballots: makes keys at the opening, counts after the closing, destroys what is left over. */
export async function keepBallots(deps: KeeperDeps, { event }: Delivered): Promise<void> {
  const id = parseId('bal', event.aggregateId);
  if (!id) return;
  if (event.name === 'BallotOpening') await makeKeys(deps, id);
  if (event.name === 'BallotClosing') await count(deps, id);
  if (event.name === 'BallotAnnulled') await destroy(deps, id);
}

/** Each step may be taken again after a crash: what is there stays, and the ballot opens once. */
async function makeKeys(deps: KeeperDeps, id: Id<'bal'>): Promise<void> {
  const ballot = await deps.ballots.get(id);
  if (ballot?.status !== 'OPENING') return;
  const writes: Write[] = [];
  const fingerprints: string[] = [];
  for (const sheet of await deps.ballots.sheets(id)) {
    const known =
      (await deps.box.sheet(sheet.sheetId)) ?? (await placeSheet(deps, sheet.sheetId, sheet.nominees.length));
    const { credentialKey, sealingKey } = known;
    writes.push(deps.ballots.saveSheet(id, { ...sheet, keys: { credentialKey, sealingKey } }));
    fingerprints.push(sha256(`${credentialKey}\n${sealingKey}`));
  }
  await systemStep(deps, ballot, {
    patch: { status: 'OPEN' },
    writes,
    event: 'BallotOpened',
    facts: { fingerprints },
  });
}

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
 * Closes the box, commits to what lies in it, and only then opens the key. The keys and the box are destroyed once the
 * count is written; after a crash every step before that gives the same again.
 */
async function count(deps: KeeperDeps, id: Id<'bal'>): Promise<void> {
  const ballot = await deps.ballots.get(id);
  if (ballot?.status === 'COUNTED' || ballot?.status === 'FINAL') return destroy(deps, id);
  if (ballot?.status !== 'CLOSING') return;
  await sealAll(deps, ballot);
  const seals = await deps.ballots.seals(id);
  const writes: Write[] = [];
  for (const { sheetId } of ballot.sheets) {
    const seal = seals.find((one) => one.sheetId === sheetId);
    if (!seal) throw new Error(`sheet ${sheetId} of ${id} is not sealed`);
    writes.push(deps.ballots.saveCount(id, await countSheet(deps, sheetId, seal)));
  }
  await systemStep(deps, ballot, { patch: { status: 'COUNTED' }, writes, event: 'BallotCounted', facts: {} });
  await destroy(deps, id);
}

async function sealAll(deps: KeeperDeps, ballot: Ballot): Promise<void> {
  const sealed = await deps.ballots.seals(ballot.id);
  for (const { sheetId } of ballot.sheets) {
    const sheet = await deps.box.sheet(sheetId);
    if (!sheet) throw new Error(`sheet ${sheetId} of ${ballot.id} has no box`);
    if (sheet.open) await deps.box.close(sheet);
    if (sealed.some((one) => one.sheetId === sheetId)) continue;
    const seal = { sheetId, ...sealOf(await deps.box.ballots(sheetId)) };
    await deps.table.transact([deps.ballots.addSeal(ballot.id, seal).request]);
  }
}

async function destroy(deps: KeeperDeps, id: Id<'bal'>): Promise<void> {
  const ballot = await deps.ballots.get(id);
  for (const { sheetId } of ballot?.sheets ?? []) {
    const sheet = await deps.box.sheet(sheetId);
    if (sheet?.open) await deps.box.close(sheet);
    await deps.box.destroy(sheetId);
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
