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
import { laneOf, type Entry, type FormerEntry, type Lane, type RecordFile } from './entry.ts';
import type { RecordImport } from './import/import.ts';
import { importStore, type ImportStore, type Trace } from './import/import.store.ts';
import { fileShape, formerShape } from './record.shape.ts';
import { predecessorsOf } from '../units/predecessors.ts';
import { recordsOf, type Inheritance } from './records-of.ts';

/** A file as it is stored, with what an import has laid beside its entries. */
export type StoredFile = {
  readonly subjectId: Id<'sub'>;
  readonly entries: readonly Entry[];
  readonly events: RecordFile['events'];
  readonly pending: { readonly importId: Id<'imp'>; readonly entries: readonly Entry[] } | null;
  readonly version: number;
};

/** The files as they are written. */
export interface FileStore {
  /** A subject's file as it holds now; an empty one of version 0 when nothing was ever recorded. */
  get(id: Id<'sub'>): Promise<RecordFile>;
  former(subjectId: Id<'sub'>, lane: Lane, id: Id<'rec'>): Promise<FormerEntry | undefined>;
  /**
   * Replaces the file, whose stored version must be `after.version - 1`, keeps what holds no more, and calls off an import
   * that is being laid beside it. BUSY.
   */
  save(after: RecordFile, former: readonly FormerEntry[], trace: Trace): readonly Write[];
  stored(id: Id<'sub'>): Promise<StoredFile>;
  /** Replaces a file as it is stored; the stored version must be one less. BUSY. */
  put(after: StoredFile): Write;
}

export interface RecordStore extends FileStore {
  /** What the rules ask of many subjects: one BatchGet for each hundred of their files, one for each hundred of themselves. */
  load(ids: readonly Id<'sub'>[]): Promise<ReadonlyMap<Id<'sub'>, Records>>;
  /** Entries of a lane that hold no more, by the entry's id. */
  pageFormer(subjectId: Id<'sub'>, lane: Lane, args: PageArgs): Promise<Page<FormerEntry>>;
  /** What happened in a lane, the latest first. */
  history(subjectId: Id<'sub'>, lane: Lane, args: PageArgs): Promise<Page<StoredEvent>>;
}

const filePk = (id: Id<'sub'>) => `REC#${id}`;
const fileKey = (id: Id<'sub'>): Key => ({ pk: filePk(id), sk: '#' });
const formerPrefix = 'FORMER#';

/** Where a lane's events and former entries lie: apart from the other lanes', each with numbers of its own. */
export const lanePk = (id: Id<'sub'>, lane: Lane) => `${filePk(id)}#${lane}`;

export function fileStore({ table }: ListReader, imports: Pick<ImportStore, 'get' | 'callOff'>): FileStore {
  const stored = async (id: Id<'sub'>): Promise<StoredFile> => {
    const item = await table.get(fileKey(id));
    return item ? read(item) : { ...empty, subjectId: id };
  };
  return {
    // Whether pending entries count hangs on their import's head alone; heads of one tick are one more BatchGet.
    get: async (id) => {
      const file = await stored(id);
      return settled(file, file.pending ? await imports.get(file.pending.importId) : undefined);
    },
    former: async (subjectId, lane, id) => {
      const item = await table.get({ pk: lanePk(subjectId, lane), sk: `${formerPrefix}${id}` });
      return item && formerShape.read(item);
    },
    save: ({ overlay, ...after }, former, trace) => [
      replaceFile({ ...after, pending: null }),
      ...former.map((one) => keepFormer(after.subjectId, one)),
      ...(overlay ? imports.callOff(overlay, trace) : []),
    ],
    stored,
    put: replaceFile,
  };
}

export function recordStore(
  reader: ListReader,
  subjects: Pick<SubjectStore, 'get' | 'ofUnit'>,
  units: UnitStore,
  imports: Pick<ImportStore, 'get' | 'callOff'> = importStore(reader),
): RecordStore {
  const files = fileStore(reader, imports);
  const get = (id: Id<'sub'>) => files.get(id);
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
    ...files,
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
    pageFormer: (subjectId, lane, args) =>
      pageOf(reader, { pk: lanePk(subjectId, lane), skPrefix: formerPrefix }, args, (item) =>
        formerShape.read(item),
      ),
    history: (subjectId, lane, args) =>
      pageOf(reader, { pk: lanePk(subjectId, lane), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const read = (item: Item): StoredFile => ({ ...fileShape.read(item), version: versionOf(item) });

const empty = { entries: [], events: { OPEN: 0, DISCIPLINE: 0, PROCEEDING: 0 }, pending: null, version: 0 };

/** The entries that hold: with those of a committed import, without those of any other. */
export function settled({ pending, ...file }: StoredFile, head: RecordImport | undefined): RecordFile {
  const counts = pending !== null && head?.status === 'COMMITTED';
  return {
    ...file,
    entries: counts ? [...file.entries, ...pending.entries] : file.entries,
    overlay: head?.status === 'COMMITTING' ? head : null,
  };
}

/** Somebody else was faster: the decision is made again on what they left. */
const busy = () => refusal('BUSY', []);

function replaceFile({ version, ...data }: StoredFile): Write {
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
