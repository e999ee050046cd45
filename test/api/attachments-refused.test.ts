import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { office, type Office } from '../support/dossiers.ts';
import { minhThuan, province } from '../support/units.ts';
import { pdf, uploads, type Form, type Uploads } from '../support/uploads.ts';
import { docx, docxType, zip } from '../support/zip.ts';
import { pick } from '../support/pick.ts';
import { refusals } from '../support/world.ts';

let up: Uploads;
let people: Office;
beforeAll(async () => {
  up = await uploads();
  people = await office(up.world);
});
afterAll(() => up.stop());

/** What must not change by a refusal. */
const state = async () => ({ table: await up.world.dump(), objects: await up.objects() });
const mib50 = 50 * 1024 * 1024;

describe('a request for an upload is refused', () => {
  it.each<[string, object, string[]]>([
    ['0 bytes', { size: 0 }, ['FILE_EMPTY size']],
    ['fewer than 0 bytes', { size: -1 }, ['INVALID_VALUE size']],
    ['50 MiB and 1 byte', { size: mib50 + 1 }, ['FILE_TOO_LARGE size']],
    [
      'a type that is not taken',
      { contentType: 'application/msword' },
      ['FILE_TYPE_NOT_ALLOWED contentType'],
    ],
    ['a web page', { contentType: 'text/html' }, ['FILE_HTML contentType']],
    ['a page by its name', { fileName: 'a.html' }, ['FILE_HTML fileName']],
    ['a drawing', { contentType: 'image/svg+xml' }, ['FILE_SVG contentType']],
    ['a program', { contentType: 'application/x-msdownload' }, ['FILE_EXECUTABLE contentType']],
    ['a program behind a second ending', { fileName: 'a.exe.pdf' }, ['FILE_EXECUTABLE fileName']],
    ['macros by name', { fileName: 'a.docm' }, ['FILE_MACRO fileName']],
    [
      'macros by type',
      { contentType: 'application/vnd.ms-word.document.macroEnabled.12' },
      ['FILE_MACRO contentType'],
    ],
    ['an ending of another type', { fileName: 'a.docx' }, ['FILE_NAME_MISMATCH fileName']],
    ['a path', { fileName: '../a.pdf' }, ['INVALID_VALUE fileName']],
    ['a control character', { fileName: 'a\u0000.pdf' }, ['INVALID_VALUE fileName']],
    ['a text direction mark', { fileName: 'a\u202efdp.pdf' }, ['INVALID_VALUE fileName']],
    ['no name', { fileName: ' ' }, ['REQUIRED fileName']],
    ['too long a name', { fileName: `${'a'.repeat(200)}.pdf` }, ['TOO_LONG fileName']],
    ['another hash', { sha256: 'A'.repeat(64) }, ['INVALID_VALUE sha256']],
    ['a unit that is not theirs', { unitId: province }, ['NOT_FOUND unitId']],
    ['an unknown unit', { unitId: 'unt_nope' }, ['NOT_FOUND unitId']],
    [
      'all at once',
      { unitId: province, fileName: 'a.svg', size: 0, sha256: '' },
      ['NOT_FOUND unitId', 'FILE_SVG fileName', 'FILE_EMPTY size', 'INVALID_VALUE sha256'],
    ],
  ])('%s', async (_what, more, expected) => {
    const before = await state();
    expect(refusals(await up.ask(people.officer, up.declare(pdf, more)), 'requestUpload')).toEqual(expected);
    expect(await state()).toEqual(before);
  });

  it('by role, and without one', async () => {
    const before = await state();
    const forbidden = await up.ask(people.auditor, up.declare(pdf, { unitId: province }));
    expect(pick(forbidden.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const anonymous = await up.ask(undefined, up.declare(pdf));
    expect(pick(anonymous.errors, 0, 'extensions', 'code')).toBe('UNAUTHENTICATED');
    expect(await state()).toEqual(before);
  });

  it('a repetition after the hour', async () => {
    const input = up.declare(pdf);
    await up.form(people.officer, input);
    up.world.clock.set('2021-03-01T03:00:00Z');
    const before = await state();
    expect(refusals(await up.ask(people.officer, input), 'requestUpload')).toEqual(['UPLOAD_EXPIRED']);
    expect(await state()).toEqual(before);
    up.world.clock.set('2021-03-01T02:00:00Z');
  });

  it('keeps a name in NFC', async () => {
    const name = 'Tờ trình.pdf';
    const answer = await up.ask(people.officer, up.declare(pdf, { fileName: name.normalize('NFD') }));
    expect(pick(answer.data, 'requestUpload', 'attachment', 'fileName')).toBe(name);
  });
});

describe('a form is refused', () => {
  let form: Form;
  beforeAll(async () => {
    form = await up.form(people.officer, up.declare(pdf));
  });

  it.each([
    ['another key', { key: 'incoming/x' }, 'AccessDenied'],
    ['the place of clean files', { key: 'files/x' }, 'AccessDenied'],
    ['another type', { 'Content-Type': 'text/html' }, 'AccessDenied'],
    ['another hash', { 'x-amz-checksum-sha256': 'AAAA' }, 'AccessDenied'],
  ])('with %s', async (_what, changes, code) => {
    const before = await state();
    expect(await up.post(form, pdf, changes)).toBe(code);
    expect(await state()).toEqual(before);
  });

  it('with other bytes, with more, with far more, and too late', async () => {
    const before = await state();
    expect(await up.post(form, Buffer.from(pdf).fill('x', 10, 12))).toBe('BadDigest');
    expect(await up.post(form, Buffer.concat([pdf, pdf]))).toBe('EntityTooLarge');
    expect(await up.post(form, Buffer.alloc(mib50 + 1))).toBe('EntityTooLarge');
    expect(await up.post(form, pdf.subarray(1))).toBe('EntityTooSmall');
    up.late(301_000);
    expect(await up.post(form, pdf)).toBe('AccessDenied');
    up.late(0);
    expect(await state()).toEqual(before);
  });
});

describe('a file is rejected, and deleted', () => {
  const page = Buffer.from('<!DOCTYPE html><html><script>alert(1)</script></html>');
  const macro = zip(docx({ 'word/vbaProject.bin': 'x' }));
  const document = { fileName: 'a.docx', contentType: docxType };
  it.each<[string, Buffer, object, string]>([
    ['a program', Buffer.from('MZ\u0090\u0000 this program'), {}, 'FILE_EXECUTABLE'],
    ['a web page', page, {}, 'FILE_HTML'],
    ['a drawing', Buffer.from('<svg xmlns="x"/>'), {}, 'FILE_SVG'],
    ['a document with macros', macro, document, 'FILE_MACRO'],
    [
      'a document that says so',
      zip(docx({}, 'application/vnd.ms-word.document.macroEnabled.main+xml')),
      document,
      'FILE_MACRO',
    ],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), {}, 'FILE_TYPE_MISMATCH'],
    ['a broken package', zip(docx()).subarray(0, 100), document, 'FILE_BROKEN'],
    ['something unknown', deflateRawSync(Buffer.from('abc')), {}, 'FILE_TYPE_NOT_ALLOWED'],
  ])('%s', async (_what, bytes, more, code) => {
    const objects = await up.objects();
    const id = await up.sent(people.officer, bytes, more);
    expect(await up.status(people.officer, id)).toBe(`REJECTED ${code}`);
    expect(await up.objects()).toBe(objects);
    const before = await state();
    await up.scan(id, 'NO_THREATS_FOUND');
    await up.arrive(id);
    expect(await state()).toEqual(before);
  });

  it('takes a document', async () => {
    const id = await up.clean(people.officer, zip(docx()), document);
    expect(await up.status(people.officer, id)).toBe('CLEAN');
  });

  it.each([
    ['THREATS_FOUND', 'FILE_MALWARE'],
    ['UNSUPPORTED', 'FILE_SCAN_FAILED'],
    ['FAILED', 'FILE_SCAN_FAILED'],
  ] as const)('by the verdict %s, before or after its arrival', async (result, code) => {
    const objects = await up.objects();
    const id = await up.sent(people.officer);
    await up.scan(id, result);
    expect(await up.status(people.officer, id)).toBe(`REJECTED ${code}`);
    const early = await up.form(people.officer, up.declare(pdf));
    await up.post(early, pdf);
    await up.scan(early.id, result);
    await up.arrive(early.id);
    expect(await up.status(people.officer, early.id)).toBe(`REJECTED ${code}`);
    expect(await up.objects()).toBe(objects);
    expect(refusals(await up.download(people.officer, id), 'attachmentDownload')).toEqual([
      'FILE_NOT_CLEAN id',
    ]);
  });

  it('and is not attached before it is clean', async () => {
    const attachmentId = await up.sent(people.officer);
    const held = await people.draft();
    const before = await state();
    const { refusals: why } = await people.step(people.officer, 'attachToDossier', held, {
      attachmentId,
      component: 'OTHER',
    });
    expect(why).toEqual(['FILE_NOT_CLEAN attachmentId']);
    expect(await state()).toEqual(before);
  });

  it('does not leave by a unit that it was not sent for', async () => {
    const attachmentId = await up.clean(people.leader, pdf, { unitId: province });
    const held = await people.draft({ authorUnitId: minhThuan });
    const { refusals: why } = await people.step(people.officer, 'attachToDossier', held, {
      attachmentId,
      component: 'OTHER',
    });
    expect(why).toEqual(['NOT_FOUND attachmentId']);
  });
});
