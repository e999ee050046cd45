import { createHash } from 'node:crypto';
import type { Attachment, Rejection } from './attachment.ts';
import type { FileCode } from './attachment.refusals.ts';
import { maxFileSize } from './file-types.ts';
import { readPackage, type Found } from './office-package.ts';
import { endsAsZip } from './zip.ts';

const magic = (...bytes: readonly number[]): Buffer => Buffer.from(bytes);

/** First bytes of programs: Windows, Linux, macOS (and Java), scripts, Windows shortcuts. */
const executables = [
  Buffer.from('MZ'),
  magic(0x7f, 0x45, 0x4c, 0x46),
  magic(0xfe, 0xed, 0xfa, 0xce),
  magic(0xfe, 0xed, 0xfa, 0xcf),
  magic(0xce, 0xfa, 0xed, 0xfe),
  magic(0xcf, 0xfa, 0xed, 0xfe),
  magic(0xca, 0xfe, 0xba, 0xbe),
  Buffer.from('#!'),
  magic(0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0),
];

const png = magic(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const jpeg = magic(0xff, 0xd8, 0xff);
const oldOffice = magic(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');

const startsWith = (bytes: Buffer, prefix: Buffer): boolean =>
  bytes.subarray(0, prefix.length).equals(prefix);

/** As far as a browser looks when it guesses a type. */
const headLength = 1024;

/** What the bytes are, whatever they are called. */
export function identify(bytes: Buffer): Found {
  if (executables.some((prefix) => startsWith(bytes, prefix))) return { refused: 'FILE_EXECUTABLE' };
  const markup = markupIn(bytes.subarray(0, headLength));
  if (markup) return { refused: markup };
  if (startsWith(bytes, oldOffice))
    return { refused: bytes.includes(encryptedPackage) ? 'FILE_ENCRYPTED' : 'FILE_TYPE_NOT_ALLOWED' };
  if (startsWith(bytes, Buffer.from('PK'))) return readPackage(bytes);
  const contentType = simpleType(bytes);
  if (!contentType) return { refused: 'FILE_TYPE_NOT_ALLOWED' };
  // A picture or PDF that is a zip too would be opened as one by whoever is told to.
  return endsAsZip(bytes) ? { refused: 'FILE_BROKEN' } : { contentType };
}

function simpleType(bytes: Buffer): string | undefined {
  if (startsWith(bytes, Buffer.from('%PDF-'))) return 'application/pdf';
  if (startsWith(bytes, png) && bytes.toString('latin1', 12, 16) === 'IHDR') return 'image/png';
  if (startsWith(bytes, jpeg)) return 'image/jpeg';
  return undefined;
}

/** Markup in the head of a file of any kind: a PDF that begins as a page is a page to a browser. */
function markupIn(head: Buffer): FileCode | undefined {
  const wide = startsWith(head, magic(0xff, 0xfe)) || startsWith(head, magic(0xfe, 0xff));
  const text = head.toString('latin1');
  const plain = (wide ? text.replaceAll('\0', '') : text).toLowerCase();
  if (/<svg[\s>]/.test(plain)) return 'FILE_SVG';
  return /<!doctype\s+html|<(html|head|body|script|iframe|meta|title|object|embed)[\s>/]/.test(plain)
    ? 'FILE_HTML'
    : undefined;
}

/** What is nothing else may be a list of values, where it is said to be one. */
function identifyAs(declared: string, bytes: Buffer): Found {
  const found = identify(bytes);
  const isUnknown = 'refused' in found && found.refused === 'FILE_TYPE_NOT_ALLOWED';
  return declared === csv && isUnknown && isText(bytes) ? { contentType: csv } : found;
}

const csv = 'text/csv';

/** Nothing but letters and line ends, in one byte or two: a list of values has no signature to be known by. */
function isText(bytes: Buffer): boolean {
  const wide = startsWith(bytes, magic(0xff, 0xfe)) || startsWith(bytes, magic(0xfe, 0xff));
  return !endsAsZip(bytes) && (wide || bytes.every((byte) => byte > 31 || isBlank(byte)));
}

const isBlank = (byte: number): boolean => byte === 9 || byte === 10 || byte === 13;

export type Arrived = { readonly size: number; readonly bytes: Buffer | undefined };

type Declared = Pick<Attachment, 'size' | 'sha256' | 'contentType'>;

/** Holds what arrived against what was declared; null when it is that. */
export function checkContent(declared: Declared, { size, bytes }: Arrived): Rejection | null {
  const rejection = (code: FileCode, details?: Rejection['details']): Rejection => ({
    code,
    field: [],
    ...(details && { details }),
  });
  if (size === 0) return rejection('FILE_EMPTY');
  if (size > maxFileSize || !bytes) return rejection('FILE_TOO_LARGE', { limit: maxFileSize });
  if (size !== declared.size || bytes.length !== size)
    return rejection('FILE_SIZE_MISMATCH', { found: size });
  if (createHash('sha256').update(bytes).digest('hex') !== declared.sha256)
    return rejection('FILE_HASH_MISMATCH');
  const found = identifyAs(declared.contentType, bytes);
  if ('refused' in found)
    return rejection(
      found.refused,
      found.refused === 'FILE_TYPE_NOT_ALLOWED' ? { found: 'nội dung tệp' } : undefined,
    );
  return found.contentType === declared.contentType
    ? null
    : rejection('FILE_TYPE_MISMATCH', { found: found.contentType });
}
