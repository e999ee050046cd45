import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import { create, versionOf, type Write } from '../kernel/table/write.ts';
import type { Records } from '../law/eligibility/records.ts';
import type { Subject } from '../subjects/subject.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { emptyFile, laneOf, type FormerEntry, type Lane, type RecordFile } from './entry.ts';
import { settled } from './file.ts';
import { fileShape, formerShape } from './record.shape.ts';
import { predecessorsOf, recordsOf, type Inheritance } from './records-of.ts';

export interface RecordStore {
  /** A subject's file as it holds now; an empty one of version 0 when nothing was ever recorded. */
  get(id: Id<'sub'>): Promise<RecordFile>;
  /** What the rules ask of many subjects: one BatchGet for each hundred of their files, one for each hundred of themselves. */
  load(ids: readonly Id<'sub'>[]): Promise<ReadonlyMap<Id<'sub'>, Records>>;
  former(subjectId: Id<'sub'>, lane: Lane, id: Id<'rec'>): Promise<FormerEntry | undefined>;
  /** Entries of a lane that hold no more, by the entry's id. */
  pageFormer(subjectId: Id<'sub'>, lane: Lane, args: PageArgs): Promise<Page<FormerEntry>>;
  /** What happened in a lane, the latest first. */
  history(subjectId: Id<'sub'>, lane: Lane, args: PageArgs): Promise<Page<StoredEvent>>;
  /** Replaces the file, whose stored version must be `after.version - 1`, and keeps what holds no more. BUSY. */
  save(after: RecordFile, former: readonly FormerEntry[]): readonly Write[];
}

const filePk = (id: Id<'sub'>) => `REC#${id}`;
const fileKey = (id: Id<'sub'>): Key => ({ pk: filePk(id), sk: '#' });
const formerPrefix = 'FORMER#';

/** Where a lane's events and former entries lie: apart from the other lanes', each with numbers of its own. */
export const lanePk = (id: Id<'sub'>, lane: Lane) => `${filePk(id)}#${lane}`;

export function recordStore(
  reader: ListReader,
  subjects: Pick<SubjectStore, 'get' | 'ofUnit'>,
  units: UnitStore,
): RecordStore {
  const { table } = reader;
  const get = async (id: Id<'sub'>): Promise<RecordFile> => {
    const item = await table.get(fileKey(id));
    return item ? settled(read(item), false) : emptyFile(id);
  };
  /** A person's chain goes with the person; a unit has that of the units it carries on. */
  const inheritedBy = async (
    { refUnitId }: Subject,
    registry: UnitRegistry,
  ): Promise<readonly Inheritance[]> => {
    const earlier = refUnitId ? predecessorsOf(registry, refUnitId) : [];
    const files = await Promise.all(
      earlier.map(async (from) => {
        const id = await subjects.ofUnit(from);
        return id ? [{ from, file: await get(id) }] : [];
      }),
    );
    return files.flat();
  };
  return {
    get,
    load: async (ids) => {
      const [registry, ...found] = await Promise.all([
        units.registry(),
        ...[...new Set(ids)].map(async (id) => {
          const [subject, file] = await Promise.all([subjects.get(id), get(id)]);
          return { subject, file };
        }),
      ]);
      const records = found.map(async ({ subject, file }) => {
        if (!subject) return [];
        const inherited = await inheritedBy(subject, registry);
        return [[subject.id, recordsOf(subject, registry, file, inherited)] as const];
      });
      return new Map((await Promise.all(records)).flat());
    },
    former: async (subjectId, lane, id) => {
      const item = await table.get({ pk: lanePk(subjectId, lane), sk: `${formerPrefix}${id}` });
      return item && formerShape.read(item);
    },
    pageFormer: (subjectId, lane, args) =>
      pageOf(reader, { pk: lanePk(subjectId, lane), skPrefix: formerPrefix }, args, (item) =>
        formerShape.read(item),
      ),
    history: (subjectId, lane, args) =>
      pageOf(reader, { pk: lanePk(subjectId, lane), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
    save: (after, former) => [replaceFile(after), ...former.map((one) => keepFormer(after.subjectId, one))],
  };
}

const read = (item: Item): RecordFile => ({ ...fileShape.read(item), version: versionOf(item) });

/** Somebody else was faster: the decision is made again on what they left. */
const busy = () => refusal('BUSY', []);

function replaceFile({ version, ...data }: RecordFile): Write {
  const expected = version - 1;
  return {
    request: {
      Put: {
        Item: { ...fileShape.item(fileKey(data.subjectId), data), version },
        ...(expected === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: 'version = :expected',
              ExpressionAttributeValues: { ':expected': expected },
            }),
      },
    },
    onConflict: busy,
  };
}

const keepFormer = (subjectId: Id<'sub'>, former: FormerEntry): Write => {
  const pk = lanePk(subjectId, laneOf(former.entry.content.is));
  return create(formerShape.item({ pk, sk: `${formerPrefix}${former.entry.id}` }, former), busy());
};
