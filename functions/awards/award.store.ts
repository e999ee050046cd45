import * as z from 'zod/mini';
import { correctables } from '../dossiers/decision.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, discard, overwrite, type Write } from '../kernel/table/write.ts';
import { refusal } from '../kernel/refusal.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import { fold } from '../kernel/text.ts';
import { subjectGroups } from '../subjects/group.ts';
import { sexes } from '../subjects/sex.ts';
import { nameKeys, numberKey, type Award, type AwardCount } from './award.ts';
import { searchByName } from './name-search.ts';

export interface AwardStore {
  get(id: Id<'awd'>): Promise<Award | undefined>;
  pageByYear(year: number, args: PageArgs): Promise<Page<Award>>;
  pageByUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Award>>;
  pageByDecisionNumber(number: string, args: PageArgs): Promise<Page<Award>>;
  /** Names of which a word begins with the text: those with the same diacritics first, then the others. */
  pageByName(text: string, args: PageArgs): Promise<Page<Award>>;
  /** Every award of one subject, the oldest first. */
  ofSubject(subjectId: Id<'sub'>): Promise<readonly Award[]>;
  countsOf(year: number): Promise<readonly AwardCount[]>;
  pageByAward(awardCode: string, args: PageArgs): Promise<Page<Award>>;
  /** The register's rows of one award that isn't there yet; DUPLICATE. */
  add(award: Award): readonly Write[];
  /** The rows as they now read, if nobody else changed them since; BUSY, and so tried again. */
  change(before: Award, after: Omit<Award, 'version'>): readonly Write[];
  putCounts(year: number, decisionId: Id<'dec'>, counts: Readonly<Record<string, number>>): Write;
}

const awardData = z.object({
  id: storedId('awd'),
  name: z.string(),
  position: z.nullable(z.string()),
  unitId: storedId('unt'),
  unitName: z.string(),
  awardCode: z.string(),
  awardName: z.string(),
  decisionId: storedId('dec'),
  decisionNumber: z.string(),
  issuedOn: storedDate,
  issuerName: z.string(),
  year: z.int(),
  kind: z.nullable(z.enum(subjectKinds)),
  subjectId: z.nullable(storedId('sub')),
  sex: z.nullable(z.enum(sexes)),
  group: z.nullable(z.enum(subjectGroups)),
  type: z.nullable(z.enum(commendationTypes)),
  revocation: z.nullable(z.object({ decisionNumber: z.string(), issuedOn: storedDate })),
  nomineeId: z.nullable(storedId('nom')),
  original: z.nullable(
    z.object({ name: z.string(), position: z.nullable(z.string()), unitName: z.string() }),
  ),
  corrections: z.array(
    z.object({
      decisionId: storedId('dec'),
      decisionNumber: z.string(),
      issuedOn: storedDate,
      says: z.partialRecord(z.enum(correctables), z.string()),
    }),
  ),
  version: z.int(),
});

/** Up to version 1 a row knew neither kind nor subject, and none was revoked; up to 2, none was corrected; up to 3, neither sex nor group; up to 4, no type. */
const upcast = {
  1: (data: unknown) => ({
    ...z.looseObject({}).parse(data),
    kind: null,
    subjectId: null,
    revocation: null,
  }),
  2: (data: unknown) => ({
    ...z.looseObject({}).parse(data),
    nomineeId: null,
    original: null,
    corrections: [],
    version: 0,
  }),
  3: (data: unknown) => ({ ...z.looseObject({}).parse(data), sex: null, group: null }),
  4: (data: unknown) => ({ ...z.looseObject({}).parse(data), type: null }),
};

const awardShape = itemShape({ type: 'award', v: 5, upcast, data: () => awardData });
const nameShape = itemShape({ type: 'awardName', v: 5, upcast, data: () => awardData });
const ofSubjectShape = itemShape({ type: 'awardOfSubject', v: 5, upcast, data: () => awardData });
const countShape = itemShape({
  type: 'awardCount',
  v: 1,
  data: () => z.object({ counts: z.record(z.string(), z.int()) }),
});

const awardKey = (id: Id<'awd'>): Key => ({ pk: `AWD#${id}`, sk: '#' });
const subjectPk = (id: Id<'sub'>) => `AWDS#${id}`;
const subjectItem = (award: Award, id: Id<'sub'>): Item =>
  ofSubjectShape.item({ pk: subjectPk(id), sk: `${award.issuedOn}#${award.id}` }, stored(award));
const countPk = (year: number) => `AWDCOUNT#${year}`;

export function awardStore(reader: ListReader): AwardStore {
  const read = (item: Item): Award => awardShape.read(item);
  return {
    get: async (id) => {
      const item = await reader.table.get(awardKey(id));
      return item && read(item);
    },
    pageByYear: (year, args) =>
      pageOf(reader, { index: 'gsi1', pk: `AWDY#${year}`, descending: true }, args, read),
    pageByUnit: (unitId, args) =>
      pageOf(reader, { index: 'gsi2', pk: `AWDU#${unitId}`, descending: true }, args, read),
    pageByDecisionNumber: (number, args) =>
      pageOf(reader, { index: 'gsi3', pk: `AWDN#${numberKey(number)}` }, args, read),
    pageByAward: (code, args) =>
      pageOf(reader, { index: 'gsi4', pk: `AWDC#${code}`, descending: true }, args, read),
    pageByName: (text, args) => searchByName(reader, text, args, (item) => nameShape.read(item)),
    ofSubject: async (subjectId) =>
      (await reader.table.queryAll({ pk: subjectPk(subjectId) })).map((item) => ofSubjectShape.read(item)),
    countsOf: async (year) => sum(await reader.table.queryAll({ pk: countPk(year) })),
    add: (award) => [create(rootItem(award), refusal('DUPLICATE', [])), ...copies(award)],
    change: (before, now) => {
      const after = { ...now, version: before.version + 1 };
      const kept = new Set(nameItems(after).map((item) => item.sk));
      const gone = nameItems(before).filter((item) => !kept.has(item.sk));
      return [replaceRoot(after, before.version), ...copies(after), ...gone.map((item) => discard(item))];
    },
    putCounts: (year, decisionId, counts) =>
      overwrite(countShape.item({ pk: countPk(year), sk: decisionId }, { counts: { ...counts } })),
  };
}

/** The rows beside the first one, which say the same under other keys. */
const copies = (award: Award): readonly Write[] => [
  ...(award.subjectId ? [overwrite(subjectItem(award, award.subjectId))] : []),
  ...nameItems(award).map(overwrite),
];

const replaceRoot = (after: Award, version: number): Write => ({
  request: {
    Put: {
      Item: rootItem(after),
      ConditionExpression:
        version === 0
          ? 'attribute_exists(pk) AND attribute_not_exists(#data.#version)'
          : '#data.#version = :version',
      ExpressionAttributeNames: { '#data': 'data', '#version': 'version' },
      ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
    },
  },
  onConflict: () => refusal('BUSY', []),
});

const rootItem = (award: Award): Item =>
  awardShape.item(
    {
      ...awardKey(award.id),
      gsi1pk: `AWDY#${award.year}`,
      gsi1sk: `${award.issuedOn}#${award.id}`,
      gsi2pk: `AWDU#${award.unitId}`,
      gsi2sk: `${award.issuedOn}#${award.id}`,
      gsi3pk: `AWDN#${numberKey(award.decisionNumber)}`,
      gsi3sk: `${award.issuedOn}#${award.id}`,
      gsi4pk: `AWDC#${award.awardCode}`,
      gsi4sk: `${award.issuedOn}#${award.id}`,
    },
    stored(award),
  );

/** Spread over partitions by the first letters; see `name-search.ts`. Equal ends of names come by the whole names. */
function nameItems(award: Award): readonly Item[] {
  const whole = fold(award.name).slice(0, 50);
  return nameKeys(award.name).map(({ folded, exact }) =>
    nameShape.item(
      {
        pk: `AWDF#${folded.slice(0, 2)}`,
        sk: `${folded}#${exact}#${whole}#${award.id}`,
        gsi4pk: `AWDX#${exact.slice(0, 2)}`,
        gsi4sk: `${exact}#${whole}#${award.id}`,
      },
      stored(award),
    ),
  );
}

const stored = (award: Award) => ({
  ...award,
  corrections: award.corrections.map((one) => ({ ...one, says: { ...one.says } })),
});

function sum(items: readonly Item[]): readonly AwardCount[] {
  const totals = new Map<string, number>();
  for (const item of items)
    for (const [code, count] of Object.entries(countShape.read(item).counts))
      totals.set(code, (totals.get(code) ?? 0) + count);
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([awardCode, count]) => ({ awardCode, count }));
}
