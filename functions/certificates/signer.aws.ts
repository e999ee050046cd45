import { createHash, createPublicKey } from 'node:crypto';
import type * as Sdk from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import type { PublicKey, Signer } from './signer.ts';

const jwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });

/** An ECC_NIST_P256 key for SIGN_VERIFY. The SDK is imported with the first certificate: cold starts don't pay for it. */
export function kmsSigner(keyId: string, config: Sdk.KMSClientConfig = {}): Signer {
  let loading: Promise<{ sdk: typeof Sdk; client: Sdk.KMSClient }> | undefined;
  let known: Promise<PublicKey> | undefined;
  const kms = () =>
    (loading ??= import('@aws-sdk/client-kms').then((sdk) => ({ sdk, client: new sdk.KMSClient(config) })));

  async function load(): Promise<PublicKey> {
    const { sdk, client } = await kms();
    const { PublicKey: der } = await client.send(new sdk.GetPublicKeyCommand({ KeyId: keyId }));
    const key = createPublicKey({ key: Buffer.from(required(der)), format: 'der', type: 'spki' });
    const { kty, crv, x, y } = jwk.parse(key.export({ format: 'jwk' }));
    const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
    return { kid, kty, crv, x, y };
  }

  return {
    publicKey: () =>
      (known ??= load().catch((error: unknown) => {
        known = undefined;
        throw error;
      })),
    sign: async (text) => {
      const { sdk, client } = await kms();
      const { Signature } = await client.send(
        new sdk.SignCommand({
          KeyId: keyId,
          Message: Buffer.from(text, 'utf8'),
          MessageType: 'RAW',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      );
      return joined(Buffer.from(required(Signature))).toString('base64url');
    },
  };
}

/** KMS answers in DER (two integers); JWS wants both at their full 32 bytes, one after the other. */
export function joined(der: Buffer): Buffer {
  const first = integerAt(der, 2);
  const second = integerAt(der, first.end);
  return Buffer.concat([fixed(first.bytes), fixed(second.bytes)]);
}

function integerAt(der: Buffer, at: number) {
  const length = der[at + 1];
  if (der[at] !== 2 || length === undefined) throw new Error('not a DER signature');
  return { bytes: der.subarray(at + 2, at + 2 + length), end: at + 2 + length };
}

const fixed = (bytes: Buffer): Buffer => {
  const bare = bytes.length > 32 ? bytes.subarray(bytes.length - 32) : bytes;
  return Buffer.concat([Buffer.alloc(32 - bare.length), bare]);
};

function required(bytes: Uint8Array | undefined): Uint8Array {
  if (!bytes) throw new Error('KMS answered without a value');
  return bytes;
}
