import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { docx, docxType, zip } from '../../test/support/zip.ts';
import { identify } from './check-content.ts';

const said = (bytes: Buffer) => {
  const found = identify(bytes);
  return 'refused' in found ? found.refused : found.contentType;
};

const directory = Buffer.from('PK\u0001\u0002');
const header = Buffer.from('PK\u0003\u0004');
const descriptor = 'PK\u0007\u0008';
const macro = 'word/vbaProject.bin';

/** Puts bytes into a zip before its directory, or wherever else, and moves what stands in the end record. */
function insert(whole: Buffer, extra: Buffer, at = whole.indexOf(directory)): Buffer {
  const bytes = Buffer.concat([whole.subarray(0, at), extra, whole.subarray(at)]);
  const place = bytes.length - 6;
  bytes.writeUInt32LE(bytes.readUInt32LE(place) + extra.length, place);
  return bytes;
}

/** Changes one field of the first local header. */
function change(whole: Buffer, at: number, value: number): Buffer {
  const bytes = Buffer.from(whole);
  bytes.writeUInt16LE(value, at);
  return bytes;
}

/** One entry with its local header, as a reader from the front would find it. */
const entry = (name: string): Buffer => {
  const bytes = zip({ [name]: 'Sub AutoOpen()' });
  return bytes.subarray(0, bytes.indexOf(directory));
};

/** A zip in which the name of one entry is another in its local header. */
const renamed = (from: string, to: string): Buffer => {
  const bytes = zip(docx({ [from]: 'x' }));
  bytes.write(to, bytes.indexOf(from));
  return bytes;
};

/** A package whose last part is these packed bytes, whatever they unpack to. */
function holding(packed: Buffer): Buffer {
  const bytes = zip(docx({ 'word/a.bin': packed }), { method: 0 });
  bytes.writeUInt16LE(8, bytes.indexOf('word/a.bin') - 30 + 8);
  bytes.writeUInt16LE(8, bytes.lastIndexOf(directory) + 10);
  return bytes;
}

describe('ordinary packages', () => {
  const parts = docx({ 'word/': '', 'word/media/a.png': Buffer.alloc(5000, 7) });
  it.each([
    ['with sizes in front', zip(parts)],
    ['unpacked', zip(parts, { method: 0 })],
    ['streamed', zip(parts, { streamed: descriptor })],
    ['streamed without a signature', zip(parts, { streamed: '' })],
    ['with a package inside, unpacked', zip(docx({ 'word/embeddings/a.xlsx': zip(docx()) }), { method: 0 })],
    ['with a package inside, packed', zip(docx({ 'word/embeddings/a.xlsx': zip(docx()) }))],
    ['with a package inside, streamed', zip(docx({ 'a.xlsx': zip(docx()) }), { streamed: descriptor })],
  ])('are taken %s', (_what, bytes) => expect(said(bytes)).toBe(docxType));

  it('are taken although a header signature stands in packed content by chance', () => {
    expect(said(holding(deflateRawSync(header, { level: 0 })))).toBe(docxType);
  });
});

describe('packages that read otherwise from the front', () => {
  const whole = zip(docx());
  const second = whole.indexOf(header, 4);
  it.each([
    ['a macro before the directory', insert(whole, entry(macro))],
    ['a macro in a streamed package', insert(zip(docx(), { streamed: descriptor }), entry(macro))],
    ['a macro by its own header only', renamed('word/aaaProject.bin', macro)],
    ['a macro under a listed name of a program', renamed('word/aaaProject.bin', 'word/aaaProject.exe')],
    ['bytes before the directory', insert(whole, Buffer.from('hidden'))],
    ['another method', change(whole, 8, 0)],
    ['another checksum', change(whole, 14, 1)],
    ['another packed size', change(whole, 18, 1)],
    ['another size', change(whole, 22, 1)],
    ['another length of its name', change(whole, 26, 1)],
    ['another length of what follows the name', change(whole, 28, 1)],
    ['a password that the directory keeps quiet', change(whole, 6, 1)],
    ['sizes told later, and then not', change(whole, 6, 8)],
    ['no header where one should be', change(whole, second, 0)],
  ])('are refused: %s', (_what, bytes) => expect(said(bytes)).toBe('FILE_BROKEN'));

  it('are refused: data before the first header, all offsets being right', () => {
    const front = entry(macro);
    const bytes = insert(whole, front, 0);
    for (let at = bytes.indexOf(directory); at >= 0; at = bytes.indexOf(directory, at + 1))
      bytes.writeUInt32LE(bytes.readUInt32LE(at + 42) + front.length, at + 42);
    expect(said(bytes)).toBe('FILE_BROKEN');
  });

  it('are refused: an entry between two others, all offsets being right', () => {
    const bytes = insert(whole, entry(macro), second);
    const last = bytes.lastIndexOf(directory);
    bytes.writeUInt32LE(bytes.readUInt32LE(last + 42) + entry(macro).length, last + 42);
    expect(said(bytes)).toBe('FILE_BROKEN');
  });

  it('are refused: two names for the same bytes', () => {
    const bytes = zip(docx());
    const last = bytes.lastIndexOf(directory);
    bytes.writeUInt32LE(0, last + 42);
    expect(said(bytes)).toBe('FILE_BROKEN');
  });

  it('are refused: an entry behind the end of packed content, within its size', () => {
    expect(said(holding(Buffer.concat([deflateRawSync('x'), entry(macro)])))).toBe('FILE_BROKEN');
  });

  it('are refused: an entry in unpacked content of which no header says where it ends', () => {
    const bytes = zip(docx({ 'word/a.bin': entry(macro) }), { method: 0, streamed: descriptor });
    expect(said(bytes)).toBe('FILE_BROKEN');
  });
});
