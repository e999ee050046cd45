import type { FileCode } from './attachment.refusals.ts';
import { fileTypes, refusedByExtension } from './file-types.ts';
import { isTiled } from './zip-layout.ts';
import { readZip, unpack, type ZipEntry } from './zip.ts';

/** What a package turns out to be: one of the types that are taken, or why it isn't. */
export type Found = { readonly contentType: string } | { readonly refused: FileCode };

const limits = {
  entries: 10_000,
  unpacked: 1024 ** 3,
  /** Sheets of numbers shrink a lot; only a large result makes the ratio suspicious. */
  ratio: 200,
  ratioFrom: 100 * 1024 ** 2,
  listing: 1024 ** 2,
} as const;

const macroParts = /(^|\/)vba(project|data)[^/]*$|^xl\/macrosheets\/|^(basic|scripts)\/.*[^/]$/i;

/** Reads a zip as an Office (OOXML) or OpenDocument package. */
export function readPackage(bytes: Buffer): Found {
  const zip = readZip(bytes);
  if (!zip || isOdd(zip.entries)) return { refused: 'FILE_BROKEN' };
  const { entries, directory } = zip;
  if (entries.some((entry) => entry.encrypted)) return { refused: 'FILE_ENCRYPTED' };
  // Before anything is unpacked.
  if (isBomb(entries)) return { refused: 'FILE_BOMB' };
  if (!isTiled(bytes, entries, directory)) return { refused: 'FILE_BROKEN' };
  const embedded = embeddedKind(entries);
  if (embedded) return { refused: embedded };
  const listing = entries.find((entry) => entry.name === '[Content_Types].xml');
  if (listing) return readContentTypes(unpack(bytes, listing, limits.listing));
  const [first] = entries;
  if (first?.name === 'mimetype' && first.offset === 0) return readMimetype(unpack(bytes, first, 200));
  return { refused: 'FILE_TYPE_NOT_ALLOWED' };
}

/** Readers disagree about such names, so what was checked need not be what is opened. */
function isOdd(entries: readonly ZipEntry[]): boolean {
  const names = entries.map((entry) => entry.name.toLowerCase());
  return (
    new Set(names).size < names.length ||
    names.some((name) => name.startsWith('/') || name.includes('\\') || name.split('/').includes('..'))
  );
}

function isBomb(entries: readonly ZipEntry[]): boolean {
  const sum = (pick: (entry: ZipEntry) => number) => entries.reduce((total, entry) => total + pick(entry), 0);
  const size = sum((entry) => entry.size);
  const packed = sum((entry) => entry.packed);
  return (
    entries.length > limits.entries ||
    size > limits.unpacked ||
    (size > limits.ratioFrom && size > packed * limits.ratio)
  );
}

function embeddedKind(entries: readonly ZipEntry[]): FileCode | undefined {
  if (entries.some((entry) => macroParts.test(entry.name))) return 'FILE_MACRO';
  return (
    entries
      .map((entry) => entry.name.toLowerCase().split('.').at(-1) ?? '')
      // Office names printer settings and embedded objects `.bin`.
      .filter((ending) => ending !== 'bin')
      .map(refusedByExtension)
      .find((kind) => kind === 'FILE_EXECUTABLE' || kind === 'FILE_MACRO')
  );
}

function readContentTypes(raw: Buffer | undefined): Found {
  if (!raw) return { refused: 'FILE_BROKEN' };
  const xml = raw.toString('utf8');
  // An escaped or UTF-16 listing would hide the words looked for below; no office suite writes one.
  if (xml.includes('\0') || xml.includes('&') || xml.includes('<!')) return { refused: 'FILE_BROKEN' };
  if (/macroenabled|vbaproject|ms-excel\.(macrosheet|intlmacrosheet|sheet\.binary)/i.test(xml))
    return { refused: 'FILE_MACRO' };
  const found = fileTypes.find((type) => type.mainPart && xml.includes(`"${type.mainPart}"`));
  return found ? { contentType: found.contentType } : { refused: 'FILE_TYPE_NOT_ALLOWED' };
}

function readMimetype(raw: Buffer | undefined): Found {
  const contentType = raw?.toString('latin1') ?? '';
  return contentType.startsWith('application/vnd.oasis.opendocument.') &&
    fileTypes.some((type) => type.contentType === contentType)
    ? { contentType }
    : { refused: 'FILE_TYPE_NOT_ALLOWED' };
}
