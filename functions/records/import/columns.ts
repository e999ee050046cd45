import { createHash } from 'node:crypto';
import { derivedId, parseId, type Id } from '../../kernel/ids.ts';
import { refusal, type Refusal } from '../../kernel/refusal.ts';
import { refuse, accept, type Result } from '../../kernel/result.ts';
import { fold } from '../../kernel/text.ts';
import { catalogue } from '../../law/awards.ts';
import { serviceBook } from '../../law/service-book.ts';
import type { Content } from '../entry.ts';
import type { ImportKind } from './import.ts';
import { cellsOf, type Cells } from './read-cells.ts';
import type { ReadRow } from './row.ts';
import type { Cell, Table } from './table-file.ts';
import { disciplineWords, excuseWords, initiativeWords, levelWords, scopeWords, typeWords } from './words.ts';

/** A column: its key, whether its heading must be there, and what it may be called, the first name being the one shown. */
type Column = readonly [key: string, must: boolean, ...names: string[]];

const who: readonly Column[] = [
  ['subjectId', false, 'Mã đối tượng'],
  ['name', true, 'Họ và tên', 'Họ tên', 'Tên', 'Tên tập thể', 'Tên đơn vị được xét', 'Tác giả'],
  ['birthDate', false, 'Ngày sinh', 'Ngày tháng năm sinh'],
  ['idNumber', false, 'Số định danh', 'Số định danh cá nhân', 'CCCD', 'Số CCCD', 'CMND'],
  ['unit', false, 'Đơn vị', 'Mã đơn vị', 'Đơn vị công tác'],
];
const decision: Column = ['decisionNumber', true, 'Số quyết định', 'Số QĐ'];

/** The columns of each kind of list. */
const columns: Readonly<Record<ImportKind, readonly Column[]>> = {
  AWARD: [
    ...who,
    ['award', true, 'Danh hiệu, hình thức', 'Danh hiệu', 'Hình thức khen thưởng', 'Mã danh hiệu'],
    ['year', true, 'Năm', 'Năm học', 'Năm xét'],
    ['type', false, 'Loại hình', 'Loại hình khen thưởng'],
    decision,
    ['decidedOn', true, 'Ngày quyết định', 'Ngày QĐ'],
    ['issuer', true, 'Cơ quan quyết định', 'Người ký', 'Cấp quyết định'],
    ['achievement', false, 'Thành tích', 'Nội dung khen'],
  ],
  COMPLETION: [
    ...who,
    ['year', true, 'Năm', 'Năm học'],
    ['level', true, 'Mức hoàn thành', 'Xếp loại', 'Mức độ hoàn thành nhiệm vụ'],
    ['excuse', false, 'Lý do miễn xét', 'Lý do không xếp loại'],
    ['note', false, 'Căn cứ'],
  ],
  INITIATIVE: [
    ...who,
    ['title', true, 'Tên sáng kiến', 'Tên đề tài', 'Sáng kiến'],
    ['kind', false, 'Loại', 'Loại sáng kiến'],
    ['scope', true, 'Phạm vi', 'Phạm vi ảnh hưởng'],
    ['year', true, 'Năm', 'Năm học'],
    ['share', true, 'Tỷ lệ đóng góp', 'Tỷ lệ đóng góp (%)', 'Tỷ lệ'],
    decision,
    ['recognisedOn', true, 'Ngày công nhận', 'Ngày quyết định'],
    ['issuer', true, 'Cơ quan công nhận', 'Cơ quan quyết định'],
  ],
  STAFFING: [
    ...who,
    ['year', true, 'Năm', 'Năm học'],
    ['total', true, 'Tổng số', 'Tổng số người'],
    ['completed', true, 'Hoàn thành nhiệm vụ', 'Số hoàn thành nhiệm vụ'],
    ['advanced', true, 'Lao động tiên tiến', 'Số LĐTT'],
    ['fighters', true, 'Chiến sĩ thi đua cơ sở', 'Số CSTĐCS'],
    ['disciplined', true, 'Bị kỷ luật từ cảnh cáo', 'Bị kỷ luật'],
  ],
  POSITION: [
    ...who,
    ['title', true, 'Chức vụ', 'Chức danh'],
    ['group', true, 'Nhóm chức vụ', 'Nhóm'],
    ['from', true, 'Từ ngày', 'Ngày bổ nhiệm'],
    ['to', false, 'Đến ngày', 'Ngày thôi giữ chức'],
    ['decisionNumber', false, 'Số quyết định', 'Số QĐ'],
  ],
  DISCIPLINE: [
    ...who,
    ['form', true, 'Hình thức kỷ luật', 'Hình thức'],
    ['from', true, 'Từ ngày', 'Ngày kỷ luật'],
    ['endedOn', false, 'Hết hiệu lực ngày', 'Đến ngày'],
    decision,
  ],
};

/** Columns that lists have and nobody reads. */
const ignored = new Set(['stt', 'tt', 'so thu tu', 'ghi chu']);

/** Every row of a list in the words of its kind. IMPORT_COLUMN_MISSING, IMPORT_COLUMN_UNKNOWN, DUPLICATE for its heading. */
export function readRows(kind: ImportKind, importId: Id<'imp'>, table: Table): Result<readonly ReadRow[]> {
  const [heading, ...rows] = table;
  const found = readHeading(columns[kind], heading?.cells ?? []);
  if (!found.ok) return found;
  return accept(rows.map(({ row, cells }) => readRow(kind, importId, row, cellsOf(found.value, cells))));
}

function readHeading(known: readonly Column[], cells: readonly Cell[]): Result<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const refusals: Refusal[] = [];
  cells.forEach(({ text }, index) => {
    const name = fold(text);
    if (name === '' || ignored.has(name)) return;
    const column = known.find(([, , ...names]) => names.some((one) => fold(one) === name));
    if (!column)
      refusals.push(refusal('IMPORT_COLUMN_UNKNOWN', 'attachmentId', { column: text.slice(0, 100) }));
    else if (found.has(column[0]))
      refusals.push(refusal('DUPLICATE', 'attachmentId', { column: column[2] ?? '' }));
    else found.set(column[0], index);
  });
  for (const [key, must, name = ''] of known)
    if (must && !found.has(key))
      refusals.push(refusal('IMPORT_COLUMN_MISSING', 'attachmentId', { column: name }));
  return refusals.length > 0 ? refuse(...refusals) : accept(found);
}

function readRow(kind: ImportKind, importId: Id<'imp'>, row: number, cells: Cells): ReadRow {
  const rawId = cells.text('subjectId');
  const subjectId = rawId === '' ? null : (parseId('sub', rawId) ?? null);
  if (rawId !== '' && subjectId === null) cells.fail('subjectId', 'mã bắt đầu bằng sub_');
  const person = {
    subjectId,
    name: cells.required('name'),
    birthDate: cells.date('birthDate'),
    idNumber: cells.text('idNumber') || null,
    unitText: cells.text('unit') || null,
  };
  const content = readers[kind](cells, importId);
  return { row, person, content: cells.errors.length > 0 ? null : content, errors: cells.errors };
}

type Reader = (cells: Cells, importId: Id<'imp'>) => Content | null;

const readers: Readonly<Record<ImportKind, Reader>> = {
  AWARD: (cells) => readAward(cells),
  COMPLETION: (cells) => {
    const year = must(cells, 'year', cells.year('year'));
    const level = cells.word('level', levelWords);
    const excuse = cells.word('excuse', excuseWords);
    return year && { is: 'COMPLETION', year, level, excuse, note: cells.text('note') || null };
  },
  INITIATIVE: (cells, importId) => {
    const year = must(cells, 'year', cells.year('year'));
    const scope = must(cells, 'scope', cells.word('scope', scopeWords));
    const recognisedOn = must(cells, 'recognisedOn', cells.date('recognisedOn'));
    const share = /^(\d{1,3})\s*%?$/.exec(cells.required('share'))?.[1];
    if (share === undefined) cells.fail('share', '1–100');
    const [name, decisionNumber] = [cells.required('title'), cells.required('decisionNumber')];
    const rest = {
      kind: cells.word('kind', initiativeWords) ?? 'INITIATIVE',
      issuer: cells.required('issuer'),
    };
    const initiativeId = initiativeIdOf(importId, decisionNumber, name);
    return year && scope && recognisedOn
      ? {
          ...{ is: 'INITIATIVE', initiativeId, name, decisionNumber, year, scope, recognisedOn, ...rest },
          sharePercent: Number(share),
          usedFor: [],
        }
      : null;
  },
  STAFFING: (cells) => {
    const year = must(cells, 'year', cells.year('year'));
    const count = (column: string) => must(cells, column, cells.count(column)) ?? 0;
    const [total, completed, advanced] = [count('total'), count('completed'), count('advanced')];
    const [fighters, disciplined] = [count('fighters'), count('disciplined')];
    return year && { is: 'STAFFING', year, total, completed, advanced, fighters, disciplined };
  },
  POSITION: (cells) => {
    const [title, group] = [cells.required('title'), groupOf(cells)];
    const from = must(cells, 'from', cells.date('from'));
    const rest = { to: cells.date('to'), decisionNumber: cells.text('decisionNumber') || null };
    return group && from ? { is: 'POSITION', title, group, from, ...rest } : null;
  },
  DISCIPLINE: (cells) => {
    const form = must(cells, 'form', cells.word('form', disciplineWords));
    const from = must(cells, 'from', cells.date('from'));
    const rest = { endedOn: cells.date('endedOn'), decisionNumber: cells.required('decisionNumber') };
    return form && from ? { is: 'DISCIPLINE', form, from, ...rest } : null;
  },
};

function readAward(cells: Cells): Content | null {
  const award = awardOf(cells);
  const isTitle = award?.kind === 'TITLE';
  // A title is given for a year's merit; a form says what it was given for.
  const type = cells.word('type', typeWords) ?? (isTitle ? 'MERIT' : null);
  const decidedOn = must(cells, 'decidedOn', cells.date('decidedOn'));
  const year = cells.year('year');
  if (isTitle) must(cells, 'year', year);
  else if (award) must(cells, 'type', type);
  const [decisionNumber, issuer] = [cells.required('decisionNumber'), cells.required('issuer')];
  if (!award || !type || !decidedOn) return null;
  return {
    ...{ is: 'AWARD', awardCode: award.code, type, year, decidedOn, decisionNumber, issuer },
    ...{ achievement: cells.text('achievement') || null, campaignId: null, revokedOn: null },
  };
}

/** An empty cell of a column that must say something. */
function must<T>(cells: Cells, column: string, value: T | null): T | null {
  if (value === null && cells.text(column) === '') cells.required(column);
  return value;
}

/** By its code, or by a name in the catalogue. */
function awardOf(cells: Cells) {
  const written = cells.required('award');
  const found = catalogue().find(
    ({ code, name, alsoCalled }) =>
      code === written || [name, ...alsoCalled].some((one) => fold(one) === fold(written)),
  );
  if (written !== '' && !found) cells.fail('award', 'mã hoặc tên trong danh mục');
  return found;
}

/** By its code, or by its name in the law of service records. */
function groupOf(cells: Cells) {
  const written = cells.required('group');
  const { groups } = serviceBook();
  const found = groups.find((one) => one.code === written || fold(one.name) === fold(written));
  if (written !== '' && !found) cells.fail('group', groups.map((one) => one.name).join('; '));
  return found?.code;
}

/** Rows with the same name and decision are authors of one initiative. */
const initiativeIdOf = (importId: Id<'imp'>, decisionNumber: string, name: string): Id<'ini'> =>
  derivedId(
    'ini',
    createHash('sha256')
      .update(`${importId}\n${fold(decisionNumber)}\n${fold(name)}`)
      .digest(),
  );
