import { inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import type { ZipEntry } from './zip.ts';

const localSignature = Buffer.from('PK\u0003\u0004', 'latin1');
const descriptorSignature = 0x08074b50;
const localLength = 30;

/** Set by programs that write while they pack: sizes follow the content. */
const streamed = 8;

/**
 * True when the entries of the directory fill the file up to it without a byte between, and each says of itself what
 * the directory says of it. Who reads from the front would otherwise find parts that nobody has checked.
 */
export function isTiled(bytes: Buffer, entries: readonly ZipEntry[], directory: number): boolean {
  let at = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    const end = entry.offset === at ? endOf(bytes.subarray(0, directory), entry) : undefined;
    if (end === undefined) return false;
    at = end;
  }
  return at === directory;
}

/** Where an entry ends whose own header agrees with the directory. */
function endOf(bytes: Buffer, entry: ZipEntry): number | undefined {
  const header = bytes.subarray(entry.offset, entry.offset + localLength);
  if (header.length < localLength || !header.subarray(0, 4).equals(localSignature)) return undefined;
  const nameEnd = entry.offset + localLength + header.readUInt16LE(26);
  const start = nameEnd + header.readUInt16LE(28);
  const end = start + entry.packed;
  const flags = header.readUInt16LE(6);
  const later = (flags & streamed) !== 0;
  const agrees =
    bytes.subarray(entry.offset + localLength, nameEnd).equals(entry.rawName) &&
    ((flags & 1) === 1) === entry.encrypted &&
    header.readUInt16LE(8) === entry.method &&
    agreesOnSizes(header.subarray(14), entry, later);
  if (!agrees || end > bytes.length || hides(bytes.subarray(start, end), entry, later)) return undefined;
  return later ? afterDescriptor(bytes, end, entry) : end;
}

/** Checksum and sizes as they follow one another in headers and descriptors; nought where they are told `later`. */
function agreesOnSizes(fields: Buffer, { crc, packed, size }: ZipEntry, later = false): boolean {
  return [crc, packed, size].every((expected, index) => {
    const found = fields.readUInt32LE(index * 4);
    return found === expected || (later && found === 0);
  });
}

/** What follows streamed content, with or without a signature. */
function afterDescriptor(bytes: Buffer, end: number, entry: ZipEntry): number | undefined {
  const at = [end + 4, end].find(
    (start) =>
      start + 12 <= bytes.length &&
      (start === end || bytes.readUInt32LE(end) === descriptorSignature) &&
      agreesOnSizes(bytes.subarray(start), entry),
  );
  return at === undefined ? undefined : at + 12;
}

/** Larger parts are refused unread: the signature stands in few by chance. */
const inspected = 64 * 1024 ** 2;

/** True for content that a reader from the front could leave early, and find another header in it. */
function hides(packed: Buffer, { method, size }: ZipEntry, later: boolean): boolean {
  if (!packed.includes(localSignature)) return false;
  if (method === 0) return later;
  if (size > inspected) return true;
  try {
    return inflate(packed, Math.max(size, 1)) !== packed.length;
  } catch {
    return true;
  }
}

/** The types of Node don't know what `info` adds to the answer. */
const inflated = z.object({ engine: z.object({ bytesWritten: z.number() }) });

/** How many bytes the packed stream really takes. */
const inflate = (packed: Buffer, limit: number): number =>
  inflated.parse(inflateRawSync(packed, { maxOutputLength: limit, info: true })).engine.bytesWritten;
