import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  verify,
} from 'node:crypto';
import { promisify } from 'node:util';

/* The signer's side of RSABSSA-SHA384-PSS-Randomized (RFC 9474), on OpenSSL, whose private operation is blinded itself. */

const generate = promisify(generateKeyPair);

export type KeyPair = {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly privateKey: Uint8Array<ArrayBuffer>;
};

/** SPKI and PKCS#8 of a fresh RSA-2048 key. */
export async function newCredentialKey(): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048 });
  return {
    publicKey: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    privateKey: Uint8Array.from(privateKey.export({ type: 'pkcs8', format: 'der' })),
  };
}

/** BlindSign: signs what it cannot read. Undefined for a message that is no number below the modulus. */
export function blindSign(privateKeyDer: Uint8Array, blinded: Uint8Array): Uint8Array | undefined {
  const key = createPrivateKey({ key: Buffer.from(privateKeyDer), format: 'der', type: 'pkcs8' });
  const padding = constants.RSA_NO_PADDING;
  try {
    const signed = privateDecrypt({ key, padding }, blinded);
    // A fault in the private operation would give the key away (RFC 9474, 4.3).
    return publicEncrypt({ key: createPublicKey(key), padding }, signed).equals(blinded) ? signed : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a credential is one that the key signed, unblinded. */
export const isCredential = (publicKeyDer: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(
    'sha384',
    message,
    {
      key: createPublicKey({ key: Buffer.from(publicKeyDer), format: 'der', type: 'spki' }),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 48,
    },
    signature,
  );
