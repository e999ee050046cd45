import type { KeyPair } from './credentials.ts';
import { hpke } from './client/seal.ts';

/** A fresh key pair that ballots of one sheet are sealed to. */
export async function newSealingKey(): Promise<KeyPair> {
  const { kem } = hpke();
  const { publicKey, privateKey } = await kem.generateKeyPair();
  const [open, secret] = await Promise.all([
    kem.serializePublicKey(publicKey),
    kem.serializePrivateKey(privateKey),
  ]);
  return { publicKey: new Uint8Array(open), privateKey: new Uint8Array(secret) };
}
