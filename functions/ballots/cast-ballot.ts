import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { dropRefusal, type BoxStore } from './box.store.ts';
import { fromBase64url } from './client/bytes.ts';
import { ballotIdIn, messageSize, sealedSize, signatureSize, type SealedBallot } from './client/format.ts';
import { isCredential } from './credentials.ts';

export type CastBallotInput = SealedBallot & { readonly sheetId: string };

type CastDeps = { readonly box: BoxStore; readonly userId: string | undefined };

const attempts = 8;

/**
 * Drops a sealed ballot into the box. Whoever holds a credential may; nobody else is asked, and nothing is written but
 * the ballot: no idempotency record, no event. Sent twice it is one ballot; of two under one credential the first counts.
 * Codes: BALLOT_IDENTIFIED, BALLOT_CLOSED, BALLOT_MALFORMED, BALLOT_CREDENTIAL_INVALID, BALLOT_ALREADY_CAST, BUSY.
 */
export async function castBallot(deps: CastDeps, input: CastBallotInput): Promise<Result<true>> {
  // A client that sends its token along would tell who votes what: better no vote than that one.
  if (deps.userId !== undefined) return refuse(refusal('BALLOT_IDENTIFIED', []));
  const sheet = await deps.box.sheet(input.sheetId);
  if (!sheet?.open) return refuse(refusal('BALLOT_CLOSED', 'sheetId'));
  const checked = check(input, sheet);
  if (!checked.ok) return checked;
  const { message, signature, sealed } = input;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const dropped = await deps.box.drop(sheet.sheetId, checked.value, { message, signature, sealed });
    if (dropped === 'TAKEN') return accept(true);
    if (dropped !== 'BUSY') return refuse(dropRefusal(dropped));
  }
  return refuse(refusal('BUSY', []));
}

/** The ballot's id when it is of the right size and its credential good. */
function check(
  input: CastBallotInput,
  sheet: { readonly nominees: number; readonly credentialKey: string },
): Result<string> {
  const [message, signature, sealed, key] = [
    input.message,
    input.signature,
    input.sealed,
    sheet.credentialKey,
  ].map(fromBase64url);
  const id = message?.length === messageSize ? ballotIdIn(message) : undefined;
  const fits = signature?.length === signatureSize && sealed?.length === sealedSize(sheet.nominees);
  if (!message || !signature || !key || id === undefined || !fits)
    return refuse(refusal('BALLOT_MALFORMED', []));
  return isCredential(key, message, signature)
    ? accept(id)
    : refuse(refusal('BALLOT_CREDENTIAL_INVALID', 'signature'));
}
