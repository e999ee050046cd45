import * as z from 'zod/mini';
import { roles } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, discard, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import type { UserRecord } from './user.ts';

export interface UserStore {
  get(id: Id<'usr'>): Promise<UserRecord | undefined>;
  create(user: UserRecord): readonly Write[];
  /** Replaces a user, whose stored version must be `before.version`. */
  replace(before: UserRecord, after: UserRecord): readonly Write[];
  pageByUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<UserRecord>>;
}

const userData = z.object({
  id: storedId('usr'),
  name: z.string(),
  issuer: z.string(),
  subject: z.string(),
  grants: z.array(
    z.object({ role: z.enum(roles), unitId: storedId('unt'), from: storedDate, to: z.nullable(storedDate) }),
  ),
});

const userShape = itemShape({ type: 'user', v: 1, data: () => userData });
/** A row per unit of a user's grants, so that a unit's users are one keyed list. */
const rowShape = itemShape({
  type: 'userAtUnit',
  v: 1,
  data: () => z.extend(userData, { version: z.int() }),
});

export const userPk = (id: Id<'usr'>) => `USER#${id}`;
const rootKey = (id: Id<'usr'>): Key => ({ pk: userPk(id), sk: '#' });
const rowKey = (id: Id<'usr'>, unitId: Id<'unt'>): Key => ({ pk: userPk(id), sk: `UNIT#${unitId}` });

export function userStore(reader: ListReader): UserStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && readUser(item);
    },
    create: (user) => [
      create(userShape.item(rootKey(user.id), dataOf(user)), refusal('DUPLICATE', 'subject'), 1),
      ...rows(user),
    ],
    replace: (before, after) => [
      replace(userShape.item(rootKey(after.id), dataOf(after)), before.version),
      ...unitsOf(before)
        .filter((unitId) => !unitsOf(after).includes(unitId))
        .map((unitId) => discard(rowKey(before.id, unitId))),
      ...rows(after),
    ],
    pageByUnit: (unitId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `UNITUSERS#${unitId}` }, args, (item) => rowShape.read(item)),
  };
}

const readUser = (item: Item): UserRecord => ({ ...userShape.read(item), version: versionOf(item) });

const dataOf = ({ version: _, ...data }: UserRecord) => ({ ...data, grants: [...data.grants] });

const unitsOf = (user: UserRecord): readonly Id<'unt'>[] => [...new Set(user.grants.map((g) => g.unitId))];

const rows = (user: UserRecord): readonly Write[] =>
  unitsOf(user).map((unitId) =>
    overwrite({
      ...rowShape.item(rowKey(user.id, unitId), { ...dataOf(user), version: user.version }),
      gsi1pk: `UNITUSERS#${unitId}`,
      gsi1sk: `${user.name}#${user.id}`,
    }),
  );
