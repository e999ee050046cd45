import * as z from 'zod/mini';
import type { Id } from '../../kernel/ids.ts';
import { pageOf, type ListReader } from '../../kernel/lists.ts';
import type { Page, PageArgs } from '../../kernel/paging.ts';
import { refusal, type Refusal } from '../../kernel/refusal.ts';
import { eventItem, eventPrefix, eventShape, type StoredEvent } from '../../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../../kernel/table/item.ts';
import { storedId, storedInstant } from '../../kernel/table/schemas.ts';
import { create, discard, overwrite, unchanged, versionOf, type Write } from '../../kernel/table/write.ts';
import { contentSchema } from '../record.shape.ts';
import { importKinds, importStatuses, type RecordImport } from './import.ts';
import { outcomes, type Row } from './row.ts';

/** Who changes something, when, and in which request. */
export type Trace = { readonly at: string; readonly actorId: Id<'usr'>; readonly requestId: string };

export interface ImportStore {
  get(id: Id<'imp'>): Promise<RecordImport | undefined>;
  create(started: RecordImport): Write;
  /** Replaces the head, whose stored version must be one less; BUSY when it isn't. */
  replace(after: RecordImport): Write;
  /** The same with its event, for changes that nobody asked for by a mutation. */
  advance(after: RecordImport, name: string, trace: Trace): readonly Write[];
  /** Something changed under the import before its entries counted: it is called off in the same transaction. */
  callOff(head: RecordImport, trace: Trace): readonly Write[];
  /** The head must be as it was read. */
  guard(head: RecordImport): Write;
  pageByUnit(unitId: Id<'unt'>, reach: RecordImport['reach'], args: PageArgs): Promise<Page<RecordImport>>;
  history(id: Id<'imp'>, args: PageArgs): Promise<Page<StoredEvent>>;
  /** A hundred rows and fewer, by the first digits of their numbers. */
  putRows(id: Id<'imp'>, part: number, rows: readonly Row[]): Write;
  /** Rows of the parts from one on, with the last part that was read. */
  rowsFrom(id: Id<'imp'>, part: number): Promise<readonly Row[]>;
  allRows(id: Id<'imp'>): Promise<readonly Row[]>;
  /** Rows that somebody must look at, each an item of its own. */
  putProblem(id: Id<'imp'>, row: Row): Write;
  dropProblem(id: Id<'imp'>, row: number): Write;
  problem(id: Id<'imp'>, row: number): Promise<Row | undefined>;
  pageProblems(id: Id<'imp'>, args: PageArgs): Promise<Page<Row>>;
  allProblems(id: Id<'imp'>): Promise<readonly Row[]>;
}

/** Rows of one item. */
export const partSize = 100;
export const partOf = (row: number): number => Math.floor(row / partSize);

const refusalSchema = z.object({
  code: z.string().check(z.regex(/^[A-Z][A-Z0-9_]+$/)),
  field: z.array(z.string()),
  details: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});

/** Codes are never taken back, so what was stored as one still is. */
const refusalData = z.custom<Refusal>((value) => refusalSchema.safeParse(value).success);

const headShape = itemShape({
  type: 'recordImport',
  v: 1,
  data: () =>
    z.object({
      id: storedId('imp'),
      unitId: storedId('unt'),
      kind: z.enum(importKinds),
      reach: z.enum(['OWN', 'BELOW']),
      attachmentId: storedId('att'),
      fileName: z.string(),
      startedBy: storedId('usr'),
      startedAt: storedInstant,
      status: z.enum(importStatuses),
      refusals: z.readonly(z.array(refusalData)),
      counts: z.object({
        ...{
          rows: z.int(),
          add: z.int(),
          same: z.int(),
          choices: z.int(),
          errors: z.int(),
          subjects: z.int(),
        },
      }),
      committedBy: z.nullable(storedId('usr')),
      committedAt: z.nullable(storedInstant),
      tidy: z.boolean(),
    }),
});

const rowData = () =>
  z.object({
    row: z.int(),
    outcome: z.enum(outcomes),
    name: z.string(),
    subjectId: z.nullable(storedId('sub')),
    content: z.nullable(contentSchema()),
    candidates: z.readonly(z.array(storedId('sub'))),
    chosen: z.nullable(storedId('sub')),
    errors: z.readonly(z.array(z.object({ refusal: refusalData, value: z.string() }))),
  });
const rowsShape = itemShape({
  type: 'importRows',
  v: 1,
  data: () => z.object({ rows: z.readonly(z.array(rowData())) }),
});
const problemShape = itemShape({ type: 'importProblem', v: 1, data: rowData });

export const importPk = (id: Id<'imp'>) => `IMP#${id}`;
const headKey = (id: Id<'imp'>): Key => ({ pk: importPk(id), sk: '#' });
const digits = (n: number, of: number) => String(n).padStart(of, '0');
const rowsPrefix = 'ROWS#';
const rowsSk = (part: number) => `${rowsPrefix}${digits(part, 4)}`;
const problemPrefix = 'LOOK#';
const problemKey = (id: Id<'imp'>, row: number): Key => ({
  pk: importPk(id),
  sk: `${problemPrefix}${digits(row, 6)}`,
});
/** Parts are about fifty kilobytes: as many as one Query gives. */
const partsAtOnce = 2;

export function importStore(reader: ListReader): ImportStore {
  const { table } = reader;
  const readRows = (items: readonly Item[]) => items.flatMap((item) => rowsShape.read(item).rows);
  const advance = (after: RecordImport, name: string, trace: Trace): readonly Write[] => [
    replaceHead(after),
    create(
      eventItem(importPk(after.id), {
        aggregateId: after.id,
        seq: after.version,
        name,
        ...trace,
        facts: { status: after.status },
      }),
      busy(),
    ),
  ];
  return {
    get: async (id) => {
      const item = await table.get(headKey(id));
      return item && readHead(item);
    },
    create: (started) => create(headItem(started), refusal('DUPLICATE', []), 1),
    replace: replaceHead,
    advance,
    callOff: (head, trace) =>
      advance({ ...head, status: 'CONFLICTED', version: head.version + 1 }, 'ImportConflicted', trace),
    guard: (head) => unchanged(headKey(head.id), head.version),
    pageByUnit: (unitId, reach, args) =>
      pageOf(reader, { index: 'gsi1', pk: `IMPU#${unitId}#${reach}`, descending: true }, args, readHead),
    history: (id, args) =>
      pageOf(reader, { pk: importPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
    putRows: (id, part, rows) => overwrite(rowsShape.item({ pk: importPk(id), sk: rowsSk(part) }, { rows })),
    rowsFrom: async (id, part) => {
      const range = { skFrom: rowsSk(part), skTo: `${rowsPrefix}~` };
      return readRows((await table.query({ pk: importPk(id), ...range, limit: partsAtOnce })).items);
    },
    allRows: async (id) => readRows(await table.queryAll({ pk: importPk(id), skPrefix: rowsPrefix })),
    putProblem: (id, row) => overwrite(problemShape.item(problemKey(id, row.row), row)),
    dropProblem: (id, row) => discard(problemKey(id, row)),
    problem: async (id, row) => {
      const item = await table.get(problemKey(id, row));
      return item && problemShape.read(item);
    },
    pageProblems: (id, args) =>
      pageOf(reader, { pk: importPk(id), skPrefix: problemPrefix }, args, (item) => problemShape.read(item)),
    allProblems: async (id) =>
      (await table.queryAll({ pk: importPk(id), skPrefix: problemPrefix })).map((item) =>
        problemShape.read(item),
      ),
  };
}

const busy = () => refusal('BUSY', []);

const readHead = (item: Item): RecordImport => ({ ...headShape.read(item), version: versionOf(item) });

const headItem = ({ version: _, ...data }: RecordImport): Item =>
  headShape.item({ ...headKey(data.id), gsi1pk: `IMPU#${data.unitId}#${data.reach}`, gsi1sk: data.id }, data);

const replaceHead = (after: RecordImport): Write => ({
  request: {
    Put: {
      Item: { ...headItem(after), version: after.version },
      ConditionExpression: 'version = :expected',
      ExpressionAttributeValues: { ':expected': after.version - 1 },
    },
  },
  onConflict: busy,
});
