import { concat, hex, utf8 } from './bytes.ts';

/* What a ballot paper and a filled ballot are made of. The counting function and the recount read what this writes. */

export const choices = ['FOR', 'AGAINST', 'ABSTAIN'] as const;
export type Choice = (typeof choices)[number];

/** What a member needs to know of a sheet to vote on it. */
export type SheetKeys = {
  readonly sheetId: string;
  /** How many nominees it lists; a ballot has one choice for each, in the order of the sheet. */
  readonly nominees: number;
  /** Public key of the credentials: RSA-2048, SPKI, base64url. */
  readonly credentialKey: string;
  /** Public key that ballots are sealed to: P-256, uncompressed point, base64url. */
  readonly sealingKey: string;
};

/** A ballot as it goes into the box, all in base64url: nothing in it says who filled it. */
export type SealedBallot = {
  /** What was blindly signed: 32 random bytes and the ballot's id, a random UUID. */
  readonly message: string;
  readonly signature: string;
  readonly sealed: string;
};

/** A ballot as it comes out of the box. */
export type OpenBallot = { readonly tracking: string; readonly choices: readonly Choice[] };

const version = 1;
const trackingSize = 16;
const prefixSize = 32;
export const messageSize = prefixSize + 16;
export const signatureSize = 256;
/** Encapsulated key of DHKEM(P-256) and tag of AES-256-GCM. */
const pointSize = 65;
const tagSize = 16;

const plainSize = (nominees: number): number => 1 + trackingSize + nominees;

/** Every ballot of a sheet has this many bytes, whatever is in it. */
export const sealedSize = (nominees: number): number => pointSize + plainSize(nominees) + tagSize;
export const encapsulatedSize = pointSize;

/** Binds a sealed ballot to its sheet and its credential, so that it can't be moved under another. */
export const sealingContext = (sheetId: string): Uint8Array<ArrayBuffer> =>
  utf8(`thidua ballot 1 ${sheetId}`);

/** Random bytes of the id with the version and variant of a UUID v4. */
export function asUuid(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const uuid = Uint8Array.from(bytes.slice(0, 16));
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | 0x40;
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80;
  return uuid;
}

const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The ballot's id in a credential's message; undefined when it is no random UUID. */
export function ballotIdIn(message: Uint8Array): string | undefined {
  if (message.length !== messageSize) return undefined;
  const id = hex(message.slice(prefixSize)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  return uuidV4.test(id) ? id : undefined;
}

export function encodeBallot(tracking: Uint8Array, chosen: readonly Choice[]): Uint8Array<ArrayBuffer> {
  if (tracking.length !== trackingSize) throw new Error('a tracking code has 16 bytes');
  return concat(
    Uint8Array.of(version),
    tracking,
    Uint8Array.from(chosen, (choice) => choices.indexOf(choice)),
  );
}

/** Undefined for a ballot that isn't filled in as the sheet asks: it counts as invalid, not as any choice. */
export function decodeBallot(plain: Uint8Array, nominees: number): OpenBallot | undefined {
  if (plain.length !== plainSize(nominees) || plain[0] !== version) return undefined;
  const chosen = Array.from(plain.slice(1 + trackingSize), (byte) => choices[byte]);
  const valid = chosen.flatMap((choice) => choice ?? []);
  return valid.length === nominees
    ? { tracking: hex(plain.slice(1, 1 + trackingSize)), choices: valid }
    : undefined;
}
