import { createHash } from 'node:crypto';
import { csvFile } from '../kernel/csv.ts';
import type { PostedRow } from './posting.ts';

/** A column of the posted list, for programs and for the people who write them. */
export type Column = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: 'integer' | 'string' | 'date';
  readonly of: 'list' | 'json';
};

/** The dictionary; `json` columns aren't in the CSV, which is the list as it was posted and never changes. */
export const columns: readonly Column[] = [
  {
    name: 'number',
    title: 'Số thứ tự',
    description: 'Number in the list, from 1.',
    type: 'integer',
    of: 'list',
  },
  {
    name: 'name',
    title: 'Họ và tên, tên tập thể',
    description: 'Name of the person or collective.',
    type: 'string',
    of: 'list',
  },
  { name: 'position', title: 'Chức vụ', description: 'Position; may be empty.', type: 'string', of: 'list' },
  {
    name: 'unit',
    title: 'Đơn vị',
    description: 'Unit at the time of the proposal.',
    type: 'string',
    of: 'list',
  },
  {
    name: 'award_code',
    title: 'Mã hình thức',
    description: 'Code of the award asked for, as in awardCatalogue.',
    type: 'string',
    of: 'list',
  },
  {
    name: 'award',
    title: 'Danh hiệu, hình thức',
    description: 'Name of the award asked for.',
    type: 'string',
    of: 'list',
  },
  {
    name: 'withdrawn_on',
    title: 'Ngày rút khỏi danh sách',
    description: 'Day on which the proposal was withdrawn; null while it stands.',
    type: 'date',
    of: 'json',
  },
];

const listed = columns.filter((column) => column.of === 'list').map((column) => column.name);

/** The list as posted, in its order. The same rows always give the same bytes. */
export const listCsv = (rows: readonly PostedRow[]): string =>
  csvFile([
    listed,
    ...rows.map((row) => [row.number, row.name, row.position, row.unitName, row.awardCode, row.awardName]),
  ]);

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
