import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import {
  create,
  emptied,
  join,
  leave,
  membersOf,
  replace,
  unchanged,
  versionOf,
  type Write,
} from '../kernel/table/write.ts';
import { datumStatus } from '../law/datum.ts';
import { attendanceModes, meetingStatuses, type Meeting } from './meeting.ts';

export interface MeetingStore {
  get(id: Id<'mtg'>): Promise<Meeting | undefined>;
  create(meeting: Meeting): Write;
  /** Replaces a meeting, whose stored version must be one less. */
  replace(after: Meeting): Write;
  /** The meeting must still be as it was when a decision relied on it. */
  guard(id: Id<'mtg'>, version: number): Write;
  /** How many votes of the meeting are neither final nor called off. */
  unfinishedVotes(id: Id<'mtg'>): Promise<number>;
  beginVote(id: Id<'mtg'>, vote: Id<'bal'>): Write;
  endVote(id: Id<'mtg'>, vote: Id<'bal'>): Write;
  /** No vote may be unfinished; BUSY, and so decided again, when one began meanwhile. */
  noVote(id: Id<'mtg'>): Write;
  /** Meetings of a council by the hour that they are called for. */
  pageByCouncil(councilId: Id<'cnl'>, args: PageArgs): Promise<Page<Meeting>>;
  /** Every meeting of a council called for within these days; some dozens a year. */
  allOf(councilId: Id<'cnl'>, from: string, to: string): Promise<readonly Meeting[]>;
}

const shape = itemShape({
  type: 'meeting',
  v: 1,
  data: () =>
    z.object({
      id: storedId('mtg'),
      councilId: storedId('cnl'),
      unitId: storedId('unt'),
      title: z.string(),
      scheduledAt: storedInstant,
      place: z.string(),
      status: z.enum(meetingStatuses),
      agenda: z.array(storedId('dos')),
      invited: z.array(z.int()),
      invitedAt: z.nullable(storedInstant),
      attendance: z.array(z.object({ seat: z.int(), mode: z.enum(attendanceModes) })),
      presiding: z.nullable(z.int()),
      openedAt: z.nullable(storedInstant),
      quorum: z.nullable(
        z.object({
          present: z.int(),
          members: z.int(),
          needed: z.int(),
          met: z.boolean(),
          advised: z.nullable(z.int()),
          citation: z.string(),
          status: datumStatus,
        }),
      ),
      tasks: z.array(
        z.object({
          number: z.int(),
          text: z.string(),
          ownerName: z.string(),
          ownerUserId: z.nullable(storedId('usr')),
          ownerUnitId: z.nullable(storedId('unt')),
          dueOn: storedDate,
          done: z.nullable(z.object({ on: storedDate, by: storedId('usr'), note: z.string() })),
        }),
      ),
      minutes: z.nullable(
        z.object({
          summary: z.string(),
          hash: z.string(),
          signatures: z.array(
            z.object({ seat: z.int(), userId: storedId('usr'), name: z.string(), at: storedInstant }),
          ),
        }),
      ),
      cancelReason: z.nullable(z.string()),
    }),
});

export const meetingPk = (id: Id<'mtg'>) => `MTG#${id}`;
const rootKey = (id: Id<'mtg'>): Key => ({ pk: meetingPk(id), sk: '#' });
/** Ids of its unfinished votes: read consistently where minutes are signed, which an index isn't. */
const votesType = 'meetingVotes';
const votesKey = (id: Id<'mtg'>): Key => ({ pk: meetingPk(id), sk: 'VOTES' });
const membership = (id: Id<'mtg'>, member: Id<'bal'>) => ({ key: votesKey(id), type: votesType, member });
const listOf = (councilId: Id<'cnl'>) => `MTGOF#${councilId}`;

export function meetingStore(reader: ListReader): MeetingStore {
  const { table } = reader;
  return {
    get: async (id) => {
      const item = await table.get(rootKey(id));
      return item && read(item);
    },
    create: (meeting) => create(rootItem(meeting), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    guard: (id, version) => unchanged(rootKey(id), version),
    unfinishedVotes: async (id) => membersOf(await table.get(votesKey(id)), votesType).length,
    beginVote: (id, vote) => join(membership(id, vote), refusal('DUPLICATE', [])),
    endVote: (id, vote) => leave(membership(id, vote)),
    noVote: (id) => emptied(votesKey(id), refusal('BUSY', [])),
    pageByCouncil: (councilId, args) => pageOf(reader, { index: 'gsi1', pk: listOf(councilId) }, args, read),
    allOf: async (councilId, from, to) =>
      (await table.queryAll({ index: 'gsi1', pk: listOf(councilId), skFrom: from, skTo: `${to}\uffff` })).map(
        read,
      ),
  };
}

const read = (item: Item): Meeting => ({ ...shape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...meeting }: Meeting): Item {
  const data = {
    ...meeting,
    agenda: [...meeting.agenda],
    invited: [...meeting.invited],
    attendance: [...meeting.attendance],
    tasks: [...meeting.tasks],
    minutes: meeting.minutes && { ...meeting.minutes, signatures: [...meeting.minutes.signatures] },
  };
  return shape.item(
    {
      ...rootKey(meeting.id),
      gsi1pk: listOf(meeting.councilId),
      gsi1sk: `${meeting.scheduledAt}#${meeting.id}`,
    },
    data,
  );
}
