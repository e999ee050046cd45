import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { base64url, concat, fromBase64url, hex, random } from './bytes.ts';
import { asUuid, encodeBallot, type Choice, type SealedBallot, type SheetKeys } from './format.ts';
import { seal } from './seal.ts';

/* The member's side: a blank is made here, signed blindly by the server, and filled and sealed here again. */

/**
 * A ballot paper before it is signed. Whoever holds it and the blind signature can cast the ballot: it is kept on the
 * device and sent nowhere; only `blinded` is.
 */
export type Blank = {
  readonly sheetId: string;
  readonly message: string;
  readonly inverse: string;
  readonly blinded: string;
};

/** A signed ballot paper, good for one ballot. It can no longer be told whose blank it was. */
export type Paper = { readonly sheetId: string; readonly message: string; readonly signature: string };

/** A filled ballot and the code by which its member finds it again among the counted ones. */
export type Filled = { readonly sheetId: string; readonly tracking: string; readonly ballot: SealedBallot };

const suite = () => RSABSSA.SHA384.PSS.Randomized();

const credentialKey = ({ credentialKey: key }: SheetKeys) =>
  crypto.subtle.importKey('spki', bytes(key), { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);

/** Makes a blank with a random id that only this device knows. */
export async function makeBlank(sheet: SheetKeys): Promise<Blank> {
  const message = suite().prepare(asUuid(random(16)));
  const { blindedMsg, inv } = await suite().blind(await credentialKey(sheet), message);
  return {
    sheetId: sheet.sheetId,
    message: base64url(message),
    inverse: base64url(inv),
    blinded: base64url(blindedMsg),
  };
}

/** Takes the blinding off; throws when the server's signature is no good. */
export async function makePaper(sheet: SheetKeys, blank: Blank, blindSignature: string): Promise<Paper> {
  const signature = await suite().finalize(
    await credentialKey(sheet),
    bytes(blank.message),
    bytes(blindSignature),
    bytes(blank.inverse),
  );
  return { sheetId: blank.sheetId, message: blank.message, signature: base64url(signature) };
}

/** Fills a paper, one choice for each nominee in the order of the sheet, and seals it to the key of the ballot. */
export async function fillPaper(sheet: SheetKeys, paper: Paper, chosen: readonly Choice[]): Promise<Filled> {
  if (chosen.length !== sheet.nominees) throw new Error(`this sheet asks for ${sheet.nominees} choices`);
  const tracking = random(16);
  const message = bytes(paper.message);
  const sealed = await seal(
    bytes(sheet.sealingKey),
    { sheetId: sheet.sheetId, message },
    concat(encodeBallot(tracking, chosen)),
  );
  return {
    sheetId: sheet.sheetId,
    tracking: hex(tracking),
    ballot: { message: paper.message, signature: paper.signature, sealed: base64url(sealed) },
  };
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const read = fromBase64url(text);
  if (!read) throw new Error('not base64url');
  return read;
}
