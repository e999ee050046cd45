import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concat } from './bytes.ts';
import { encapsulatedSize, sealingContext } from './format.ts';

/* HPKE (RFC 9180): DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, in base mode. */

export const hpke = () =>
  new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });

export type SealedUnder = { readonly sheetId: string; readonly message: Uint8Array<ArrayBuffer> };

export async function seal(
  publicKey: Uint8Array<ArrayBuffer>,
  { sheetId, message }: SealedUnder,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const suite = hpke();
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey.buffer);
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info: sealingContext(sheetId).buffer },
    plain.buffer,
    message.buffer,
  );
  return concat(new Uint8Array(enc), new Uint8Array(ct));
}

/** Undefined for what was sealed to another key, sheet or credential, or was altered since. */
export async function unseal(
  privateKey: Uint8Array<ArrayBuffer>,
  { sheetId, message }: SealedUnder,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const suite = hpke();
  const recipientKey = await suite.kem.deserializePrivateKey(privateKey.buffer);
  try {
    const plain = await suite.open(
      {
        recipientKey,
        enc: sealed.slice(0, encapsulatedSize).buffer,
        info: sealingContext(sheetId).buffer,
      },
      sealed.slice(encapsulatedSize).buffer,
      message.buffer,
    );
    return new Uint8Array(plain);
  } catch {
    return undefined;
  }
}
