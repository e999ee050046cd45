import { maxPageSize, type Page, type PageArgs } from '../kernel/paging.ts';

export type Value = string | number | null;

/** One column of a list: its heading, what a row has in it, and how a spreadsheet is to take that. */
export type Column<Row> = {
  readonly title: string;
  readonly kind?: 'TEXT' | 'NUMBER' | 'DATE';
  readonly of: (row: Row) => Value;
};

export type Heading = { readonly title: string; readonly kind: 'TEXT' | 'NUMBER' | 'DATE' };

/** A list as a table, read a page at a time. */
export type Sheet = {
  readonly title: string;
  /** What a reader must know beside the rows. */
  readonly notes: readonly string[];
  readonly columns: readonly Heading[];
  readonly pages: () => AsyncIterable<readonly (readonly Value[])[]>;
};

type Head = { readonly title: string; readonly notes?: readonly string[] };
type Pages<Row> = () => AsyncIterable<readonly Row[]>;

export const sheetOf = <Row>(
  { title, notes = [] }: Head,
  columns: readonly Column<Row>[],
  pages: Pages<Row>,
): Sheet => ({
  title,
  notes,
  columns: columns.map(({ title: heading, kind = 'TEXT' }) => ({ title: heading, kind })),
  pages: async function* () {
    for await (const rows of pages()) yield rows.map((row) => columns.map(({ of }) => of(row)));
  },
});

/** Rows that are in memory already. */
export const inMemory = <Row>(rows: readonly Row[]): Pages<Row> =>
  // oxlint-disable-next-line typescript/require-await -- a generator like those that read
  async function* () {
    yield rows;
  };

/** Every page of a list, by the very function that shows it. */
export const everyPage = <Row>(list: (args: PageArgs) => Promise<Page<Row>>): Pages<Row> =>
  async function* () {
    for (let after: string | undefined; ;) {
      const page = await list({ first: maxPageSize, after });
      yield page.edges.map(({ node }) => node);
      after = page.edges.at(-1)?.cursor;
      if (!page.hasNextPage) return;
      if (after === undefined) throw new Error('a page without an end, and more after it');
    }
  };
