import { S3Error, xmlAnswer, type S3Answer } from './answers.ts';
import { checkChecksums } from './checksums.ts';
import { parseForm } from './form.ts';
import type { Meta, ObjectStore, StoredObject } from './objects.ts';
import { checkPolicy } from './post-policy.ts';
import type { S3Request, Verifier } from './signature.ts';

export type ObjectCreated = {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** Present where the bucket keeps versions. */
  readonly versionId?: string;
};

export type Operations = {
  readonly objects: ObjectStore;
  readonly verify: Verifier;
  readonly now: () => Date;
  readonly buckets: readonly string[];
  readonly created: (event: ObjectCreated) => void;
  readonly origin: string;
};

export type Target = { readonly bucket: string; readonly key: string };

/** One signed operation on one object. */
export function onObject(ops: Operations, request: S3Request, target: Target): Promise<S3Answer> {
  ops.verify.request(request);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return read(ops, request, target);
    case 'PUT':
      return request.headers['x-amz-copy-source'] === undefined
        ? write(ops, request, target)
        : copy(ops, request, target);
    case 'DELETE':
      return remove(ops, request, target);
    default:
      throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
}

/** An HTML form sent to the bucket, allowed by the policy that it carries. */
export async function onForm(ops: Operations, request: S3Request, bucket: string): Promise<S3Answer> {
  const { fields, file } = parseForm(request.headers['content-type'] ?? '', request.body);
  if (!fields.has('policy')) throw new S3Error('AccessDenied', 'Access Denied');
  ops.verify.policy(fields);
  checkPolicy(fields, bucket, file.length, ops.now());
  checkChecksums((name) => fields.get(name), file);
  const key = fields.get('key');
  if (!key) throw new S3Error('InvalidArgument', 'Bucket POST must contain a field named "key".');
  const contentType = fields.get('content-type') ?? 'binary/octet-stream';
  const meta = await ops.objects.put(bucket, key, file, { contentType, now: ops.now() });
  announce(ops, bucket, meta);
  const Location = `${ops.origin}/${bucket}/${encodeURIComponent(key)}`;
  const headers = { etag: `"${meta.etag}"`, location: Location, ...versionOf(meta) };
  if (fields.get('success_action_status') !== '201') return { status: 204, headers };
  const answer = xmlAnswer(201, 'PostResponse', {
    Location,
    Bucket: bucket,
    Key: key,
    ETag: `"${meta.etag}"`,
  });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

const announce = (ops: Operations, bucket: string, { key, size, etag, versionId }: Meta): void =>
  ops.created({ bucket, key, size, etag, ...(versionId !== undefined && { versionId }) });

const versionOf = ({ versionId }: { versionId?: string | undefined }): Readonly<Record<string, string>> =>
  versionId === undefined ? {} : { 'x-amz-version-id': versionId };

async function find(
  ops: Operations,
  { bucket, key }: Target,
  versionId: string | null,
): Promise<StoredObject> {
  const found = await ops.objects.get(bucket, key, versionId ?? undefined);
  if (found !== undefined && found !== 'MARKER') return found;
  if (versionId === null) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  throw found === 'MARKER'
    ? new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.')
    : new S3Error('NoSuchVersion', 'The specified version does not exist.');
}

async function remove(ops: Operations, { query }: S3Request, { bucket, key }: Target): Promise<S3Answer> {
  const gone = await ops.objects.remove(bucket, key, query.get('versionId') ?? undefined);
  return {
    status: 204,
    headers: { ...versionOf(gone), ...(gone.marker && { 'x-amz-delete-marker': 'true' }) },
  };
}

function demandMatch(wanted: string | undefined, meta: Meta): void {
  if (wanted !== undefined && wanted !== '*' && wanted.replaceAll('"', '') !== meta.etag)
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.');
}

async function read(ops: Operations, request: S3Request, target: Target): Promise<S3Answer> {
  const { meta, body } = await find(ops, target, request.query.get('versionId'));
  demandMatch(request.headers['if-match'], meta);
  const range = rangeOf(request.headers['range'], meta.size);
  const disposition = request.query.get('response-content-disposition');
  const headers = {
    'content-type': request.query.get('response-content-type') ?? meta.contentType,
    'content-length': String(range ? range.end - range.start + 1 : meta.size),
    etag: `"${meta.etag}"`,
    ...versionOf(meta),
    'accept-ranges': 'bytes',
    'last-modified': new Date(meta.modified).toUTCString(),
    ...(disposition !== null && { 'content-disposition': disposition }),
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${meta.size}` }),
    ...(request.headers['x-amz-checksum-mode'] === 'ENABLED' &&
      !range && { 'x-amz-checksum-sha256': meta.sha256 }),
  };
  const part = range ? body.subarray(range.start, range.end + 1) : body;
  return { status: range ? 206 : 200, headers, ...(request.method === 'GET' && { body: part }) };
}

function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || start > end)
    throw new S3Error('InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}

async function write(ops: Operations, request: S3Request, { bucket, key }: Target): Promise<S3Answer> {
  // A checksum in a presigned query binds like one in a header.
  checkChecksums((name) => request.headers[name] ?? request.query.get(name) ?? undefined, request.body);
  const contentType = request.headers['content-type'] ?? 'binary/octet-stream';
  const meta = await ops.objects.put(bucket, key, request.body, { contentType, now: ops.now() });
  announce(ops, bucket, meta);
  return { status: 200, headers: { etag: `"${meta.etag}"`, ...versionOf(meta) } };
}

async function copy(ops: Operations, request: S3Request, { bucket, key }: Target): Promise<S3Answer> {
  const [path = '', search = ''] = (request.headers['x-amz-copy-source'] ?? '').split('?');
  const [sourceBucket = '', ...sourceKey] = decodeURIComponent(path).replace(/^\//, '').split('/');
  const source = { bucket: sourceBucket, key: sourceKey.join('/') };
  if (!ops.buckets.includes(sourceBucket))
    throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
  const found = await find(ops, source, new URLSearchParams(search).get('versionId'));
  demandMatch(request.headers['x-amz-copy-source-if-match'], found.meta);
  const replaced = request.headers['x-amz-metadata-directive'] === 'REPLACE';
  const contentType = (replaced && request.headers['content-type']) || found.meta.contentType;
  const meta = await ops.objects.put(bucket, key, found.body, { contentType, now: ops.now() });
  announce(ops, bucket, meta);
  const answer = xmlAnswer(200, 'CopyObjectResult', { LastModified: meta.modified, ETag: `"${meta.etag}"` });
  const from = found.meta.versionId;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...versionOf(meta),
      ...(from !== undefined && { 'x-amz-copy-source-version-id': from }),
    },
  };
}
