import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFileName, contentDisposition, maxFileName } from './file-name.ts';
import { fileTypeOf } from './file-types.ts';

const pdf = fileTypeOf('application/pdf');
const codes = (name: string) => {
  const found = checkFileName(name, pdf);
  return found.ok ? found.value : found.refusals.map((one) => one.code);
};

describe('a file name', () => {
  it.each([
    ['  Tờ   trình.pdf ', 'Tờ trình.pdf'],
    ['Quyết định.PDF', 'Quyết định.PDF'],
    ['namdinh.gov.com.vn.pdf', 'namdinh.gov.com.vn.pdf'],
    ['Số 12.2021.pdf', 'Số 12.2021.pdf'],
    ['Tờ trình.pdf'.normalize('NFD'), 'Tờ trình.pdf'],
  ])('%j is taken', (given, expected) => expect(codes(given)).toBe(expected));

  it.each([
    ['CON.pdf', 'INVALID_VALUE'],
    ['nul .pdf', 'INVALID_VALUE'],
    ['.pdf', 'INVALID_VALUE'],
    ['a.pdf.', 'INVALID_VALUE'],
    ['a/b.pdf', 'INVALID_VALUE'],
    ['a\\b.pdf', 'INVALID_VALUE'],
    ['a:b.pdf', 'INVALID_VALUE'],
    ['a\u202efdp.pdf', 'INVALID_VALUE'],
    ['a\u2066.pdf', 'INVALID_VALUE'],
    ['a\u200b.pdf', 'INVALID_VALUE'],
    ['a\u0007.pdf', 'INVALID_VALUE'],
    ['a.pdf.com', 'FILE_EXECUTABLE'],
    ['a.exe .pdf', 'FILE_EXECUTABLE'],
    ['a.xlsm', 'FILE_MACRO'],
    ['a.svgz', 'FILE_SVG'],
    ['a.docx', 'FILE_NAME_MISMATCH'],
    ['pdf', 'FILE_NAME_MISMATCH'],
  ])('%j is refused', (given, code) => expect(codes(given)).toEqual([code]));

  it('is short, in NFC and of one line, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (stem) => {
        const found = checkFileName(`${stem}.pdf`, pdf);
        if (!found.ok) return;
        expect(found.value).toBe(found.value.normalize('NFC'));
        expect(found.value.length).toBeLessThanOrEqual(maxFileName);
        expect(found.value).not.toMatch(/[\p{Cc}/\\:*?"<>|\u202a-\u202e\u2066-\u2069]/u);
        expect(contentDisposition(found.value)).toMatch(
          /^attachment; filename="[A-Za-z0-9._ -]*"; filename\*=UTF-8''[A-Za-z0-9._~%-]*$/,
        );
      }),
    );
  });

  it('comes back from a header as it was', () => {
    const name = "Đề nghị (tỉnh) 'A' 100%.pdf";
    const header = contentDisposition(name);
    expect(header).toContain('filename="De nghi _tinh_ _A_ 100_.pdf"');
    expect(decodeURIComponent(header.split("UTF-8''")[1] ?? '')).toBe(name);
  });
});
