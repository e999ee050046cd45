import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, discard, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { fileSides, type ComplaintFile, type FileSide } from './complaint-file.ts';
import { complaintShape } from './complaint.shape.ts';
import { type Complaint, type ComplaintStatus } from './complaint.ts';

/** Denunciations have lists of their own, for fewer eyes. */
export type Lane = 'OPEN' | 'DENUNCIATION';
export const laneOf = ({ type }: Pick<Complaint, 'type'>): Lane =>
  type === 'DENUNCIATION' ? 'DENUNCIATION' : 'OPEN';

export interface ComplaintStore {
  get(id: Id<'cpl'>): Promise<Complaint | undefined>;
  /** Two writes; the statement stays apart from the root, so that no list carries it. */
  create(complaint: Complaint, statement: string): readonly Write[];
  /** The root, and the rows of those newly assigned or no longer so. */
  replace(after: Complaint, before: Complaint): readonly Write[];
  statement(id: Id<'cpl'>): Promise<string>;
  /** In the order in which each side sent them; bounded. */
  files(id: Id<'cpl'>): Promise<readonly ComplaintFile[]>;
  /** As the next of its side after those that were read; BUSY when another came first. */
  addFile(id: Id<'cpl'>, file: ComplaintFile, before: readonly ComplaintFile[]): Write;
  pageByStatus(
    unitId: Id<'unt'>,
    lane: Lane,
    status: ComplaintStatus,
    args: PageArgs,
  ): Promise<Page<Complaint>>;
  /** Ids of what somebody is assigned, as the page's rows. */
  pageAssigned(userId: Id<'usr'>, args: PageArgs): Promise<Page<Id<'cpl'>>>;
  history(id: Id<'cpl'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const statementShape = itemShape({
  type: 'complaintStatement',
  v: 1,
  data: () => z.object({ text: z.string() }),
});
const assignmentShape = itemShape({
  type: 'complaintAssignment',
  v: 1,
  data: () => z.pick(complaintShape(), { id: true }),
});

const fileShape = itemShape({
  type: 'complaintFile',
  v: 1,
  data: () => z.object({ fileId: storedId('att'), side: z.enum(fileSides), at: storedInstant }),
});

const shape = itemShape({ type: 'complaint', v: 1, data: complaintShape });

export const complaintPk = (id: Id<'cpl'>) => `CPL#${id}`;
const rootKey = (id: Id<'cpl'>): Key => ({ pk: complaintPk(id), sk: '#' });
const statementKey = (id: Id<'cpl'>): Key => ({ pk: complaintPk(id), sk: 'STATEMENT' });
const fileKey = (id: Id<'cpl'>, side: FileSide, place: number): Key => ({
  pk: complaintPk(id),
  sk: `FILE#${side}#${String(place).padStart(2, '0')}`,
});
const assignmentKey = (id: Id<'cpl'>, userId: Id<'usr'>): Key => ({
  pk: complaintPk(id),
  sk: `ASG#${userId}`,
});
const statusPk = (unitId: Id<'unt'>, lane: Lane) => `CPLS#${unitId}#${lane}`;

export function complaintStore(reader: ListReader): ComplaintStore {
  const { table } = reader;
  return {
    get: async (id) => {
      const item = await table.get(rootKey(id));
      return item && read(item);
    },
    create: (complaint, text) => [
      create(rootItem(complaint), refusal('DUPLICATE', []), 1),
      create(statementShape.item(statementKey(complaint.id), { text }), refusal('BUSY', [])),
    ],
    replace: (after, before) => [replace(rootItem(after), before.version), ...assignments(after, before)],
    statement: async (id) => {
      const item = await table.get(statementKey(id));
      return item ? statementShape.read(item).text : '';
    },
    files: async (id) => {
      const items = await table.queryAll({ pk: complaintPk(id), skPrefix: 'FILE#' });
      return items.map((item) => fileShape.read(item));
    },
    addFile: (id, file, before) => {
      const place = before.filter(({ side }) => side === file.side).length;
      return create(fileShape.item(fileKey(id, file.side, place), file), refusal('BUSY', []));
    },
    pageByStatus: (unitId, lane, status, args) =>
      pageOf(
        reader,
        { index: 'gsi2', pk: statusPk(unitId, lane), skPrefix: `${status}#`, descending: true },
        args,
        read,
      ),
    pageAssigned: (userId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `CPLA#${userId}` }, args, (item) => assignmentShape.read(item).id),
    history: (id, args) =>
      pageOf(reader, { pk: complaintPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const read = (item: Item): Complaint => ({ ...shape.read(item), version: versionOf(item) });

function assignments(after: Complaint, before: Complaint): readonly Write[] {
  const [now, then] = [after, before].map((one) => new Set(one.assignees.map(({ userId }) => userId)));
  return [
    ...[...(then ?? [])]
      .filter((id) => !now?.has(id))
      .map((userId) => discard(assignmentKey(after.id, userId))),
    ...[...(now ?? [])]
      .filter((id) => !then?.has(id))
      .map((userId) =>
        overwrite(
          assignmentShape.item(
            { ...assignmentKey(after.id, userId), gsi1pk: `CPLA#${userId}`, gsi1sk: after.id },
            { id: after.id },
          ),
        ),
      ),
  ];
}

function rootItem(complaint: Complaint): Item {
  const { version: _, ...data } = complaint;
  const lane = laneOf(data);
  return shape.item(
    {
      ...rootKey(data.id),
      gsi2pk: statusPk(data.handlerUnitId, lane),
      gsi2sk: `${data.status}#${data.receivedOn}#${data.id}`,
    },
    data,
  );
}
