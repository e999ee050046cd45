import { S3Error } from './answers.ts';

/** A parsed `multipart/form-data` body: fields by lower-case name, and the file, which must come last. */
export type Form = {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
  readonly fileName: string;
};

const blankLine = Buffer.from('\r\n\r\n');

export function parseForm(contentType: string, body: Buffer): Form {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw malformed();
  const fields = new Map<string, string>();
  for (const { head, content } of partsOf(body, Buffer.from(`--${boundary}`))) {
    const name = /\bname="([^"]*)"/i.exec(head)?.[1]?.toLowerCase();
    if (name === undefined) throw malformed();
    // S3 ignores every field after the file.
    if (name === 'file')
      return { fields, file: content, fileName: /\bfilename="([^"]*)"/i.exec(head)?.[1] ?? '' };
    fields.set(name, content.toString('utf8'));
  }
  throw new S3Error('InvalidArgument', 'POST requires exactly one file upload per request.');
}

function* partsOf(body: Buffer, delimiter: Buffer): Generator<{ head: string; content: Buffer }> {
  const next = Buffer.concat([Buffer.from('\r\n'), delimiter]);
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const start = at + delimiter.length;
    if (body.subarray(start, start + 2).toString() === '--') return;
    const end = body.indexOf(next, start);
    const split = body.indexOf(blankLine, start);
    if (end < 0 || split < 0 || split > end) throw malformed();
    yield { head: body.subarray(start, split).toString('utf8'), content: body.subarray(split + 4, end) };
    at = end + 2;
  }
}

const malformed = (): S3Error =>
  new S3Error(
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  );
