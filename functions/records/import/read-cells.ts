import { parseLocalDate, type LocalDate } from '../../kernel/dates.ts';
import { refusal } from '../../kernel/refusal.ts';
import { fold } from '../../kernel/text.ts';
import type { AchievementYear } from '../../law/achievement-year.ts';
import { legacyEncodingOf } from './legacy-text.ts';
import type { RowError } from './row.ts';
import type { Cell } from './table-file.ts';

/** The cells of one row by column, and what was wrong with those that were read. */
export type Cells = {
  readonly errors: readonly RowError[];
  /** '' where the column is absent or the cell empty. */
  text(column: string): string;
  required(column: string): string;
  date(column: string): LocalDate | null;
  year(column: string): AchievementYear | null;
  /** A whole number without separators. */
  count(column: string): number | null;
  /** One of the words, or the code that they stand for. */
  word<T extends string>(column: string, words: Words<T>): T | null;
  fail(column: string, expected: string): void;
};

/** A code, and what offices write for it. */
export type Words<T extends string> = Readonly<Record<T, readonly string[]>>;

/** A formula in a CSV would be run by whoever opens it; a sign before a number alone is none. */
const formula = /^[=@]|^[+-](?![\d.,\s]*$)/;

export function cellsOf(columns: ReadonlyMap<string, number>, row: readonly Cell[]): Cells {
  const errors: RowError[] = [];
  const cell = (column: string): Cell => row[columns.get(column) ?? -1] ?? { text: '' };
  const add = (column: string, error: Pick<RowError['refusal'], 'code' | 'details'>) => {
    if (errors.some(({ refusal: { code, field } }) => code === error.code && field[0] === column)) return;
    errors.push({
      refusal: refusal(error.code, [column], error.details),
      value: shown(column, cell(column).text),
    });
  };
  const fail = (column: string, expected: string) => {
    add(column, { code: 'INVALID_VALUE', details: { expected } });
  };
  const text = (column: string): string => {
    const { text: written } = cell(column);
    const legacy = legacyEncodingOf(written);
    if (formula.test(written)) add(column, { code: 'IMPORT_FORMULA' });
    else if (legacy) add(column, { code: `IMPORT_ENCODING_${legacy}` });
    return written;
  };
  const parsed = <T>(
    column: string,
    read: (written: string) => T | undefined,
    expected: string,
  ): T | null => {
    const written = text(column);
    if (written === '') return null;
    const value = read(written);
    if (value === undefined) fail(column, expected);
    return value ?? null;
  };
  return {
    errors,
    text,
    fail,
    required: (column) => {
      const written = text(column);
      if (written === '') add(column, { code: 'REQUIRED' });
      return written;
    },
    date: (column) => cell(column).date ?? parsed(column, readDate, 'ngày/tháng/năm'),
    year: (column) => parsed(column, readYear, '2020, hoặc 2020-2021 với năm học'),
    count: (column) => parsed(column, readCount, 'số nguyên không âm'),
    word: (column, words) => parsed(column, (written) => readWord(words, written), wordsOf(words)),
  };
}

/** Numbers that name a person aren't shown again, in no preview and no error. */
const shown = (column: string, value: string): string =>
  column === 'idNumber' ? value.replace(/\d(?=\d\d)/g, '•') : value.slice(0, 200);

/** As offices write days, or as computers do. */
export function readDate(written: string): LocalDate | undefined {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written) ?? [];
  return parseLocalDate(
    year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : written.slice(0, 10),
  );
}

/** A calendar year, or two that follow each other for a school year. */
export function readYear(written: string): AchievementYear | undefined {
  const [, first = '', second] =
    /^(?:năm(?: học)?\s+)?(\d{4})(?:\s*[-–/]\s*(\d{4}))?$/iu.exec(written.normalize('NFC')) ?? [];
  if (first === '') return undefined;
  const year = Number(first);
  if (second === undefined) return { kind: 'CALENDAR', year };
  return Number(second) === year + 1 ? { kind: 'SCHOOL', year } : undefined;
}

const readCount = (written: string): number | undefined =>
  /^\d{1,7}$/.test(written) ? Number(written) : undefined;

function readWord<T extends string>(words: Words<T>, written: string): T | undefined {
  const asked = fold(written);
  for (const code in words)
    if (code === written || words[code].some((one) => fold(one) === asked)) return code;
  return undefined;
}

const wordsOf = (words: Words<string>): string =>
  Object.values(words)
    .map(([first]) => first ?? '')
    .join('; ');
