import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptAttachment } from '../../functions/attachments/accept-attachment.ts';
import type { Background } from '../../functions/attachments/advance.ts';
import type { ScanResult } from '../../functions/attachments/attachment.ts';
import { background } from '../../functions/attachments/background.aws.ts';
import { objectCreatedEvent, scanResultEvent } from '../../functions/attachments/bucket-events.ts';
import { recordScan } from '../../functions/attachments/record-scan.ts';
import { s3Files } from '../../functions/attachments/s3-files.aws.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import type { ObjectCreated } from '../../infra/local/s3/operations.ts';
import { startS3 } from '../../infra/local/s3/server.ts';
import { createdEvent } from '../../infra/local/scanner.ts';
import { minhThuan } from './units.ts';
import { pick } from './pick.ts';
import { createWorld, key, refusals, type Answer } from './world.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local-secret' };
const bucket = 'attachments';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
export const pdf = Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF\n');

export type Form = { readonly id: string; readonly url: string; readonly fields: Record<string, string> };

const requestUpload = `mutation ($input: RequestUploadInput!) { requestUpload(input: $input) {
  attachment { id fileName status } upload { url fields { name value } }
  userErrors { code field details { name value } } } }`;

/** A world with a bucket, and a function for each thing that happens to a file on its way. */
export async function uploads() {
  const folder = await mkdtemp(join(tmpdir(), 'thidua-uploads-'));
  const created: ObjectCreated[] = [];
  let lateBy = 0;
  const s3 = await startS3({
    folder,
    buckets: [{ name: bucket, versioned: true }],
    credentials,
    now: () => new Date(Date.now() + lateBy),
    onObjectCreated: (event) => created.push(event),
  });
  const files = s3Files(bucket, {
    endpoint: s3.url,
    region: 'ap-southeast-1',
    forcePathStyle: true,
    credentials,
  });
  const world = await createWorld(undefined, files);
  const backstage = (): Background => background(world.shared, key());

  const declare = (bytes: Buffer, more: object = {}) => ({
    unitId: minhThuan,
    fileName: 'Tờ trình.pdf',
    contentType: 'application/pdf',
    size: bytes.length,
    sha256: sha256(bytes),
    idempotencyKey: key(),
    ...more,
  });
  const ask = (as: Id<'usr'> | undefined, input: object): Promise<Answer> =>
    world.run(as, requestUpload, { input });

  async function form(as: Id<'usr'>, input: object): Promise<Form> {
    const answer = await ask(as, input);
    const why = refusals(answer, 'requestUpload');
    if (why.length > 0) throw new Error(why.join('; '));
    const fields = [pick(answer.data, 'requestUpload', 'upload', 'fields')].flat();
    return {
      id: String(pick(answer.data, 'requestUpload', 'attachment', 'id')),
      url: String(pick(answer.data, 'requestUpload', 'upload', 'url')),
      fields: Object.fromEntries(
        fields.map((one) => [String(pick(one, 'name')), String(pick(one, 'value'))]),
      ),
    };
  }

  /** Sends a form as a browser would; answers `201`, or the code that S3 refuses it with. */
  async function post({ url, fields }: Form, bytes: Buffer, changes: Record<string, string> = {}) {
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...changes })) data.append(name, value);
    data.append('file', new Blob([new Uint8Array(bytes)]), 'x');
    const answer = await fetch(url, { method: 'POST', body: data });
    return /<Code>(\w+)/.exec(await answer.text())?.[1] ?? String(answer.status);
  }

  const objectOf = (id: string): ObjectCreated => {
    const found = created.find((one) => one.key === `incoming/${id}`);
    if (!found) throw new Error(`nothing was sent for ${id}`);
    return found;
  };

  /** The event of the bucket, as EventBridge delivers it. */
  const arrive = (id: string) =>
    acceptAttachment(backstage(), objectCreatedEvent.parse(createdEvent(objectOf(id))));

  const scan = (id: string, result: ScanResult, eTag = objectOf(id).etag, deps = backstage()) =>
    recordScan(
      deps,
      scanResultEvent.parse({
        'detail-type': 'GuardDuty Malware Protection Object Scan Result',
        detail: {
          s3ObjectDetails: {
            bucketName: bucket,
            objectKey: `incoming/${id}`,
            eTag,
            versionId: created.find((one) => one.key === `incoming/${id}`)?.versionId,
          },
          scanResultDetails: { scanResultStatus: result },
        },
      }),
    );

  /** Asked for, sent and arrived. */
  async function sent(as: Id<'usr'>, bytes: Buffer = pdf, more: object = {}): Promise<string> {
    const made = await form(as, declare(bytes, more));
    const status = await post(made, bytes);
    if (status !== '201') throw new Error(status);
    await arrive(made.id);
    return made.id;
  }

  async function clean(as: Id<'usr'>, bytes: Buffer = pdf, more: object = {}): Promise<string> {
    const id = await sent(as, bytes, more);
    await scan(id, 'NO_THREATS_FOUND');
    return id;
  }

  /** `CLEAN`, or `REJECTED FILE_MALWARE`. */
  async function status(as: Id<'usr'> | undefined, id: string): Promise<string | null> {
    const query = 'query ($id: ID!) { attachment(id: $id) { status rejection { code } } }';
    const { data, errors } = await world.run(as, query, { id });
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const found = pick(data, 'attachment');
    if (found === null) return null;
    const code = pick(found, 'rejection', 'code');
    return [pick(found, 'status'), code].filter((part) => typeof part === 'string').join(' ');
  }

  const download = (as: Id<'usr'> | undefined, id: string): Promise<Answer> =>
    world.run(
      as,
      `query ($id: ID!) { attachmentDownload(id: $id) { download { url expiresAt }
        userErrors { code field details { name value } } } }`,
      { id },
    );

  return {
    world,
    bucket,
    s3: s3.url,
    credentials,
    backstage,
    declare,
    ask,
    form,
    post,
    arrive,
    scan,
    sent,
    clean,
    status,
    download,
    files,
    created,
    /** How many objects the bucket holds: keys of which the newest version isn't a deletion. */
    objects: async (): Promise<number> => {
      const keys = await readdir(join(folder, bucket)).catch(() => []);
      const newest = await Promise.all(
        keys.map(async (one) => (await readdir(join(folder, bucket, one))).sort().at(-1)),
      );
      return newest.filter((name) => name !== undefined && !name.endsWith('.deleted')).length;
    },
    late: (ms: number) => (lateBy = ms),
    stop: async () => {
      await s3.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export type Uploads = Awaited<ReturnType<typeof uploads>>;
