import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOn } from '../http-server.ts';
import { errorAnswer, S3Error, type S3Answer } from './answers.ts';
import { objectStore } from './objects.ts';
import { onForm, onObject, type ObjectCreated, type Operations } from './operations.ts';
import { verifier, type Credentials, type S3Request } from './signature.ts';

export type S3Options = {
  /** Where objects are kept; they are there again after a restart. */
  readonly folder: string;
  readonly port?: number;
  readonly buckets: readonly { readonly name: string; readonly versioned: boolean }[];
  readonly credentials: Credentials;
  /** Called once an object is stored, before the request is answered. */
  readonly onObjectCreated?: (event: ObjectCreated) => void;
  /** Origins that a browser may send from; every one unless given. */
  readonly corsOrigins?: readonly string[];
  readonly now?: () => Date;
};

export type LocalS3 = { readonly url: string; stop(): Promise<void> };

/** Larger than any upload that a policy of ours allows; the rest of such a body is read and dropped. */
const maxBody = 64 * 1024 * 1024;

/**
 * The part of S3 that thidua uses, with what S3 enforces: signatures, form policies, checksums, expiry. Path-style
 * addresses only, no lists.
 */
export async function startS3(options: S3Options): Promise<LocalS3> {
  const now = options.now ?? (() => new Date());
  const versioned = new Map(options.buckets.map((bucket) => [bucket.name, bucket.versioned]));
  const base = {
    objects: objectStore(options.folder, (bucket) => versioned.get(bucket) === true),
    verify: verifier(options.credentials, now),
    now,
    buckets: [...versioned.keys()],
    created: options.onObjectCreated ?? (() => undefined),
  };
  const { port, stop } = await listenOn(options.port ?? 0, (incoming, outgoing) => {
    const ops: Operations = { ...base, origin: `http://${incoming.headers.host ?? ''}` };
    void answer(ops, incoming)
      .catch((error: unknown) => errorAnswer(error, incoming.url ?? '/'))
      .then((found) => send(incoming, outgoing, found, options.corsOrigins));
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function answer(ops: Operations, incoming: IncomingMessage): Promise<S3Answer> {
  if (incoming.method === 'OPTIONS') return { status: 200 };
  const request = await read(incoming);
  const [, bucket = '', ...rest] = request.path.split('/');
  if (!ops.buckets.includes(bucket)) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
  const key = decodeURIComponent(rest.join('/'));
  if (key !== '') return onObject(ops, request, { bucket, key });
  if (request.method === 'POST') return onForm(ops, request, bucket);
  throw new S3Error('NotImplemented', 'Nothing but form uploads is implemented on a bucket.');
}

async function read(incoming: IncomingMessage): Promise<S3Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > maxBody)
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  const [path = '/', search = ''] = (incoming.url ?? '/').split('?');
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(',')]);
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    headers: Object.fromEntries<string>(headers.map(([name = '', value = '']) => [name, value])),
    body: Buffer.concat(chunks),
  };
}

function send(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  found: S3Answer,
  corsOrigins: readonly string[] | undefined,
): void {
  const { origin } = incoming.headers;
  const allowed = origin !== undefined && (corsOrigins?.includes(origin) ?? true);
  const refused = incoming.method === 'OPTIONS' && !allowed;
  const { status, headers, body } = refused
    ? errorAnswer(new S3Error('AccessForbidden', 'CORSResponse: this CORS request is not allowed.'), '/')
    : found;
  outgoing.writeHead(status, {
    ...headers,
    ...(allowed && {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST, PUT, HEAD',
      'access-control-allow-headers': incoming.headers['access-control-request-headers'] ?? '*',
      'access-control-expose-headers': 'ETag, Location',
      vary: 'Origin',
    }),
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : body);
}
