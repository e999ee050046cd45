import { deflateRawSync } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/node';
import { describe, expect, it } from 'vitest';
import { zip } from '../../../test/support/zip.ts';
import { readDate, readYear } from './read-cells.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';

const codes = (result: Awaited<ReturnType<typeof readXlsx>>) =>
  result.ok ? [] : result.refusals.map((one) => [one.code, one.details?.['cell'] ?? null]);

/** A workbook as others write it, with one sheet of this XML. */
const workbook = (sheet: string) =>
  zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml':
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheet}</sheetData></worksheet>`,
  });

describe('a spreadsheet', () => {
  it('gives its cells with the numbers of their rows, numbers as written and dates as dates', async () => {
    const file = await writeXlsxFile([
      [{ value: '' }, { value: '' }],
      [{ value: 'Họ và tên' }, { value: 'Năm' }, { value: 'Ngày' }],
      [
        { value: ' Nguyễn  Văn An '.normalize('NFD') },
        { value: 2020, type: Number },
        { value: new Date('1985-06-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
      ],
    ]).toBuffer();
    const read = await readXlsx(file);
    expect(read.ok && read.value.at(-1)).toEqual({
      row: 3,
      cells: [
        { text: 'Nguyễn Văn An' },
        { text: '2020', isNumber: true },
        { text: '1985-06-01', date: '1985-06-01' },
      ],
    });
  });

  it('with a formula is refused, naming the cell, whatever result is stored with it', async () => {
    const cell = '<row r="2"><c r="B2"><f>SUM(A1:A9)</f><v>3</v></c></row>';
    expect(codes(await readXlsx(workbook(cell)))).toEqual([['IMPORT_FORMULA', 'B2']]);
  });

  it('that unpacks to far more than it is, or has no end of parts, is refused before it is unpacked', async () => {
    const bomb = workbook('<row r="1"/>');
    const directory = bomb.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    bomb.writeUInt32LE(1024 ** 3, directory + 24);
    expect(codes(await readXlsx(bomb))).toEqual([['IMPORT_TOO_LARGE', null]]);
    const parts = Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`p${n}`, 'x']));
    expect(codes(await readXlsx(zip(parts)))).toEqual([['IMPORT_TOO_LARGE', null]]);
  });

  it('is refused when a part says that it is smaller than it is', async () => {
    const liar = workbook(`<row r="1"/>${' '.repeat(100_000)}`);
    for (
      let at = liar.indexOf('xl/worksheets/sheet1.xml');
      at >= 0;
      at = liar.indexOf('xl/worksheets/sheet1.xml', at + 1)
    ) {
      const size = liar.readUInt32LE(at - 46) === 0x02014b50 ? at - 46 + 24 : at - 30 + 22;
      liar.writeUInt32LE(1_000, size);
    }
    expect(codes(await readXlsx(liar))).toEqual([['IMPORT_BROKEN', null]]);
  });

  it('that is none is refused', async () => {
    expect(codes(await readXlsx(Buffer.from('PK nothing')))).toEqual([['IMPORT_BROKEN', null]]);
    expect(codes(await readXlsx(deflateRawSync('x')))).toEqual([['IMPORT_BROKEN', null]]);
    expect(codes(await readXlsx(zip({ 'a.xml': 'x' })))).toEqual([['IMPORT_BROKEN', null]]);
  });
});

describe('a list of values', () => {
  it('counts its rows as a spreadsheet does, with quotes, empty lines and line breaks in cells', async () => {
    const read = await readCsv(Buffer.from('a;b\r\n"x;1";"two\nlines"\r\n;\r\ny;z'));
    expect(read.ok && read.value.map(({ row, cells }) => [row, ...cells.map((one) => one.text)])).toEqual([
      [1, 'a', 'b'],
      [2, 'x;1', 'two lines'],
      [3, '', ''],
      [4, 'y', 'z'],
    ]);
  });

  it.each([
    ['1/6/1985', '1985-06-01'],
    ['01-06-1985', '1985-06-01'],
    ['1985-06-01', '1985-06-01'],
    ['31/02/1985', undefined],
    ['6/1985', undefined],
  ])('the day %s is %s', (written, expected) => expect(readDate(written)).toBe(expected));

  it.each([
    ['2020', { kind: 'CALENDAR', year: 2020 }],
    ['2020-2021', { kind: 'SCHOOL', year: 2020 }],
    ['Năm học 2020 – 2021', { kind: 'SCHOOL', year: 2020 }],
    ['2020-2022', undefined],
    ['20', undefined],
  ])('the year %s', (written, expected) => expect(readYear(written)).toEqual(expected));
});
