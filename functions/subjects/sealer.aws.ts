import type * as Sdk from '@aws-sdk/client-kms';
import type { Sealer } from './sealer.ts';

export type KmsKeys = {
  /** Symmetric key, for Encrypt and Decrypt. */
  readonly keyId: string;
  /** HMAC_256 key, for GenerateMac. Another key, so that who may compare numbers can't read them. */
  readonly macKeyId: string;
};

/** Bound into every fingerprint, so that the key can serve other purposes without its values meeting. */
const purpose = 'personal-number:1:';

/** The SDK is imported on the first number: most requests have none, and cold starts don't pay for it. */
export function kmsSealer(keys: KmsKeys, config: Sdk.KMSClientConfig = {}): Sealer {
  let loading: Promise<{ sdk: typeof Sdk; client: Sdk.KMSClient }> | undefined;
  const kms = () =>
    (loading ??= import('@aws-sdk/client-kms').then((sdk) => ({ sdk, client: new sdk.KMSClient(config) })));

  return {
    seal: async (plain, context) => {
      const { sdk, client } = await kms();
      const { CiphertextBlob } = await client.send(
        new sdk.EncryptCommand({
          KeyId: keys.keyId,
          Plaintext: Buffer.from(plain, 'utf8'),
          EncryptionContext: { ...context },
        }),
      );
      return base64(CiphertextBlob);
    },
    open: async (sealed, context) => {
      const { sdk, client } = await kms();
      const { Plaintext } = await client.send(
        new sdk.DecryptCommand({
          KeyId: keys.keyId,
          CiphertextBlob: Buffer.from(sealed, 'base64url'),
          EncryptionContext: { ...context },
        }),
      );
      return Buffer.from(required(Plaintext)).toString('utf8');
    },
    fingerprint: async (plain) => {
      const { sdk, client } = await kms();
      const { Mac } = await client.send(
        new sdk.GenerateMacCommand({
          KeyId: keys.macKeyId,
          MacAlgorithm: 'HMAC_SHA_256',
          Message: Buffer.from(`${purpose}${plain}`, 'utf8'),
        }),
      );
      return base64(Mac);
    },
  };
}

const base64 = (bytes: Uint8Array | undefined): string => Buffer.from(required(bytes)).toString('base64url');

function required(bytes: Uint8Array | undefined): Uint8Array {
  if (!bytes) throw new Error('KMS answered without a value');
  return bytes;
}
