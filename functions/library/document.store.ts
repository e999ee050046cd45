import * as z from 'zod/mini';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import {
  create,
  discard,
  join,
  leave,
  membersOf,
  overwrite,
  replace,
  versionOf,
  type Write,
} from '../kernel/table/write.ts';
import { fold } from '../kernel/text.ts';
import {
  documentKinds,
  documentStatuses,
  linksBack,
  placeOf,
  relations,
  type DocumentKind,
  type LegalDocument,
  type LinkBack,
} from './document.ts';

export interface DocumentStore {
  get(id: Id<'ldo'>): Promise<LegalDocument | undefined>;
  text(id: Id<'ldo'>): Promise<string>;
  /** What registered documents do to one. */
  linksTo(id: Id<'ldo'>): Promise<readonly LinkBack[]>;
  /** Those that have this number; several issuers may. */
  withNumber(number: string): Promise<readonly Id<'ldo'>[]>;
  create(document: LegalDocument): readonly Write[];
  /** Replaces a document, whose stored version must be one less. */
  replace(before: LegalDocument, after: LegalDocument): readonly Write[];
  setText(id: Id<'ldo'>, text: string): Write;
  /** Published documents before a place in their list, all or of a kind, the newest first. */
  newest(kind: DocumentKind | null, before: string, limit: number): Promise<readonly LegalDocument[]>;
}

const documentShape = itemShape({
  type: 'legalDocument',
  v: 1,
  data: () =>
    z.object({
      id: storedId('ldo'),
      keeperUnitId: z.nullable(storedId('unt')),
      kind: z.enum(documentKinds),
      number: z.string(),
      title: z.string(),
      issuer: z.string(),
      issuedOn: z.nullable(storedDate),
      effectiveFrom: z.nullable(storedDate),
      effectiveTo: z.nullable(storedDate),
      summary: z.string(),
      links: z.readonly(z.array(z.object({ relation: z.enum(relations), documentId: storedId('ldo') }))),
      verified: z.boolean(),
      status: z.enum(documentStatuses),
      files: z.readonly(
        z.array(
          z.object({
            attachmentId: storedId('att'),
            title: z.string(),
            fileName: z.string(),
            contentType: z.string(),
            size: z.int(),
            sha256: z.string(),
          }),
        ),
      ),
      hasText: z.boolean(),
      withdrawnFor: z.nullable(z.string()),
    }),
});
const textShape = itemShape({ type: 'legalText', v: 1, data: () => z.object({ text: z.string() }) });
const numberShape = itemShape({ type: 'legalNumber', v: 1, data: () => z.object({ id: storedId('ldo') }) });
const linksType = 'legalLinks';

export const documentPk = (id: Id<'ldo'>) => `LDO#${id}`;
const rootKey = (id: Id<'ldo'>): Key => ({ pk: documentPk(id), sk: '#' });
const textKey = (id: Id<'ldo'>): Key => ({ pk: documentPk(id), sk: 'TEXT' });
const linksKey = (id: Id<'ldo'>): Key => ({ pk: documentPk(id), sk: 'LINKS' });
const numberPk = (number: string) => `LDON#${fold(number)}`;
const numberKey = ({ number, issuer }: Pick<LegalDocument, 'number' | 'issuer'>): Key => ({
  pk: numberPk(number),
  sk: fold(issuer).slice(0, 200),
});

export function documentStore(table: Table): DocumentStore {
  const get = async (id: Id<'ldo'>) => {
    const item = await table.get(rootKey(id));
    return item && read(item);
  };
  return {
    get,
    text: async (id) => {
      const item = await table.get(textKey(id));
      return item ? textShape.read(item).text : '';
    },
    linksTo: async (id) => {
      const sources = membersOf(await table.get(linksKey(id)), linksType).flatMap(
        (raw) => parseId('ldo', raw) ?? [],
      );
      const documents = await Promise.all(sources.map(get));
      return documents.flatMap((one) => (one?.status === 'PUBLISHED' ? linksBack(one, id) : []));
    },
    withNumber: async (number) =>
      (await table.queryAll({ pk: numberPk(number) })).map((item) => numberShape.read(item).id),
    create: (document) => [
      create(rootItem(document), refusal('DUPLICATE', []), 1),
      take(document),
      ...linkWrites(document.id, [], document.links),
    ],
    replace: (before, after) => [
      replace(rootItem(after), before.version),
      ...(said(before) === said(after) ? [] : [discard(numberKey(before))]),
      ...(said(before) === said(after) || after.status === 'WITHDRAWN' ? [] : [take(after)]),
      ...linkWrites(after.id, before.links, after.links),
    ],
    setText: (id, text) =>
      text === '' ? discard(textKey(id)) : overwrite(textShape.item(textKey(id), { text })),
    newest: async (kind, before, limit) => {
      const list =
        kind === null
          ? ({ index: 'gsi1', pk: 'LDOALL' } as const)
          : ({ index: 'gsi2', pk: `LDOK#${kind}` } as const);
      const page = await table.query({ ...list, skFrom: '0', skTo: before, descending: true, limit });
      return page.items.map(read);
    },
  };
}

const take = (document: LegalDocument): Write =>
  create(numberShape.item(numberKey(document), { id: document.id }), refusal('DUPLICATE', 'number'));

/** What holds the number for it: nobody else registers it again while it is published. */
const said = (document: LegalDocument): string => JSON.stringify([document.status, numberKey(document)]);

/** Each document that this one replaces or amends knows it by its id, and nothing that a correction could change. */
function linkWrites(
  id: Id<'ldo'>,
  before: LegalDocument['links'],
  after: LegalDocument['links'],
): readonly Write[] {
  const targets = (links: LegalDocument['links']) => new Set(links.map((link) => link.documentId));
  const [old, next] = [targets(before), targets(after)];
  const membership = (target: Id<'ldo'>) => ({ key: linksKey(target), type: linksType, member: id });
  return [
    ...[...next].filter((one) => !old.has(one)).map((one) => join(membership(one), refusal('BUSY', []))),
    ...[...old].filter((one) => !next.has(one)).map((one) => leave(membership(one))),
  ];
}

const read = (item: Item): LegalDocument => ({ ...documentShape.read(item), version: versionOf(item) });

function rootItem(document: LegalDocument): Item {
  const { version: _, ...data } = document;
  const sk = placeOf(data);
  return documentShape.item(
    {
      ...rootKey(data.id),
      ...(data.status === 'PUBLISHED' && {
        gsi1pk: 'LDOALL',
        gsi1sk: sk,
        gsi2pk: `LDOK#${data.kind}`,
        gsi2sk: sk,
      }),
    },
    data,
  );
}
