import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { derivedId, type Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedDong, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import { paymentStatuses, type PaymentLine, type PaymentList, type PaymentStatus } from './payment-list.ts';

export type LineFilter = {
  readonly status?: PaymentStatus | null | undefined;
  readonly unitId?: Id<'unt'> | undefined;
};

export interface PaymentListStore {
  get(id: Id<'pyl'>): Promise<PaymentList | undefined>;
  line(listId: Id<'pyl'>, id: Id<'nom'>): Promise<PaymentLine | undefined>;
  /** Must not exist yet: a list and its lines are made once, whatever has been paid since. */
  create(list: PaymentList): Write;
  createLine(line: PaymentLine): Write;
  /** Replaces the sums, whose stored version must be one less; tried again when another payment came first. */
  replace(after: PaymentList): Write;
  /** Marks a line that must be due. */
  pay(line: PaymentLine): Write;
  /** Puts a line in the place of what it was, whose state and what came back must be the same; BUSY. */
  changeLine(before: PaymentLine, after: PaymentLine): Write;
  /** Holds only while nothing of a line waits to come back; `conflict` otherwise. */
  nothingToRecover(listId: Id<'pyl'>, id: Id<'nom'>, conflict: Refusal): Write;
  /** Lines of a unit that wait to come back after revocations, the oldest first. */
  pageToRecover(payerUnitId: Id<'unt'>, args: PageArgs): Promise<Page<PaymentLine>>;
  pageByUnit(payerUnitId: Id<'unt'>, year: number, args: PageArgs): Promise<Page<PaymentList>>;
  pageLines(listId: Id<'pyl'>, filter: LineFilter, args: PageArgs): Promise<Page<PaymentLine>>;
  /** Due and not yet paid on all lists of a unit and year, which number a few hundred at most. */
  outstanding(payerUnitId: Id<'unt'>, year: number): Promise<bigint>;
}

/** Up to version 1 nothing was recovered. */
const listUpcast = {
  1: (data: unknown) => ({ ...z.looseObject({}).parse(data), toRecover: 0, recovered: 0 }),
};
const lineUpcast = { 1: (data: unknown) => ({ ...z.looseObject({}).parse(data), recovery: null }) };

const listShape = itemShape({
  type: 'paymentList',
  v: 2,
  upcast: listUpcast,
  data: () =>
    z.object({
      id: storedId('pyl'),
      decisionId: storedId('dec'),
      decisionNumber: z.string(),
      issuedOn: storedDate,
      payerUnitId: storedId('unt'),
      year: z.int(),
      lines: z.int(),
      unknown: z.int(),
      total: storedDong,
      paid: storedDong,
      toRecover: storedDong,
      recovered: storedDong,
      units: z.array(
        z.object({ unitId: storedId('unt'), unitName: z.string(), lines: z.int(), total: storedDong }),
      ),
    }),
});
const lineShape = itemShape({
  type: 'paymentLine',
  v: 2,
  upcast: lineUpcast,
  data: () =>
    z.object({
      id: storedId('nom'),
      listId: storedId('pyl'),
      name: z.string(),
      kind: z.enum(subjectKinds),
      unitId: storedId('unt'),
      unitName: z.string(),
      awardCode: z.string(),
      amount: z.nullable(storedDong),
      status: z.enum(paymentStatuses),
      note: z.string(),
      paidOn: z.nullable(storedDate),
      fundId: z.nullable(storedId('fnd')),
      byHand: z._default(
        z.nullable(
          z.object({
            amount: storedDong,
            reason: z.string(),
            by: storedId('usr'),
            at: storedInstant,
            agreed: z.nullable(z.object({ by: storedId('usr'), at: storedInstant })),
          }),
        ),
        null,
      ),
      recovery: z.nullable(
        z.object({
          unitId: storedId('unt'),
          decisionNumber: z.string(),
          since: storedDate,
          recovered: storedDong,
        }),
      ),
    }),
});

export const paymentListId = (decisionId: Id<'dec'>): Id<'pyl'> =>
  derivedId('pyl', createHash('sha256').update(`payments\n${decisionId}`).digest());

/** Where a list is, with its lines and its events. */
export const paymentListPk = (id: Id<'pyl'>) => `PYL#${id}`;
const rootKey = (id: Id<'pyl'>): Key => ({ pk: paymentListPk(id), sk: '#' });
const lineKey = (listId: Id<'pyl'>, id: Id<'nom'>): Key => ({ pk: paymentListPk(listId), sk: `LINE#${id}` });

export function paymentListStore(reader: ListReader): PaymentListStore {
  const { table } = reader;
  return {
    get: async (id) => {
      const item = await table.get(rootKey(id));
      return item && read(item);
    },
    line: async (listId, id) => {
      const item = await table.get(lineKey(listId, id));
      return item && lineShape.read(item);
    },
    create: (list) => create(rootItem(list), refusal('DUPLICATE', []), 1),
    createLine: (line) => create(lineItem(line), refusal('DUPLICATE', [])),
    replace: (after) => ({
      ...replace(rootItem(after), after.version - 1),
      onConflict: () => refusal('BUSY', []),
    }),
    pay: (line) => ({
      request: {
        Put: {
          Item: lineItem(line),
          ConditionExpression: '#data.#status = :due',
          ExpressionAttributeNames: { '#data': 'data', '#status': 'status' },
          ExpressionAttributeValues: { ':due': 'DUE' },
        },
      },
      onConflict: () => refusal('PAYMENT_NOT_DUE', 'lineIds', { line: line.id, status: 'PAID' }),
    }),
    changeLine: (before, after) => ({
      request: {
        Put: {
          Item: lineItem(after),
          // What came back only grows, so that its amount tells one state from the next.
          ConditionExpression:
            '#data.#status = :status AND (#data.recovery = :none OR #data.recovery.recovered = :back)',
          ExpressionAttributeNames: { '#data': 'data', '#status': 'status' },
          ExpressionAttributeValues: {
            ':status': before.status,
            ':none': null,
            ':back': before.recovery?.recovered ?? null,
          },
        },
      },
      onConflict: () => refusal('BUSY', []),
    }),
    nothingToRecover: (listId, id, conflict) => ({
      request: {
        ConditionCheck: {
          Key: lineKey(listId, id),
          ConditionExpression: 'attribute_not_exists(pk) OR #data.#status <> :waiting',
          ExpressionAttributeNames: { '#data': 'data', '#status': 'status' },
          ExpressionAttributeValues: { ':waiting': 'TO_RECOVER' },
        },
      },
      onConflict: () => conflict,
    }),
    pageToRecover: (unitId, args) =>
      pageOf(reader, { index: 'gsi3', pk: `PYLR#${unitId}` }, args, (item) => lineShape.read(item)),
    pageByUnit: (unitId, year, args) =>
      pageOf(reader, { index: 'gsi1', pk: listsPk(unitId, year), descending: true }, args, read),
    pageLines: (listId, filter, args) =>
      pageOf(reader, linesOf(listId, filter), args, (item) => lineShape.read(item)),
    outstanding: async (unitId, year) => {
      const lists = await table.queryAll({ index: 'gsi1', pk: listsPk(unitId, year) });
      return lists.map(read).reduce((sum, { total, paid }) => sum + total - paid, 0n);
    },
  };
}

const listsPk = (unitId: Id<'unt'>, year: number) => `PYLOF#${unitId}#${year}`;

function linesOf(listId: Id<'pyl'>, { status, unitId }: LineFilter) {
  if (status != null)
    return {
      index: 'gsi1' as const,
      pk: `PYLS#${listId}#${status}`,
      ...(unitId && { skPrefix: `${unitId}#` }),
    };
  return unitId
    ? { index: 'gsi2' as const, pk: `PYLU#${listId}#${unitId}` }
    : { pk: paymentListPk(listId), skPrefix: 'LINE#' };
}

const read = (item: Item): PaymentList => ({ ...listShape.read(item), version: versionOf(item) });

const rootItem = ({ version: _, ...list }: PaymentList): Item =>
  listShape.item(
    {
      ...rootKey(list.id),
      gsi1pk: listsPk(list.payerUnitId, list.year),
      gsi1sk: `${list.issuedOn}#${list.id}`,
    },
    { ...list, units: [...list.units] },
  );

const lineItem = (line: PaymentLine): Item =>
  lineShape.item(
    {
      ...lineKey(line.listId, line.id),
      gsi1pk: `PYLS#${line.listId}#${line.status}`,
      gsi1sk: `${line.unitId}#${line.id}`,
      gsi2pk: `PYLU#${line.listId}#${line.unitId}`,
      gsi2sk: line.id,
      ...(line.status === 'TO_RECOVER' &&
        line.recovery && {
          gsi3pk: `PYLR#${line.recovery.unitId}`,
          gsi3sk: `${line.recovery.since}#${line.listId}#${line.id}`,
        }),
    },
    line,
  );
