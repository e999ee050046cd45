import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { S3Error } from './answers.ts';

const checksums: Readonly<Record<string, (body: Buffer) => string>> = {
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-crc32': (body) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(crc32(body));
    return value.toString('base64');
  },
  'content-md5': (body) => createHash('md5').update(body).digest('base64'),
};

/** Every checksum that a header, a form field or a signed query names must be that of the body. */
export function checkChecksums(given: (name: string) => string | undefined, body: Buffer): void {
  for (const [name, compute] of Object.entries(checksums)) {
    const declared = given(name);
    if (declared !== undefined && declared !== compute(body))
      throw new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  }
}

export const sha256Of = (body: Buffer): string => createHash('sha256').update(body).digest('base64');
