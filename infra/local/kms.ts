import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { listenOn } from './http-server.ts';

export type KeySpec = 'SYMMETRIC_DEFAULT' | 'HMAC_256' | 'ECC_NIST_P256';
export type LocalKms = { readonly endpoint: string; readonly stop: () => Promise<void> };

type Key = { readonly id: string; readonly spec: KeySpec; readonly material: Buffer };

/** What AWS calls the error goes to the SDK in `__type`, which throws an exception of that name. */
class KmsError extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const base64 = z.base64().transform((text) => Buffer.from(text, 'base64'));
const context = z.record(z.string(), z.string()).default({});
const keyId = z.string().min(1);
const requests = {
  Encrypt: z.object({ KeyId: keyId, Plaintext: base64, EncryptionContext: context }),
  Decrypt: z.object({ KeyId: keyId.optional(), CiphertextBlob: base64, EncryptionContext: context }),
  GenerateMac: z.object({ KeyId: keyId, Message: base64, MacAlgorithm: z.literal('HMAC_SHA_256') }),
  GetPublicKey: z.object({ KeyId: keyId }),
  Sign: z.object({
    KeyId: keyId,
    Message: base64,
    MessageType: z.literal('RAW').default('RAW'),
    SigningAlgorithm: z.literal('ECDSA_SHA_256'),
  }),
  VerifyMac: z.object({
    KeyId: keyId,
    Message: base64,
    Mac: base64,
    MacAlgorithm: z.literal('HMAC_SHA_256'),
  }),
} as const;

const maxPlain = 4096;

/** The context in an order of its own, so that equal contexts are equal bytes. */
const aad = (of: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1))), 'utf8');

const arn = (id: string): string => `arn:aws:kms:local:000000000000:key/${id}`;

/** Names of keys as KMS takes them: the bare id, or its ARN. */
const bare = (name: string): string => name.replace(/^arn:[^/]*:key\//, '');

type Keys = ReadonlyMap<string, Key>;

function keyFor(keys: Keys, name: string, spec: KeySpec): Key {
  const key = keys.get(bare(name));
  if (!key) throw new KmsError('NotFoundException', `Key '${arn(bare(name))}' does not exist`);
  if (key.spec !== spec)
    throw new KmsError('InvalidKeyUsageException', `${arn(key.id)} key usage does not allow this operation`);
  return key;
}

/** A blob names its key, as in AWS: length, id, nonce, tag, text. */
function encrypt(keys: Keys, body: unknown): object {
  const request = requests.Encrypt.parse(body);
  if (request.Plaintext.length === 0 || request.Plaintext.length > maxPlain)
    throw new KmsError('ValidationException', `Plaintext must have 1 to ${maxPlain} bytes`);
  const key = keyFor(keys, request.KeyId, 'SYMMETRIC_DEFAULT');
  const id = Buffer.from(key.id, 'utf8');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.material, nonce).setAAD(aad(request.EncryptionContext));
  const sealed = Buffer.concat([cipher.update(request.Plaintext), cipher.final()]);
  const blob = Buffer.concat([Buffer.from([id.length]), id, nonce, cipher.getAuthTag(), sealed]);
  return {
    CiphertextBlob: blob.toString('base64'),
    KeyId: arn(key.id),
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  };
}

function decrypt(keys: Keys, body: unknown): object {
  const request = requests.Decrypt.parse(body);
  const blob = request.CiphertextBlob;
  const idEnd = 1 + (blob[0] ?? 0);
  const key = keys.get(blob.subarray(1, idEnd).toString('utf8'));
  if (!key || blob.length < idEnd + 28) throw invalidCiphertext();
  if (request.KeyId !== undefined && keyFor(keys, request.KeyId, 'SYMMETRIC_DEFAULT') !== key)
    throw new KmsError('IncorrectKeyException', 'The key ID in the request does not identify the CMK');
  try {
    const nonce = blob.subarray(idEnd, idEnd + 12);
    const decipher = createDecipheriv('aes-256-gcm', key.material, nonce, { authTagLength: 16 });
    decipher.setAAD(aad(request.EncryptionContext)).setAuthTag(blob.subarray(idEnd + 12, idEnd + 28));
    const plain = Buffer.concat([decipher.update(blob.subarray(idEnd + 28)), decipher.final()]);
    return {
      Plaintext: plain.toString('base64'),
      KeyId: arn(key.id),
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  } catch {
    throw invalidCiphertext();
  }
}

const invalidCiphertext = () => new KmsError('InvalidCiphertextException', '');

const macOf = (key: Key, message: Buffer): Buffer =>
  createHmac('sha256', key.material).update(message).digest();

function generateMac(keys: Keys, body: unknown): object {
  const request = requests.GenerateMac.parse(body);
  const key = keyFor(keys, request.KeyId, 'HMAC_256');
  return {
    Mac: macOf(key, request.Message).toString('base64'),
    MacAlgorithm: request.MacAlgorithm,
    KeyId: arn(key.id),
  };
}

function verifyMac(keys: Keys, body: unknown): object {
  const request = requests.VerifyMac.parse(body);
  const key = keyFor(keys, request.KeyId, 'HMAC_256');
  const mac = macOf(key, request.Message);
  if (mac.length !== request.Mac.length || !timingSafeEqual(mac, request.Mac))
    throw new KmsError('KMSInvalidMacException', '');
  return { MacValid: true, MacAlgorithm: request.MacAlgorithm, KeyId: arn(key.id) };
}

/** The material of such a key is its private half, PKCS #8 in DER. */
const privateKeyOf = (key: Key) => createPrivateKey({ key: key.material, format: 'der', type: 'pkcs8' });

function getPublicKey(keys: Keys, body: unknown): object {
  const key = keyFor(keys, requests.GetPublicKey.parse(body).KeyId, 'ECC_NIST_P256');
  const spki = createPublicKey(privateKeyOf(key)).export({ format: 'der', type: 'spki' });
  return {
    KeyId: arn(key.id),
    PublicKey: spki.toString('base64'),
    KeySpec: key.spec,
    KeyUsage: 'SIGN_VERIFY',
  };
}

function signText(keys: Keys, body: unknown): object {
  const request = requests.Sign.parse(body);
  if (request.Message.length === 0 || request.Message.length > maxPlain)
    throw new KmsError('ValidationException', `Message must have 1 to ${maxPlain} bytes`);
  const key = keyFor(keys, request.KeyId, 'ECC_NIST_P256');
  const signature = sign('sha256', request.Message, privateKeyOf(key));
  return {
    KeyId: arn(key.id),
    Signature: signature.toString('base64'),
    SigningAlgorithm: request.SigningAlgorithm,
  };
}

const operations: Readonly<Record<string, (keys: Keys, body: unknown) => object>> = {
  'TrentService.Encrypt': encrypt,
  'TrentService.Decrypt': decrypt,
  'TrentService.GenerateMac': generateMac,
  'TrentService.VerifyMac': verifyMac,
  'TrentService.GetPublicKey': getPublicKey,
  'TrentService.Sign': signText,
};

/** Key material in a file a key: kept between runs, so that what was sealed yesterday opens today. */
async function loadKey(folder: string, id: string, spec: KeySpec): Promise<Key> {
  const file = join(folder, `${encodeURIComponent(id)}.key`);
  const made =
    spec === 'ECC_NIST_P256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'der', type: 'pkcs8' })
      : randomBytes(32);
  await writeFile(file, made, { flag: 'wx', mode: 0o600 }).catch(unlessThere);
  return { id, spec, material: await readFile(file) };
}

const unlessThere = (error: unknown): void => {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
};

/** A small KMS for laptops and tests: the operations that this project uses, over the protocol of the real one. */
export async function startKms(
  folder: string,
  specs: Readonly<Record<string, KeySpec>>,
  port = 0,
): Promise<LocalKms> {
  await mkdir(folder, { recursive: true });
  const loaded = await Promise.all(Object.entries(specs).map(([id, spec]) => loadKey(folder, id, spec)));
  const keys: Keys = new Map(loaded.map((key) => [key.id, key]));
  const { port: used, stop } = await listenOn(
    port,
    (request, response) => void serve(keys, request, response),
  );
  return { endpoint: `http://127.0.0.1:${used}`, stop };
}

async function serve(keys: Keys, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const run = operations[String(request.headers['x-amz-target'])];
    if (!run) throw new KmsError('UnknownOperationException', '');
    answer(response, 200, run(keys, JSON.parse(await text(request))));
  } catch (error) {
    const { type, message } =
      error instanceof KmsError ? error : new KmsError('ValidationException', String(error));
    answer(response, 400, { __type: type, message });
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}
