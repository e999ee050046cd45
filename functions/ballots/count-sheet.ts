import { fromBase64url } from './client/bytes.ts';
import { ballotIdIn, decodeBallot, type OpenBallot, type SealedBallot } from './client/format.ts';
import { unseal } from './client/seal.ts';
import { tallyOf } from './ballot.ts';
import type { BoxSeal, StoredCount } from './ballot.store.ts';
import type { BoxSheet, BoxStore } from './box.store.ts';
import { isCredential } from './credentials.ts';
import type { KeyWrap } from './key-wrap.ts';
import { differences, leafOf } from './seal-box.ts';

type CountDeps = { readonly box: BoxStore; readonly keys: KeyWrap };

/**
 * Opens every ballot of a sealed box. One that the seal doesn't know, without a good credential, or not filled in as the
 * sheet asks is no vote; both lists are sorted by value, so that neither tells the order in which ballots came.
 */
export async function countSheet(deps: CountDeps, sheetId: string, seal: BoxSeal): Promise<StoredCount> {
  const [sheet, wrapped, ballots] = await Promise.all([
    deps.box.sheet(sheetId),
    deps.box.openingKey(sheetId),
    deps.box.ballots(sheetId),
  ]);
  if (!sheet || wrapped === undefined) throw new Error(`sheet ${sheetId} has no key any more`);
  const key = await deps.keys.unwrap('open', sheetId, wrapped);
  const differing = differences(seal.leaves, ballots);
  const counted = ballots.filter((one) => seal.leaves.includes(leafOf(one)));
  const open: OpenBallot[] = [];
  for (const ballot of counted) {
    const one = await openBallot(key, sheet, ballot);
    if (one) open.push(one);
  }
  open.sort((a, b) => (valueOf(a) < valueOf(b) ? -1 : 1));
  return {
    sheetId,
    returned: counted.length,
    invalid: counted.length - open.length,
    tallies: Array.from({ length: sheet.nominees }, (_, nominee) =>
      tallyOf(open.map((one) => one.choices[nominee] ?? null)),
    ),
    handedOut: null,
    sealed: counted.toSorted((a, b) => (a.sealed < b.sealed ? -1 : 1)),
    open: open.map((one) => ({ tracking: one.tracking, choices: [...one.choices] })),
    differences: differing.missing.length + differing.added.length,
  };
}

/** What an open ballot is sorted by: its choices, then the random code. */
const valueOf = (ballot: OpenBallot): string => `${ballot.choices.join(' ')} ${ballot.tracking}`;

async function openBallot(
  key: Uint8Array<ArrayBuffer>,
  sheet: BoxSheet,
  ballot: SealedBallot,
): Promise<OpenBallot | undefined> {
  const [message, signature, sealed, publicKey] = [
    ballot.message,
    ballot.signature,
    ballot.sealed,
    sheet.credentialKey,
  ].map(fromBase64url);
  if (!message || !signature || !sealed || !publicKey || ballotIdIn(message) === undefined) return undefined;
  if (!isCredential(publicKey, message, signature)) return undefined;
  const plain = await unseal(key, { sheetId: sheet.sheetId, message }, sealed);
  return plain && decodeBallot(plain, sheet.nominees);
}
