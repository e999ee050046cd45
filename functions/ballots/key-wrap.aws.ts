import type * as Sdk from '@aws-sdk/client-kms';
import type { KeyPurpose, KeyWrap } from './key-wrap.ts';

/**
 * Wraps by KMS. The purpose is in the encryption context, on which the policies of roles set conditions: the API may
 * unwrap keys that sign, the counting function those that open. The SDK is imported on first use.
 */
export function kmsKeyWrap(keyId: string, config: Sdk.KMSClientConfig = {}): KeyWrap {
  let loading: Promise<{ sdk: typeof Sdk; client: Sdk.KMSClient }> | undefined;
  const kms = () =>
    (loading ??= import('@aws-sdk/client-kms').then((sdk) => ({ sdk, client: new sdk.KMSClient(config) })));
  const context = (purpose: KeyPurpose, sheet: string) => ({ purpose: `ballot-${purpose}`, sheet });

  return {
    wrap: async (purpose, sheetId, key) => {
      const { sdk, client } = await kms();
      const { CiphertextBlob } = await client.send(
        new sdk.EncryptCommand({
          KeyId: keyId,
          Plaintext: key,
          EncryptionContext: context(purpose, sheetId),
        }),
      );
      return Buffer.from(required(CiphertextBlob)).toString('base64url');
    },
    unwrap: async (purpose, sheetId, wrapped) => {
      const { sdk, client } = await kms();
      const { Plaintext } = await client.send(
        new sdk.DecryptCommand({
          KeyId: keyId,
          CiphertextBlob: Buffer.from(wrapped, 'base64url'),
          EncryptionContext: context(purpose, sheetId),
        }),
      );
      return Uint8Array.from(required(Plaintext));
    },
  };
}

function required(bytes: Uint8Array | undefined): Uint8Array {
  if (!bytes) throw new Error('KMS answered without a value');
  return bytes;
}
