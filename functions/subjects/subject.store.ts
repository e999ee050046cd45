import * as z from 'zod/mini';
import { today, type Clock } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { asItem, itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, discard, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { fold } from '../kernel/text.ts';
import { subjectKinds, type SubjectKind } from '../law/subject-kind.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { nameAround } from '../units/unit.ts';
import { idNumberTypes } from './id-number.ts';
import { subjectGroups } from './group.ts';
import { sexes } from './sex.ts';
import type { Subject } from './subject.ts';

/** Whose a personal number is, and where that subject belongs now, so that one read tells who may be told. */
export type Holder = { readonly subjectId: Id<'sub'>; readonly unitId: Id<'unt'> };

/** What to answer when a number turns out to be somebody's at the moment of writing. */
export type OnTaken = (holder: Holder | undefined) => Refusal;

export type SubjectFilter = {
  readonly unitId: Id<'unt'>;
  readonly kind: SubjectKind | null;
  /** Beginning of the name, with or without marks; empty for all. */
  readonly name: string;
};

export interface SubjectStore {
  get(id: Id<'sub'>): Promise<Subject | undefined>;
  /** Who holds the number with this fingerprint. */
  holder(fingerprint: string): Promise<Holder | undefined>;
  /** The subject that a unit itself is. */
  ofUnit(unitId: Id<'unt'>): Promise<Id<'sub'> | undefined>;
  create(subject: Subject, onTaken: OnTaken): readonly Write[];
  /** Replaces a subject, whose stored version must be `before.version`. */
  replace(before: Subject, after: Subject, onTaken: OnTaken): readonly Write[];
  /** Subjects that belong to a unit, by name. */
  pageByUnit(filter: SubjectFilter, args: PageArgs): Promise<Page<Subject>>;
  /** Everyone who belongs to a unit now; for comparing whole lists, since an index lags. */
  allOfUnit(unitId: Id<'unt'>): Promise<readonly Subject[]>;
  /** The same name without marks in the same unit; for warnings only, since an index lags. */
  sameNameInUnit(name: string, unitId: Id<'unt'>): Promise<readonly Subject[]>;
  /** The same name without marks and the same birth date, anywhere; for warnings only. */
  sameNameAndBirth(name: string, birthDate: LocalDate): Promise<readonly Subject[]>;
  history(id: Id<'sub'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const subjectShape = itemShape({
  type: 'subject',
  v: 2,
  // Up to version 1 nobody was asked for a group.
  upcast: { 1: (data: unknown) => ({ ...z.looseObject({}).parse(data), group: null }) },
  data: () =>
    z.object({
      id: storedId('sub'),
      kind: z.enum(subjectKinds),
      name: z.string(),
      unitId: storedId('unt'),
      position: z.nullable(z.string()),
      birthDate: z.nullable(storedDate),
      sex: z.nullable(z.enum(sexes)),
      group: z.nullable(z.enum(subjectGroups)),
      idNumber: z.nullable(
        z.object({
          type: z.enum(idNumberTypes),
          masked: z.string(),
          sealed: z.string(),
          fingerprint: z.string(),
        }),
      ),
      refUnitId: z.nullable(storedId('unt')),
      affiliations: z.array(
        z.object({
          unitId: storedId('unt'),
          position: z.nullable(z.string()),
          from: storedDate,
          to: z.nullable(storedDate),
        }),
      ),
    }),
});

/** An item a personal number and an item a unit: whoever writes it first has it. */
const holderShape = itemShape({
  type: 'subjectHolder',
  v: 1,
  data: () => z.object({ subjectId: storedId('sub'), unitId: storedId('unt') }),
});

export const subjectPk = (id: Id<'sub'>) => `SUB#${id}`;
const rootKey = (id: Id<'sub'>): Key => ({ pk: subjectPk(id), sk: '#' });
const numberKey = (fingerprint: string): Key => ({ pk: `IDNUM#${fingerprint}`, sk: '#' });
const refKey = (unitId: Id<'unt'>): Key => ({ pk: `SUBREF#${unitId}`, sk: '#' });
const unitPk = (unitId: Id<'unt'>) => `SUBU#${unitId}`;
const kindPk = (unitId: Id<'unt'>, kind: SubjectKind) => `SUBU#${unitId}#${kind}`;
const birthPk = (birthDate: LocalDate) => `SUBB#${birthDate}`;
/** An index key holds 1024 bytes; a folded letter may take nine. */
const nameKey = (name: string) => fold(name).slice(0, 100);

/** More of the same name in one place would be warned of one after another. */
const maxSameName = 50;

export function subjectStore(reader: ListReader, units: UnitStore, clock: Clock): SubjectStore {
  const { table } = reader;
  const read = (item: Item, registry: UnitRegistry): Subject => {
    const subject = { ...subjectShape.read(item), version: versionOf(item) };
    const unit = subject.refUnitId && registry.get(subject.refUnitId);
    return unit ? { ...subject, name: nameAround(unit, today(clock)) } : subject;
  };
  const sameName = async (index: 'gsi1' | 'gsi3', pk: string, name: string) => {
    const [page, registry] = await Promise.all([
      table.query({ index, pk, skPrefix: `${nameKey(name)}#`, limit: maxSameName }),
      units.registry(),
    ]);
    return page.items.map((item) => read(item, registry));
  };
  return {
    get: async (id) => {
      const [item, registry] = await Promise.all([table.get(rootKey(id)), units.registry()]);
      return item && read(item, registry);
    },
    holder: async (fingerprint) => {
      const item = await table.get(numberKey(fingerprint));
      return item && holderShape.read(item);
    },
    ofUnit: async (unitId) => {
      const item = await table.get(refKey(unitId));
      return item && holderShape.read(item).subjectId;
    },
    create: (subject, onTaken) => [
      create(rootItem(subject), refusal('DUPLICATE', []), 1),
      ...(subject.idNumber ? [take(numberKey(subject.idNumber.fingerprint), subject, onTaken)] : []),
      ...(subject.refUnitId
        ? [take(refKey(subject.refUnitId), subject, () => refusal('DUPLICATE', 'unitId'))]
        : []),
    ],
    replace: (before, after, onTaken) => [
      replace(rootItem(after), before.version),
      ...numberWrites(before, after, onTaken),
    ],
    pageByUnit: async ({ unitId, kind, name }, args) => {
      const registry = await units.registry();
      const prefix = nameKey(name);
      const list = kind
        ? ({ index: 'gsi2', pk: kindPk(unitId, kind) } as const)
        : ({ index: 'gsi1', pk: unitPk(unitId) } as const);
      return pageOf(reader, { ...list, ...(prefix && { skPrefix: prefix }) }, args, (item) =>
        read(item, registry),
      );
    },
    allOfUnit: async (unitId) => {
      const [items, registry] = await Promise.all([
        table.queryAll({ index: 'gsi1', pk: unitPk(unitId) }),
        units.registry(),
      ]);
      return items.map((item) => read(item, registry));
    },
    sameNameInUnit: (name, unitId) => sameName('gsi1', unitPk(unitId), name),
    sameNameAndBirth: (name, birthDate) => sameName('gsi3', birthPk(birthDate), name),
    history: (id, args) =>
      pageOf(reader, { pk: subjectPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const holderItem = (key: Key, subject: Subject): Item =>
  holderShape.item(key, { subjectId: subject.id, unitId: subject.unitId });

const take = (key: Key, subject: Subject, onTaken: OnTaken): Write => ({
  ...create(holderItem(key, subject), refusal('DUPLICATE', [])),
  onConflict: (existing) => onTaken(existing && holderShape.read(asItem(existing))),
});

/** The number's own item follows the number and the unit of its bearer. */
function numberWrites(before: Subject, after: Subject, onTaken: OnTaken): readonly Write[] {
  const [old, next] = [before.idNumber?.fingerprint, after.idNumber?.fingerprint];
  if (old === next)
    return next !== undefined && before.unitId !== after.unitId
      ? [overwrite(holderItem(numberKey(next), after))]
      : [];
  return [
    ...(old === undefined ? [] : [discard(numberKey(old))]),
    ...(next === undefined ? [] : [take(numberKey(next), after, onTaken)]),
  ];
}

function rootItem({ version: _, ...subject }: Subject): Item {
  const name = `${nameKey(subject.name)}#${subject.id}`;
  return subjectShape.item(
    {
      ...rootKey(subject.id),
      gsi1pk: unitPk(subject.unitId),
      gsi1sk: name,
      gsi2pk: kindPk(subject.unitId, subject.kind),
      gsi2sk: name,
      ...(subject.birthDate && { gsi3pk: birthPk(subject.birthDate), gsi3sk: name }),
    },
    { ...subject, affiliations: [...subject.affiliations] },
  );
}
