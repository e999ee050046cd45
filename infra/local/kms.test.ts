import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateMacCommand,
  KMSClient,
  VerifyMacCommand,
  type DecryptCommandInput,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kmsSealer } from '../../functions/subjects/sealer.aws.ts';
import { startKms, type LocalKms } from './kms.ts';

const keys = { text: 'SYMMETRIC_DEFAULT', other: 'SYMMETRIC_DEFAULT', mac: 'HMAC_256' } as const;
const local = { region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const bytes = (text: string) => Buffer.from(text, 'utf8');
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );

describe('the local KMS, to the real SDK', () => {
  let folder: string;
  let kms: LocalKms;
  let client: KMSClient;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thidua-kms-'));
    kms = await startKms(folder, keys);
    client = new KMSClient({ ...local, endpoint: kms.endpoint });
  });
  afterAll(async () => {
    await kms.stop();
    await rm(folder, { recursive: true });
  });

  const context = { subjectId: 'sub_1', stage: 'test' };
  const encrypt = async (KeyId: string) =>
    (
      await client.send(
        new EncryptCommand({ KeyId, Plaintext: bytes('Xin chào'), EncryptionContext: context }),
      )
    ).CiphertextBlob;

  it('opens what it sealed with the same context in any order, by the key that the blob names', async () => {
    const CiphertextBlob = await encrypt('text');
    const EncryptionContext = { stage: 'test', subjectId: 'sub_1' };
    const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
    expect(Buffer.from(opened.Plaintext ?? []).toString('utf8')).toBe('Xin chào');
    expect(opened.KeyId).toContain(':key/text');
  });

  it('refuses another context, an altered blob, another key, a key of another use, and a key it has not', async () => {
    const CiphertextBlob = (await encrypt('text')) ?? new Uint8Array();
    const altered = Uint8Array.from(CiphertextBlob, (byte, i) =>
      i === CiphertextBlob.length - 1 ? byte ^ 1 : byte,
    );
    const send = (input: DecryptCommandInput) => failure(client.send(new DecryptCommand(input)));
    expect(await send({ CiphertextBlob, EncryptionContext: { subjectId: 'sub_2' } })).toBe(
      'InvalidCiphertextException',
    );
    expect(await send({ CiphertextBlob: altered, EncryptionContext: context })).toBe(
      'InvalidCiphertextException',
    );
    expect(await send({ CiphertextBlob: bytes('x'), EncryptionContext: context })).toBe(
      'InvalidCiphertextException',
    );
    expect(await send({ CiphertextBlob, EncryptionContext: context, KeyId: 'other' })).toBe(
      'IncorrectKeyException',
    );
    expect(await failure(encrypt('mac'))).toBe('InvalidKeyUsageException');
    expect(await failure(encrypt('none'))).toBe('NotFoundException');
  });

  it('makes the same code for the same message, and verifies it', async () => {
    const Message = bytes('036');
    const common = { KeyId: 'mac', MacAlgorithm: 'HMAC_SHA_256', Message } as const;
    const { Mac } = await client.send(new GenerateMacCommand(common));
    expect(Mac).toEqual((await client.send(new GenerateMacCommand(common))).Mac);
    expect((await client.send(new VerifyMacCommand({ ...common, Mac }))).MacValid).toBe(true);
    const wrong = client.send(new VerifyMacCommand({ ...common, Mac: bytes('no') }));
    expect(await failure(wrong)).toBe('KMSInvalidMacException');
  });

  it('keeps its keys between runs, and its secrets out of the sealed text', async () => {
    const sealer = kmsSealer({ keyId: 'text', macKeyId: 'mac' }, { ...local, endpoint: kms.endpoint });
    const sealed = await sealer.seal('036190001234', { subjectId: 'sub_1' });
    const fingerprint = await sealer.fingerprint('036190001234');
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('036190001234');
    const later = await startKms(folder, keys);
    const again = kmsSealer({ keyId: 'text', macKeyId: 'mac' }, { ...local, endpoint: later.endpoint });
    expect(await again.open(sealed, { subjectId: 'sub_1' })).toBe('036190001234');
    expect(await again.fingerprint('036190001234')).toBe(fingerprint);
    expect(await failure(again.open(sealed, { subjectId: 'sub_2' }))).toBe('InvalidCiphertextException');
    await later.stop();
  });
});
