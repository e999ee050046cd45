import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { ScanResult } from '../../functions/attachments/attachment.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { scan } from '../../infra/local/scanner.ts';
import type { ObjectCreated } from '../../infra/local/s3/operations.ts';
import { faultsBefore, type Faults } from '../support/faults.ts';
import { minhThuan, seedUnits } from '../support/units.ts';
import { pdf, uploads, type Uploads } from '../support/uploads.ts';

const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const infected = Buffer.concat([pdf, Buffer.from(eicar)]);

type Entry = (event: unknown, context: { awsRequestId: string }) => Promise<void>;

/** What EventBridge puts around what a service says. */
const envelope = (source: string, detailType: string, detail: object) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': detailType,
  source,
  account: '111122223333',
  time: '2021-03-01T02:00:00Z',
  region: 'ap-southeast-1',
  resources: ['arn:aws:s3:::attachments'],
  detail,
});

const created = ({ bucket, key, size, etag, versionId }: ObjectCreated) =>
  envelope('aws.s3', 'Object Created', {
    version: '0',
    bucket: { name: bucket },
    object: { key, size, etag, 'version-id': versionId, sequencer: '00617F08299329D189' },
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: '111122223333',
    'source-ip-address': '203.0.113.7',
    reason: 'PostObject',
  });

const scanned = ({ bucket, key, etag, versionId }: ObjectCreated, result: ScanResult) =>
  envelope('aws.guardduty', 'GuardDuty Malware Protection Object Scan Result', {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: { bucketName: bucket, objectKey: key, eTag: etag, versionId, s3Throttled: false },
    scanResultDetails: {
      scanResultStatus: result,
      threats: result === 'THREATS_FOUND' ? [{ name: 'EICAR-Test-File (not a virus)' }] : null,
    },
  });

describe('the functions that follow a file', () => {
  let files: Uploads;
  let s3: Faults;
  let dynamodb: Faults;
  let officer: Id<'usr'>;
  let bucket: S3Client;
  let entries: { readonly accept: Entry; readonly record: Entry; readonly expire: Entry };

  beforeAll(async () => {
    files = await uploads();
    await seedUnits(files.world);
    officer = await files.world.user('officer', [['OFFICER', minhThuan]]);
    [s3, dynamodb] = await Promise.all([faultsBefore(files.s3), faultsBefore(inject('dynamodb'))]);
    bucket = new S3Client({ endpoint: files.s3, region: 'ap-southeast-1', credentials: files.credentials });
    const settings = {
      TABLE_NAME: files.world.shared.tableName,
      ATTACHMENTS_BUCKET: files.bucket,
      AWS_REGION: 'ap-southeast-1',
      AWS_ACCESS_KEY_ID: files.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: files.credentials.secretAccessKey,
      AWS_ENDPOINT_URL_S3: s3.url,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
      AWS_MAX_ATTEMPTS: '1',
    };
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    // As the local runner does, before a bundle is loaded.
    Reflect.set(globalThis, Symbol.for('thidua.local-clock'), files.world.clock);
    const [accept, record, expire] = await Promise.all([
      import('../../functions/entry/accept-attachment.ts'),
      import('../../functions/entry/record-scan.ts'),
      import('../../functions/entry/expire-uploads.ts'),
    ]);
    entries = { accept: accept.handler, record: record.handler, expire: expire.handler };
  });
  afterEach(() => {
    s3.mend();
    dynamodb.mend();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    Reflect.deleteProperty(globalThis, Symbol.for('thidua.local-clock'));
    bucket.destroy();
    await Promise.all([s3.stop(), dynamodb.stop()]);
    await files.stop();
  });

  const accept = (object: ObjectCreated) => entries.accept(created(object), { awsRequestId: randomUUID() });
  const record = (object: ObjectCreated, result: ScanResult) =>
    entries.record(scanned(object, result), { awsRequestId: randomUUID() });
  const expire = () => entries.expire({}, { awsRequestId: randomUUID() });
  const status = ({ key }: ObjectCreated) => files.status(officer, key.slice('incoming/'.length));

  const last = (): ObjectCreated => {
    const found = files.created.findLast(({ key }) => key.startsWith('incoming/'));
    if (!found) throw new Error('nothing was sent');
    return found;
  };

  /** What the bucket tells of a file that was sent by its form. */
  async function sent(bytes: Buffer = pdf, more: object = {}): Promise<ObjectCreated> {
    expect(await files.post(await files.form(officer, files.declare(bytes, more)), bytes)).toBe('201');
    return last();
  }

  /** What it tells of bytes that no form would have let through. */
  async function slipped(Key: string, Body: Buffer): Promise<ObjectCreated> {
    await bucket.send(new PutObjectCommand({ Bucket: files.bucket, Key, Body }));
    return last();
  }

  it('clear a clean file, which then stands out of reach of any form', async () => {
    const before = await files.objects();
    const file = await sent();
    expect(file.versionId).toMatch(/./);
    await accept(file);
    expect(await status(file)).toBe('CHECKING');
    await record(file, scan(pdf));
    expect(await status(file)).toBe('CLEAN');
    expect(await files.objects()).toBe(before + 1);
  });

  it('take the verdict before the arrival', async () => {
    const file = await sent();
    await record(file, 'NO_THREATS_FOUND');
    expect(await status(file)).toBe('PENDING');
    await accept(file);
    expect(await status(file)).toBe('CLEAN');
  });

  it('reject a virus, in whichever order they are told, and keep none of it', async () => {
    const before = await files.objects();
    const [first, second] = [await sent(infected), await sent(infected)];
    await accept(first);
    await record(first, scan(infected));
    await record(second, scan(infected));
    await accept(second);
    expect(await status(first)).toBe('REJECTED FILE_MALWARE');
    expect(await status(second)).toBe('REJECTED FILE_MALWARE');
    expect(await files.objects()).toBe(before);
  });

  it('reject another type, another size and another checksum than declared', async () => {
    const before = await files.objects();
    const type = await sent(pdf, { fileName: 'a.png', contentType: 'image/png' });
    const form = () => files.form(officer, files.declare(pdf));
    const other = Buffer.from(pdf);
    other[9] = 0x32;
    const size = await slipped(`incoming/${(await form()).id}`, Buffer.concat([pdf, pdf]));
    const hash = await slipped(`incoming/${(await form()).id}`, other);
    for (const file of [type, size, hash]) await accept(file);
    expect(await status(type)).toBe('REJECTED FILE_TYPE_MISMATCH');
    expect(await status(size)).toBe('REJECTED FILE_SIZE_MISMATCH');
    expect(await status(hash)).toBe('REJECTED FILE_HASH_MISMATCH');
    expect(await files.objects()).toBe(before);
  });

  it('change nothing when they are told again', async () => {
    const file = await sent();
    await accept(file);
    const arrived = await files.world.dump();
    await accept(file);
    expect(await files.world.dump()).toBe(arrived);
    await record(file, 'NO_THREATS_FOUND');
    const done = await files.world.dump();
    await record(file, 'NO_THREATS_FOUND');
    await accept(file);
    expect(await files.world.dump()).toBe(done);
    expect(await status(file)).toBe('CLEAN');
  });

  it('leave alone what they know nothing of', async () => {
    const before = [await files.world.dump(), await files.objects()];
    const unknown = await slipped(`incoming/${files.world.shared.ids.next('att')}`, pdf);
    await accept(unknown);
    await record(unknown, 'THREATS_FOUND');
    const elsewhere = { ...unknown, bucket: 'another' };
    await accept(elsewhere);
    await record(elsewhere, 'THREATS_FOUND');
    expect([await files.world.dump(), await files.objects()]).toEqual(before);
  });

  it('refuse an event that they cannot read', async () => {
    const context = { awsRequestId: randomUUID() };
    await expect(entries.accept({ detail: {} }, context)).rejects.toThrow();
    await expect(entries.record({ detail: {} }, context)).rejects.toThrow();
  });

  it('throw when the record cannot be read or written, and have it right the next time', async () => {
    const file = await sent();
    for (const operation of ['BatchGetItem', 'TransactWriteItems']) {
      const before = await files.world.dump();
      dynamodb.fail(({ headers }) => String(headers['x-amz-target']).endsWith(`.${operation}`));
      await expect(accept(file)).rejects.toThrow();
      await expect(record(file, 'NO_THREATS_FOUND')).rejects.toThrow();
      dynamodb.mend();
      expect(await files.world.dump()).toBe(before);
      expect(await status(file)).toBe('PENDING');
    }
    await accept(file);
    await record(file, 'NO_THREATS_FOUND');
    expect(await status(file)).toBe('CLEAN');
  });

  it('throw when the bucket fails, and call no file clean that is not kept', async () => {
    const file = await sent();
    const before = await files.world.dump();
    s3.fail(({ method }) => method === 'GET');
    await expect(accept(file)).rejects.toThrow();
    expect(await files.world.dump()).toBe(before);
    s3.mend();
    await accept(file);
    const checking = await files.world.dump();
    s3.fail(({ method }) => method === 'PUT');
    await expect(record(file, 'NO_THREATS_FOUND')).rejects.toThrow();
    expect(await files.world.dump()).toBe(checking);
    s3.mend();
    await record(file, 'NO_THREATS_FOUND');
    expect(await status(file)).toBe('CLEAN');
  });

  it('throw when what was sent cannot be removed, and remove it the next time', async () => {
    const before = await files.objects();
    const file = await sent(infected);
    await accept(file);
    s3.fail(({ method }) => method === 'DELETE');
    await expect(record(file, 'THREATS_FOUND')).rejects.toThrow();
    expect(await status(file)).toBe('REJECTED FILE_MALWARE');
    expect(await files.objects()).toBe(before + 1);
    s3.mend();
    await record(file, 'THREATS_FOUND');
    expect(await files.objects()).toBe(before);
  });

  it('forget an abandoned upload, once its bytes are gone too', async () => {
    const before = await files.objects();
    const never = await files.form(officer, files.declare(pdf));
    const unjudged = await sent();
    await accept(unjudged);
    await expire();
    expect(await files.status(officer, never.id)).toBe('PENDING');
    files.world.clock.set('2021-03-02T03:00:00Z');
    s3.fail(({ method }) => method === 'DELETE');
    await expect(expire()).rejects.toThrow('did not expire');
    expect(await status(unjudged)).toBe('EXPIRED');
    expect(await files.objects()).toBe(before + 1);
    s3.mend();
    await expire();
    expect(await files.status(officer, never.id)).toBe('EXPIRED');
    expect(await files.objects()).toBe(before);
    const settled = await files.world.dump();
    await expire();
    await accept(unjudged);
    await record(unjudged, 'NO_THREATS_FOUND');
    expect(await files.world.dump()).toBe(settled);
  });
});
