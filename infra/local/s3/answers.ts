/** What one request is answered with. */
export type S3Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
};

const statuses = {
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  MalformedPOSTRequest: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3ErrorCode = keyof typeof statuses;

/** An error as S3 names it; becomes the XML that its clients parse. */
export class S3Error extends Error {
  readonly code: S3ErrorCode;

  constructor(code: S3ErrorCode, message: string) {
    super(message);
    this.name = 'S3Error';
    this.code = code;
  }
}

export const xml = (text: string): string =>
  text.replace(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

export const xmlAnswer = (
  status: number,
  name: string,
  fields: Readonly<Record<string, string>>,
): S3Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `${declaration}<${name}>${Object.entries(fields)
    .map(([field, value]) => `<${field}>${xml(value)}</${field}>`)
    .join('')}</${name}>`,
});

export const errorAnswer = (error: unknown, resource: string): S3Answer => {
  const known = error instanceof S3Error ? error : new S3Error('InternalError', String(error));
  return xmlAnswer(statuses[known.code], 'Error', {
    Code: known.code,
    Message: known.message,
    Resource: resource,
  });
};
