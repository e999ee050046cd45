import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, discard, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { yearKinds } from '../law/achievement-year.ts';
import { initiativeKinds, initiativeScopes } from '../law/eligibility/records.ts';
import { usedForShape } from './initiative-use.shape.ts';
import type { Initiative } from './initiative.ts';

export interface InitiativeStore {
  get(id: Id<'ini'>): Promise<Initiative | undefined>;
  create(initiative: Initiative): Write;
  /** Replaces it; the stored version must be one less. */
  replace(after: Initiative): Write;
  /** Takes back what an import that didn't come to be had made. */
  discard(id: Id<'ini'>): Write;
  history(id: Id<'ini'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const shape = itemShape({
  type: 'initiative',
  v: 1,
  data: () => {
    const year = z.object({ kind: z.enum(yearKinds), year: z.int() });
    return z.object({
      id: storedId('ini'),
      name: z.string(),
      kind: z.enum(initiativeKinds),
      scope: z.enum(initiativeScopes),
      year,
      recognisedOn: storedDate,
      decisionNumber: z.string(),
      issuer: z.string(),
      authors: z.readonly(
        z.array(
          z.object({
            subjectId: storedId('sub'),
            sharePercent: z.int(),
            usedFor: z.readonly(z.array(usedForShape())),
            recordId: storedId('rec'),
          }),
        ),
      ),
      otherSharePercent: z.int(),
      status: z.enum(['RECOGNISED', 'WITHDRAWN']),
    });
  },
});

export const initiativePk = (id: Id<'ini'>) => `INI#${id}`;
const rootKey = (id: Id<'ini'>): Key => ({ pk: initiativePk(id), sk: '#' });

export function initiativeStore(reader: ListReader): InitiativeStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && { ...shape.read(item), version: versionOf(item) };
    },
    create: (initiative) => create(rootItem(initiative), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    discard: (id) => discard(rootKey(id)),
    history: (id, args) =>
      pageOf(reader, { pk: initiativePk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const rootItem = ({ version: _, ...data }: Initiative): Item => shape.item(rootKey(data.id), data);
