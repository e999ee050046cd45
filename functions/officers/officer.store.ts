import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { parseId } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, discard, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import {
  officerStatuses,
  officerWorks,
  type Officer,
  type OfficerStatus,
  type ServingOfficer,
} from './officer.ts';

export interface OfficerStore {
  get(id: Id<'ofc'>): Promise<Officer | undefined>;
  /** DUPLICATE when the account serves at the unit already. */
  appoint(officer: Officer): readonly Write[];
  /** Replaces an officer, whose stored version must be one less, and what coverage and the account's lock say of them. */
  save(after: Officer, before: Officer): readonly Write[];
  /** The same beside another aggregate that the caller named: BUSY, and so decided again. */
  follow(after: Officer, before: Officer): readonly Write[];
  /** A unit's officers of a state, by name. */
  pageByUnit(unitId: Id<'unt'>, status: OfficerStatus, args: PageArgs): Promise<Page<Officer>>;
  /** One small row for each officer who serves anywhere; it doesn't grow with history. */
  serving(): Promise<readonly ServingOfficer[]>;
  /** Whoever serves or served at a unit: those who serve are read consistently, and all are as they are now. */
  everyOf(unitId: Id<'unt'>): Promise<readonly Officer[]>;
  history(id: Id<'ofc'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const officerShape = itemShape({
  type: 'officer',
  v: 1,
  data: () =>
    z.object({
      id: storedId('ofc'),
      unitId: storedId('unt'),
      name: z.string(),
      position: z.string(),
      work: z.enum(officerWorks),
      contact: z.object({ phone: z.string(), email: z.string() }),
      userId: z.nullable(storedId('usr')),
      appointment: z.object({ number: z.string(), issuedOn: storedDate }),
      from: storedDate,
      to: z.nullable(storedDate),
      endReason: z.nullable(z.string()),
      formerId: z.nullable(storedId('ofc')),
      trainedOn: z.nullable(storedDate),
      status: z.enum(officerStatuses),
    }),
});

const servingShape = itemShape({
  type: 'servingOfficer',
  v: 1,
  data: () => z.object({ trainedOn: z.nullable(storedDate) }),
});

const accountShape = itemShape({
  type: 'officerAccount',
  v: 1,
  data: () => z.object({ officerId: storedId('ofc') }),
});

export const officerPk = (id: Id<'ofc'>) => `OFC#${id}`;
const rootKey = (id: Id<'ofc'>): Key => ({ pk: officerPk(id), sk: '#' });
const servingPk = 'OFCSERVING';
const servingKey = ({ unitId, id }: Officer): Key => ({ pk: servingPk, sk: `${unitId}#${id}` });
const accountKey = (unitId: Id<'unt'>, userId: Id<'usr'>): Key => ({
  pk: `OFCACCOUNT#${unitId}`,
  sk: userId,
});

export function officerStore(reader: ListReader): OfficerStore {
  const save = (after: Officer, before: Officer): readonly Write[] => [
    replace(rootItem(after), before.version),
    serves(after),
    ...accounts(after, before),
  ];
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    appoint: (officer) => [
      create(rootItem(officer), refusal('DUPLICATE', []), 1),
      serves(officer),
      ...accounts(officer, undefined),
    ],
    save,
    follow: (after, before) =>
      save(after, before).map((write) => ({ ...write, onConflict: () => refusal('BUSY', []) })),
    pageByUnit: (unitId, status, args) =>
      pageOf(reader, { index: 'gsi1', pk: `OFCU#${unitId}`, skPrefix: `${status}#` }, args, read),
    serving: async () => (await reader.table.queryAll({ pk: servingPk })).map(readServing),
    everyOf: async (unitId) => {
      const [serving, listed] = await Promise.all([
        reader.table.queryAll({ pk: servingPk, skPrefix: `${unitId}#` }),
        reader.table.queryAll({ index: 'gsi1', pk: `OFCU#${unitId}` }),
      ]);
      const ids = [
        ...serving.map((item) => readServing(item).officerId),
        ...listed.map((item) => read(item).id),
      ];
      const found = await Promise.all([...new Set(ids)].map((id) => reader.table.get(rootKey(id))));
      return found.flatMap((item) => (item ? [read(item)] : []));
    },
    history: (id, args) =>
      pageOf(reader, { pk: officerPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const read = (item: Item): Officer => ({ ...officerShape.read(item), version: versionOf(item) });

function readServing(item: Item): ServingOfficer {
  const [unit = '', officer = ''] = item.sk.split('#');
  const [unitId, officerId] = [parseId('unt', unit), parseId('ofc', officer)];
  if (!unitId || !officerId) throw new Error(`a row of serving officers has the key ${item.sk}`);
  return { unitId, officerId, ...servingShape.read(item) };
}

const serves = (officer: Officer): Write =>
  officer.status === 'SERVING'
    ? overwrite(servingShape.item(servingKey(officer), { trainedOn: officer.trainedOn }))
    : discard(servingKey(officer));

const holder = (officer: Officer | undefined) => (officer?.status === 'SERVING' ? officer.userId : null);

/** One account serves once at a unit. */
function accounts(after: Officer, before: Officer | undefined): readonly Write[] {
  const [was, is] = [holder(before), holder(after)];
  if (was === is) return [];
  return [
    ...(was ? [discard(accountKey(after.unitId, was))] : []),
    ...(is
      ? [
          create(
            accountShape.item(accountKey(after.unitId, is), { officerId: after.id }),
            refusal('DUPLICATE', 'userId'),
          ),
        ]
      : []),
  ];
}

function rootItem({ version: _, ...data }: Officer): Item {
  return officerShape.item(
    {
      ...rootKey(data.id),
      gsi1pk: `OFCU#${data.unitId}`,
      gsi1sk: `${data.status}#${data.name}#${data.id}`,
    },
    data,
  );
}
