import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import { create, replace, unchanged, versionOf, type Write } from '../kernel/table/write.ts';
import { noOpinions, type Opinion, type OpinionCounts, type OpinionStatus } from './opinion.ts';
import { codeShape, opinionShape, registerShape } from './posting.shape.ts';
import { postingPk } from './posting.store.ts';

/** The register of a notice's opinions: how many there are of which kind. */
export type OpinionRegister = {
  readonly postingId: Id<'pst'>;
  readonly counts: OpinionCounts;
  readonly version: number;
};

export interface OpinionStore {
  get(id: Id<'opi'>): Promise<Opinion | undefined>;
  byCode(hash: string): Promise<Opinion | undefined>;
  /** Two writes: the opinion, and the hash by which its sender finds it. */
  create(opinion: Opinion, codeHash: string): readonly Write[];
  replace(after: Opinion): Write;
  page(postingId: Id<'pst'>, status: OpinionStatus | null, args: PageArgs): Promise<Page<Opinion>>;
  history(id: Id<'opi'>, args: PageArgs): Promise<Page<StoredEvent>>;
  register(postingId: Id<'pst'>): Promise<OpinionRegister>;
  openRegister(postingId: Id<'pst'>): Write;
  /** BUSY, and so tried again, when somebody was faster. */
  putRegister(before: OpinionRegister, counts: OpinionCounts): Write;
  /** No opinion may have come or moved since the register was read. */
  guardRegister(before: OpinionRegister): Write;
}

export const opinionPk = (id: Id<'opi'>) => `OPI#${id}`;
const rootKey = (id: Id<'opi'>): Key => ({ pk: opinionPk(id), sk: '#' });
const codeKey = (hash: string): Key => ({ pk: `OPICODE#${hash}`, sk: '#' });
const registerKey = (id: Id<'pst'>): Key => ({ pk: postingPk(id), sk: 'OPINIONS' });

export function opinionStore(reader: ListReader): OpinionStore {
  const { table } = reader;
  const get = async (id: Id<'opi'>) => {
    const item = await table.get(rootKey(id));
    return item && read(item);
  };
  const registerItem = (id: Id<'pst'>, counts: OpinionCounts) =>
    registerShape.item(registerKey(id), { ...counts });
  return {
    get,
    byCode: async (hash) => {
      const item = await table.get(codeKey(hash));
      return item && get(codeShape.read(item).opinionId);
    },
    create: (opinion, hash) => [
      create(rootItem(opinion), refusal('DUPLICATE', []), 1),
      create(codeShape.item(codeKey(hash), { opinionId: opinion.id }), refusal('BUSY', [])),
    ],
    replace: (after) => replace(rootItem(after), after.version - 1),
    page: (postingId, status, args) =>
      pageOf(
        reader,
        { index: 'gsi1', pk: `OPIP#${postingId}`, ...(status && { skPrefix: `${status}#` }) },
        args,
        read,
      ),
    history: (id, args) =>
      pageOf(reader, { pk: opinionPk(id), skPrefix: eventPrefix }, args, (item) => eventShape.read(item)),
    register: async (postingId) => {
      const item = await table.get(registerKey(postingId));
      return item
        ? { postingId, counts: registerShape.read(item), version: versionOf(item) }
        : { postingId, counts: noOpinions, version: 0 };
    },
    openRegister: (id) => create(registerItem(id, noOpinions), refusal('DUPLICATE', []), 1),
    putRegister: ({ postingId, version }, counts) => ({
      ...replace(registerItem(postingId, counts), version),
      onConflict: () => refusal('BUSY', []),
    }),
    guardRegister: ({ postingId, version }) => unchanged(registerKey(postingId), version),
  };
}

const read = (item: Item): Opinion => ({ ...opinionShape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...opinion }: Opinion): Item {
  const { accused } = opinion;
  return opinionShape.item(
    {
      ...rootKey(opinion.id),
      gsi1pk: `OPIP#${opinion.postingId}`,
      gsi1sk: `${opinion.status}#${opinion.id}`,
    },
    {
      ...opinion,
      rows: [...opinion.rows],
      accused: accused && { ...accused, nomineeIds: [...accused.nomineeIds] },
    },
  );
}
