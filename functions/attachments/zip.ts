import { inflateRawSync } from 'node:zlib';

export type ZipEntry = {
  readonly name: string;
  /** As it stands in the file. */
  readonly rawName: Buffer;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly offset: number;
};

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;

/** The end record of a zip that ends exactly where the file does; a comment may follow it. */
function findEnd(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - endLength - 0xffff);
  for (let at = bytes.length - endLength; at >= first; at -= 1)
    if (
      bytes.readUInt32LE(at) === endSignature &&
      at + endLength + bytes.readUInt16LE(at + 20) === bytes.length
    )
      return at;
  return undefined;
}

/** A directory's entries, and where it begins. */
export type Zip = { readonly entries: readonly ZipEntry[]; readonly directory: number };

/** True for anything that a reader of zips would open, wherever in the file the zip begins. */
export const endsAsZip = (bytes: Buffer): boolean => findEnd(bytes) !== undefined;

/**
 * The central directory, or undefined when anything about it is unusual: bytes before or behind it, several disks, zip64
 * (needless below 4 GB). Different readers see different things in such files.
 */
export function readZip(bytes: Buffer): Zip | undefined {
  const end = findEnd(bytes);
  if (end === undefined || bytes.readUInt32LE(0) !== localSignature) return undefined;
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  const oneDisk = bytes.readUInt32LE(end + 4) === 0 && bytes.readUInt16LE(end + 8) === count;
  if (!oneDisk || start + bytes.readUInt32LE(end + 12) !== end) return undefined;
  const entries = readDirectory(bytes.subarray(start, end));
  return entries?.length === count ? { entries, directory: start } : undefined;
}

const headerLength = 46;

/** Every entry of a central directory that is nothing but entries. */
function readDirectory(bytes: Buffer): readonly ZipEntry[] | undefined {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + headerLength > bytes.length || bytes.readUInt32LE(at) !== centralSignature) return undefined;
    const nameEnd = at + headerLength + bytes.readUInt16LE(at + 28);
    const rawName = bytes.subarray(at + headerLength, nameEnd);
    entries.push({
      name: rawName.toString('utf8'),
      rawName,
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return at === bytes.length ? entries : undefined;
}

/** The content of one entry; undefined when it is broken or longer than `limit`. */
export function unpack(bytes: Buffer, entry: ZipEntry, limit: number): Buffer | undefined {
  const start =
    entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed.length <= limit ? packed : undefined;
  if (entry.method !== 8) return undefined;
  try {
    return inflateRawSync(packed, { maxOutputLength: limit });
  } catch {
    return undefined;
  }
}
