import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectCreated } from '../../infra/local/s3/operations.ts';
import { startS3, type LocalS3 } from '../../infra/local/s3/server.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const Bucket = 'files';
const text = Buffer.from('Tờ trình về việc đề nghị khen thưởng');
const sha256 = createHash('sha256').update(text).digest('base64');

let folder: string;
let s3: LocalS3;
let client: S3Client;
let lateBy = 0;
const created: ObjectCreated[] = [];

/** Stops the clock at an instant, where a test asks about the last moment of something. */
let stoppedAt: number | undefined;
const now = () => new Date(stoppedAt ?? Date.now() + lateBy);
const start = () =>
  startS3({
    folder,
    buckets: [
      { name: Bucket, versioned: false },
      { name: 'versions', versioned: true },
    ],
    credentials,
    now,
    corsOrigins: ['https://thidua.example'],
    onObjectCreated: (event) => created.push(event),
  });
const connect = (given = credentials) =>
  new S3Client({
    endpoint: s3.url,
    region: 'ap-southeast-1',
    credentials: given,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thidua-s3-'));
  s3 = await start();
  client = connect();
});
afterAll(async () => {
  client.destroy();
  await s3.stop();
  await rm(folder, { recursive: true });
});

const form = (Key: string, size = text.length) =>
  createPresignedPost(client, {
    Bucket,
    Key,
    Expires: 300,
    Fields: {
      'Content-Type': 'application/pdf',
      'x-amz-checksum-sha256': sha256,
      success_action_status: '201',
    },
    Conditions: [['content-length-range', size, size]],
  });

async function post(
  { url, fields }: { url: string; fields: Record<string, string> },
  changes: Record<string, string> = {},
  file: Buffer = text,
): Promise<{ status: number; code: string; body: string }> {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) data.append(name, value);
  data.append('file', new Blob([new Uint8Array(file)]), 'tờ trình.pdf');
  const answer = await fetch(url, { method: 'POST', body: data });
  const body = await answer.text();
  return { status: answer.status, code: /<Code>(\w+)/.exec(body)?.[1] ?? '', body };
}

describe('a presigned form', () => {
  it('stores exactly what it was made for, and tells of it', async () => {
    const answer = await post(await form('incoming/a'));
    expect(answer.status).toBe(201);
    expect(answer.body).toContain('<Key>incoming/a</Key>');
    const etag = createHash('md5').update(text).digest('hex');
    expect(created.at(-1)).toEqual({ bucket: Bucket, key: 'incoming/a', size: text.length, etag });
    const head = await client.send(
      new HeadObjectCommand({ Bucket, Key: 'incoming/a', ChecksumMode: 'ENABLED' }),
    );
    expect(head).toMatchObject({
      ContentLength: text.length,
      ContentType: 'application/pdf',
      ChecksumSHA256: sha256,
      ETag: `"${etag}"`,
    });
  });

  it.each([
    ['another key', { key: 'incoming/b' }, 'AccessDenied'],
    ['another type', { 'Content-Type': 'text/html' }, 'AccessDenied'],
    ['another declared checksum', { 'x-amz-checksum-sha256': 'AAAA' }, 'AccessDenied'],
    ['a field that no condition covers', { acl: 'public-read' }, 'AccessDenied'],
    ['another signature', { 'X-Amz-Signature': '0'.repeat(64) }, 'SignatureDoesNotMatch'],
    ['an unknown signer', { 'X-Amz-Credential': 'x/20210301/r/s3/aws4_request' }, 'InvalidAccessKeyId'],
    ['a policy of its own', { Policy: Buffer.from('{}').toString('base64') }, 'SignatureDoesNotMatch'],
  ])('refuses %s', async (_what, changes, code) => {
    const before = created.length;
    expect(await post(await form('incoming/c'), changes)).toMatchObject({ code });
    expect(created).toHaveLength(before);
  });

  it('refuses other bytes, too many and too few', async () => {
    const other = Buffer.from(text);
    other[0] = 0;
    expect(await post(await form('incoming/d'), {}, other)).toMatchObject({ status: 400, code: 'BadDigest' });
    expect(await post(await form('incoming/d', text.length - 1))).toMatchObject({ code: 'EntityTooLarge' });
    expect(await post(await form('incoming/d', text.length + 1))).toMatchObject({ code: 'EntityTooSmall' });
  });

  it('lives for its five minutes', async () => {
    const fields = await form('incoming/e');
    const policy = Buffer.from(fields.fields['Policy'] ?? '', 'base64').toString();
    const ends = Date.parse(z.object({ expiration: z.string() }).parse(JSON.parse(policy)).expiration);
    expect(Math.abs(ends - Date.now() - 300_000)).toBeLessThan(30_000);
    stoppedAt = ends - 1;
    expect(await post(fields)).toMatchObject({ status: 201 });
    stoppedAt = ends + 1;
    expect(await post(fields)).toMatchObject({ status: 403, code: 'AccessDenied' });
    stoppedAt = undefined;
  });

  it('is asked for in vain without a policy, a file or a bucket', async () => {
    const fields = await form('incoming/f');
    expect(await post({ url: fields.url, fields: { key: 'x' } })).toMatchObject({ code: 'AccessDenied' });
    expect(await post({ ...fields, url: `${s3.url}/other` })).toMatchObject({ code: 'NoSuchBucket' });
    const bare = await fetch(fields.url, { method: 'POST', body: 'key=x' });
    expect(await bare.text()).toContain('MalformedPOSTRequest');
  });
});

describe('signed requests', () => {
  beforeAll(() => client.send(new PutObjectCommand({ Bucket, Key: 'files/ệ ?+1', Body: text })));

  it('reads by a link that ends, with the name that it was signed with', async () => {
    const disposition = `attachment; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh.pdf`;
    const command = new GetObjectCommand({
      Bucket,
      Key: 'files/ệ ?+1',
      ResponseContentDisposition: disposition,
      ResponseContentType: 'application/pdf',
    });
    const url = await getSignedUrl(client, command, { expiresIn: 60 });
    const answer = await fetch(url);
    expect(answer.headers.get('content-disposition')).toBe(disposition);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(text);
    const forged = await fetch(url.replace('attachment', 'inline'));
    expect(await forged.text()).toContain('SignatureDoesNotMatch');
    lateBy = 61_000;
    expect((await fetch(url)).status).toBe(403);
    lateBy = 0;
    expect((await fetch(`${s3.url}/${Bucket}/files/x`)).status).toBe(403);
  });

  it('takes ranges, conditions and copies, and forgets what was deleted', async () => {
    const Key = 'files/ệ ?+1';
    const part = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=0-3' }));
    expect(await part.Body?.transformToString()).toBe(text.subarray(0, 4).toString());
    expect(part.ContentRange).toBe(`bytes 0-3/${text.length}`);
    const tail = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=-2' }));
    expect(tail.ContentLength).toBe(2);
    const wrong = new GetObjectCommand({ Bucket, Key, IfMatch: '"0"' });
    await expect(client.send(wrong)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const CopySource = `${Bucket}/${encodeURIComponent(Key)}`;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'files/copy', CopySource }));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    const copied = await client.send(new GetObjectCommand({ Bucket, Key: 'files/copy' }));
    expect(await copied.Body?.transformToString()).toBe(text.toString());
  });

  it('binds a checksum that a presigned upload carries, as the default client of the SDK makes it', async () => {
    const careless = new S3Client({ endpoint: s3.url, region: 'x', credentials });
    const url = await getSignedUrl(careless, new PutObjectCommand({ Bucket, Key: 'files/put' }));
    const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(text) });
    expect(await answer.text()).toContain('BadDigest');
    const careful = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'files/put' }));
    expect((await fetch(careful, { method: 'PUT', body: new Uint8Array(text) })).status).toBe(200);
  });

  it('refuses another key and a clock that is far off', async () => {
    const stranger = connect({ ...credentials, secretAccessKey: 'other' });
    const get = () => new GetObjectCommand({ Bucket, Key: 'files/copy' });
    await expect(stranger.send(get())).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    // A client of its own: the SDK corrects its clock by what a refusal tells.
    lateBy = 16 * 60_000;
    await expect(connect().send(new HeadObjectCommand({ Bucket, Key: 'files/copy' }))).rejects.toThrow();
    lateBy = 0;
  });

  it('lets browsers of the named origins send', async () => {
    const ask = (origin: string) =>
      fetch(`${s3.url}/${Bucket}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const answer = await ask('https://thidua.example');
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://thidua.example');
    expect((await ask('https://evil.example')).status).toBe(403);
  });

  it('still has everything after a restart', async () => {
    await s3.stop();
    s3 = await start();
    client = connect();
    const found = await client.send(new GetObjectCommand({ Bucket, Key: 'files/copy' }));
    expect(await found.Body?.transformToString()).toBe(text.toString());
  });
});

describe('a bucket that keeps versions', () => {
  const at = { Bucket: 'versions', Key: 'incoming/ệ 1' };
  const put = async (body: string) => {
    const { VersionId = '' } = await client.send(new PutObjectCommand({ ...at, Body: body }));
    return VersionId;
  };
  const read = async (VersionId?: string) => {
    const found = await client.send(new GetObjectCommand({ ...at, VersionId }));
    return { text: await found.Body?.transformToString(), version: found.VersionId };
  };

  it('answers each by its id, and the newest without one', async () => {
    const [first, second] = [await put('một'), await put('hai')];
    expect(first).not.toBe(second);
    expect(await read()).toEqual({ text: 'hai', version: second });
    expect(await read(first)).toEqual({ text: 'một', version: first });
    const head = await client.send(new HeadObjectCommand({ ...at, VersionId: first }));
    expect(head.VersionId).toBe(first);
    expect(created.slice(-2).map(({ versionId }) => versionId)).toEqual([first, second]);
    await expect(read('0'.repeat(32))).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  it('copies the version that is named', async () => {
    const [first] = [await put('một'), await put('hai')];
    const CopySource = `${at.Bucket}/${encodeURIComponent(at.Key)}?versionId=${first}`;
    const copied = await client.send(new CopyObjectCommand({ ...at, Key: 'files/1', CopySource }));
    expect(copied.CopySourceVersionId).toBe(first);
    const found = await client.send(
      new GetObjectCommand({ ...at, Key: 'files/1', VersionId: copied.VersionId }),
    );
    expect(await found.Body?.transformToString()).toBe('một');
  });

  it('hides by a marker what is deleted without an id, and loses what is deleted by its id', async () => {
    const [first, second] = [await put('một'), await put('hai')];
    const marked = await client.send(new DeleteObjectCommand(at));
    expect(marked.DeleteMarker).toBe(true);
    await expect(read()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(read(marked.VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    expect((await read(second)).text).toBe('hai');
    await client.send(new DeleteObjectCommand({ ...at, VersionId: marked.VersionId }));
    expect((await read()).text).toBe('hai');
    await client.send(new DeleteObjectCommand({ ...at, VersionId: second }));
    expect(await read()).toEqual({ text: 'một', version: first });
    await expect(read(second)).rejects.toMatchObject({ name: 'NoSuchVersion' });
  });

  it('tells of none where none are kept', async () => {
    const stored = await client.send(new PutObjectCommand({ Bucket, Key: 'files/none', Body: text }));
    expect(stored.VersionId).toBeUndefined();
    expect(created.at(-1)).not.toHaveProperty('versionId');
  });
});
