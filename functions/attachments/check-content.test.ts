import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { docx, docxType, zip } from '../../test/support/zip.ts';
import { checkContent, identify } from './check-content.ts';
import { fileTypeOf, maxFileSize, refusedByContentType, refusedByExtension } from './file-types.ts';

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d', 'hex'), Buffer.from('IHDR')]);
const jpeg = Buffer.from('ffd8ffe000104a464946', 'hex');
const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const odt = 'application/vnd.oasis.opendocument.text';
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const said = (bytes: Buffer) => {
  const found = identify(bytes);
  return 'refused' in found ? found.refused : found.contentType;
};

describe('what bytes are', () => {
  it.each<[string, Buffer, string]>([
    ['a PDF', pdf, 'application/pdf'],
    ['a PNG', png, 'image/png'],
    ['a JPEG', jpeg, 'image/jpeg'],
    ['a DOCX', zip(docx()), docxType],
    ['an XLSX', zip(docx({}, `${sheet}.main+xml`)), sheet],
    ['an ODT', zip({ mimetype: odt, 'content.xml': '<x/>' }, { method: 0 }), odt],
    ['Windows programs', Buffer.from('MZ'), 'FILE_EXECUTABLE'],
    ['Linux programs', Buffer.from('\u007fELF'), 'FILE_EXECUTABLE'],
    ['scripts', Buffer.from('#!/bin/sh'), 'FILE_EXECUTABLE'],
    ['pages', Buffer.from('\ufeff <HTML>'), 'FILE_HTML'],
    ['pages in UTF-16', Buffer.from('\ufeff<html>', 'utf16le'), 'FILE_HTML'],
    ['a PDF that is a page', Buffer.from('%PDF-1.7 <script>'), 'FILE_HTML'],
    ['drawings', Buffer.from('<?xml version="1.0"?><svg >'), 'FILE_SVG'],
    ['old documents', ole, 'FILE_TYPE_NOT_ALLOWED'],
    [
      'documents with a password',
      Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]),
      'FILE_ENCRYPTED',
    ],
    ['a PDF that is a zip', Buffer.concat([pdf, zip(docx())]), 'FILE_BROKEN'],
    ['a zip with bytes after it', Buffer.concat([zip(docx()), pdf]), 'FILE_BROKEN'],
    ['a mere zip', zip({ 'a.txt': 'a' }), 'FILE_TYPE_NOT_ALLOWED'],
    ['a zip with a password', zip(docx(), { flags: 1 }), 'FILE_ENCRYPTED'],
    ['macros', zip(docx({ 'word/vbaProject.bin': '' })), 'FILE_MACRO'],
    ['macros of sheets', zip(docx({ 'xl/macrosheets/sheet1.xml': '' })), 'FILE_MACRO'],
    [
      'macros of OpenDocument',
      zip({ mimetype: odt, 'Basic/Standard/A.xml': 'x' }, { method: 0 }),
      'FILE_MACRO',
    ],
    ['a program inside', zip(docx({ 'word/embeddings/a.exe': '' })), 'FILE_EXECUTABLE'],
    ['a path out of it', zip(docx({ '../a.xml': '' })), 'FILE_BROKEN'],
    ['one name twice', zip(docx({ 'WORD/document.xml': '' })), 'FILE_BROKEN'],
    ['nothing', Buffer.alloc(0), 'FILE_TYPE_NOT_ALLOWED'],
  ])('tells %s', (_what, bytes, expected) => expect(said(bytes)).toBe(expected));

  const csv = (bytes: Buffer) =>
    checkContent(
      {
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        contentType: 'text/csv',
      },
      { size: bytes.length, bytes },
    )?.code;
  it.each<[string, Buffer, string | undefined]>([
    ['of letters', Buffer.from('Họ và tên;Năm\r\nĐỗ Ẩn;2020'), undefined],
    ['in UTF-16 with its mark', Buffer.from('\ufeffHọ và tên', 'utf16le'), undefined],
    ['in an old encoding, which its reader refuses', Buffer.from('Hä vµ tªn', 'latin1'), undefined],
    ['with a nought', Buffer.from('a\0b'), 'FILE_TYPE_NOT_ALLOWED'],
    ['that a zip follows', Buffer.concat([Buffer.from('a,b\n'), zip(docx())]), 'FILE_TYPE_NOT_ALLOWED'],
    ['that is a page', Buffer.from('a,<script>x</script>'), 'FILE_HTML'],
    ['that is a script', Buffer.from('#!/bin/sh\n'), 'FILE_EXECUTABLE'],
    ['that is a PDF', pdf, 'FILE_TYPE_MISMATCH'],
    ['that is an old document', ole, 'FILE_TYPE_NOT_ALLOWED'],
  ])('takes a list of values %s for what it is', (_what, bytes, expected) =>
    expect(csv(bytes)).toBe(expected),
  );

  it('tells a bomb, before it is unpacked', () => {
    expect(said(zip(docx({ 'word/a.xml': '\0'.repeat(101 * 1024 ** 2) })))).toBe('FILE_BOMB');
  });

  it('refuses every truncated package', () => {
    const whole = zip(docx());
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (length) => {
        expect(identify(whole.subarray(0, length))).toHaveProperty('refused');
      }),
    );
  });

  it('never throws, whatever bytes are changed', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
        const bytes = zip(docx());
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        identify(bytes);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => void identify(Buffer.concat([Buffer.from('PK'), bytes]))),
    );
  });
});

describe('what arrived against what was declared', () => {
  const declared = {
    size: pdf.length,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    contentType: 'application/pdf',
  };
  const code = (more: Partial<typeof declared>, bytes: Buffer | undefined = pdf, size = bytes.length) =>
    checkContent({ ...declared, ...more }, { size, bytes })?.code;

  it('is held to size, hash and type', () => {
    expect(code({})).toBeUndefined();
    expect(code({ size: 1 })).toBe('FILE_SIZE_MISMATCH');
    expect(code({ sha256: '0'.repeat(64) })).toBe('FILE_HASH_MISMATCH');
    expect(code({ contentType: 'image/png' })).toBe('FILE_TYPE_MISMATCH');
    expect(code({}, Buffer.alloc(0))).toBe('FILE_EMPTY');
    const large = { size: maxFileSize + 1, bytes: undefined };
    expect(checkContent(declared, large)?.code).toBe('FILE_TOO_LARGE');
  });

  it('names the kinds that are refused', () => {
    expect(fileTypeOf('application/msword')).toBeUndefined();
    expect(refusedByExtension('hta')).toBe('FILE_EXECUTABLE');
    expect(refusedByExtension('pdf')).toBeUndefined();
    expect(refusedByContentType('application/vnd.ms-excel.sheet.macroenabled.12')).toBe('FILE_MACRO');
    expect(refusedByContentType('application/pdf')).toBeUndefined();
  });
});
