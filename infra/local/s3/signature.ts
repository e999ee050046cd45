import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { S3Error } from './answers.ts';

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** A request as it came over the wire: the path still encoded, the headers in lower case. */
export type S3Request = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

export type Verifier = {
  /** Throws unless the request is signed, by header or by query, with known credentials and in time. */
  request(request: S3Request): void;
  /** Throws unless the base64 policy of a form is signed. */
  policy(fields: ReadonlyMap<string, string>): void;
};

const algorithm = 'AWS4-HMAC-SHA256';
const maxSkewMs = 15 * 60_000;
const maxPresignSeconds = 7 * 24 * 60 * 60;

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** RFC 3986, as Signature Version 4 wants it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

type Scope = { readonly accessKeyId: string; readonly day: string; readonly region: string };

function scopeOf(credential: string): Scope {
  const parts = credential.split('/');
  const [accessKeyId, day, region, service, end] = parts;
  if (!accessKeyId || !day || !region || service !== 's3' || end !== 'aws4_request' || parts.length !== 5)
    throw new S3Error('AuthorizationHeaderMalformed', 'The credential is malformed.');
  return { accessKeyId, day, region };
}

function instantOf(stamp: string | undefined): Date {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp ?? '') ?? [];
  if (!y) throw new S3Error('AccessDenied', 'A request needs a valid date.');
  return new Date(`${y}-${mo ?? ''}-${d ?? ''}T${h ?? ''}:${mi ?? ''}:${s ?? ''}Z`);
}

export function verifier(credentials: Credentials, now: () => Date): Verifier {
  function sign(scope: Scope, text: string): string {
    if (scope.accessKeyId !== credentials.accessKeyId)
      throw new S3Error('InvalidAccessKeyId', 'The access key id does not exist in our records.');
    const day = hmac(`AWS4${credentials.secretAccessKey}`, scope.day);
    const key = hmac(hmac(hmac(day, scope.region), 's3'), 'aws4_request');
    return hmac(key, text).toString('hex');
  }

  function expect(scope: Scope, text: string, given: string | undefined): void {
    const [wanted, found] = [sign(scope, text), given ?? ''].map((one) => Buffer.from(sha256(one)));
    if (!wanted || !found || !timingSafeEqual(wanted, found))
      throw new S3Error('SignatureDoesNotMatch', 'The signature we calculated does not match the one given.');
  }

  const textToSign = (stamp: string, scope: Scope, canonical: string): string =>
    [algorithm, stamp, `${scope.day}/${scope.region}/s3/aws4_request`, sha256(canonical)].join('\n');

  function byHeader(request: S3Request, authorization: string): void {
    const match = /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=(\w+)$/.exec(
      authorization,
    );
    const [, credential = '', signedHeaders = '', signature] = match ?? [];
    if (!match) throw new S3Error('AuthorizationHeaderMalformed', 'The authorization header is malformed.');
    const stamp = request.headers['x-amz-date'] ?? '';
    if (Math.abs(instantOf(stamp).getTime() - now().getTime()) > maxSkewMs)
      throw new S3Error('RequestTimeTooSkewed', 'The request time differs too much from the current time.');
    const payload = request.headers['x-amz-content-sha256'] ?? '';
    checkPayload(request, payload);
    const scope = scopeOf(credential);
    expect(scope, textToSign(stamp, scope, canonicalRequest(request, signedHeaders, payload)), signature);
  }

  function byQuery(request: S3Request): void {
    const { query } = request;
    const stamp = query.get('X-Amz-Date') ?? '';
    const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
    if (query.get('X-Amz-Algorithm') !== algorithm || !(seconds > 0 && seconds <= maxPresignSeconds))
      throw new S3Error('InvalidArgument', 'The query parameters of the signature are malformed.');
    const scope = scopeOf(query.get('X-Amz-Credential') ?? '');
    const canonical = canonicalRequest(request, query.get('X-Amz-SignedHeaders') ?? '', 'UNSIGNED-PAYLOAD');
    expect(scope, textToSign(stamp, scope, canonical), query.get('X-Amz-Signature') ?? '');
    if (now().getTime() > instantOf(stamp).getTime() + seconds * 1000)
      throw new S3Error('AccessDenied', 'Request has expired');
  }

  return {
    request: (request) => {
      const authorization = request.headers['authorization'];
      if (authorization !== undefined) byHeader(request, authorization);
      else if (request.query.has('X-Amz-Signature')) byQuery(request);
      else throw new S3Error('AccessDenied', 'Access Denied');
    },
    policy: (fields) => {
      if (fields.get('x-amz-algorithm') !== algorithm)
        throw new S3Error('InvalidArgument', `x-amz-algorithm must be ${algorithm}.`);
      instantOf(fields.get('x-amz-date'));
      const scope = scopeOf(fields.get('x-amz-credential') ?? '');
      expect(scope, fields.get('policy') ?? '', fields.get('x-amz-signature'));
    },
  };
}

function checkPayload(request: S3Request, declared: string): void {
  if (declared === 'UNSIGNED-PAYLOAD') return;
  if (declared.startsWith('STREAMING-'))
    throw new S3Error('NotImplemented', 'Chunked uploads are not implemented here.');
  if (declared !== sha256(request.body))
    throw new S3Error('XAmzContentSHA256Mismatch', 'x-amz-content-sha256 does not match what was received.');
}

function canonicalRequest(request: S3Request, signedHeaders: string, payload: string): string {
  const names = signedHeaders.split(';');
  if (!names.includes('host')) throw new S3Error('AccessDenied', 'The host header must be signed.');
  const query = [...request.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const headers = names.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  return [request.method, request.path, query.join('&'), headers.join(''), signedHeaders, payload].join('\n');
}
