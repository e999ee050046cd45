import type { User } from '../kernel/actor.ts';
import { instant, today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Subject } from '../subjects/subject.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { laneOf, type Entry, type FormerEntry, type Lane, type RecordFile } from './entry.ts';
import { mayRecord, requireRecordRole, type Verb, type Viewer } from './record.policy.ts';
import { lanePk, type RecordStore } from './record.store.ts';

export type RecordDeps = Scope & {
  readonly records: RecordStore;
  readonly subjects: Pick<SubjectStore, 'get'>;
  readonly units: UnitStore;
};

/** What a change answers: the entry it is about, and whose it is. */
export type Recorded = { readonly subject: Subject; readonly record: Entry };

export type Scene = {
  readonly subject: Subject;
  readonly file: RecordFile;
  readonly viewer: Viewer & { readonly actor: User };
  readonly at: string;
};

export type Applied = {
  readonly file: RecordFile;
  readonly record: Entry;
  readonly former?: readonly FormerEntry[];
  readonly facts?: Readonly<Record<string, unknown>>;
};

type Change = {
  readonly operation: string;
  readonly event: string;
  readonly verb: Verb;
  /** The lane that the change is of; undefined where only the file tells which entry is meant. */
  readonly lane: Lane | undefined;
  readonly apply: (scene: Scene) => Result<Applied>;
};

type Input = { readonly subjectId: string; readonly idempotencyKey: string };

/**
 * What every change of a subject's file has in common: whose it is, who may, one event in the lane. No version is asked
 * for: entries never change, so whoever names one names what they have read. A concurrent change is tried again.
 */
export function changeFile(deps: RecordDeps, input: Input, change: Change): Promise<Result<Recorded>> {
  const id = parseId('sub', input.subjectId);
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () => Promise.all([id && deps.subjects.get(id), id && deps.records.get(id), deps.units.registry()]),
    decide: ([subject, file, registry], actor) => {
      requireRecordRole(actor, change.lane ?? 'OPEN', change.verb);
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!subject || !file || !mayRecord(viewer, change.lane ?? 'OPEN', change.verb, subject.unitId))
        return refuse(refusal('NOT_FOUND', 'subjectId'));
      const at = instant(deps.clock);
      const applied = change.apply({ subject, file, viewer, at });
      if (!applied.ok) return applied;
      const { record, former = [], facts } = applied.value;
      const lane = laneOf(record.content.is);
      const seq = file.events[lane] + 1;
      const after = {
        ...applied.value.file,
        events: { ...file.events, [lane]: seq },
        version: file.version + 1,
      };
      return accept({
        result: { subject, record },
        resultId: `${subject.id}#${record.id}`,
        writes: deps.records.save(after, former, {
          at,
          actorId: actor.userId,
          requestId: deps.requestId,
        }),
        event: {
          pk: lanePk(subject.id, lane),
          aggregateId: subject.id,
          seq,
          name: change.event,
          facts: { recordId: record.id, kind: record.content.is, ...facts },
        },
      });
    },
    reload: (resultId) => reloadRecord(deps, resultId),
  });
}

/** The entry as it was answered, also when it has been replaced since. */
async function reloadRecord(deps: RecordDeps, resultId: string): Promise<Recorded | undefined> {
  const [rawSubject = '', rawRecord = ''] = resultId.split('#');
  const [subjectId, id] = [parseId('sub', rawSubject), parseId('rec', rawRecord)];
  if (!subjectId || !id) return undefined;
  const [subject, record] = await Promise.all([
    deps.subjects.get(subjectId),
    findRecord(deps, subjectId, id),
  ]);
  return subject && record && { subject, record };
}

async function findRecord(deps: RecordDeps, subjectId: Id<'sub'>, id: Id<'rec'>): Promise<Entry | undefined> {
  const [file, ...former] = await Promise.all([
    deps.records.get(subjectId),
    ...(['OPEN', 'DISCIPLINE', 'PROCEEDING'] as const).map((lane) =>
      deps.records.former(subjectId, lane, id),
    ),
  ]);
  return file.entries.find((one) => one.id === id) ?? former.find((one) => one !== undefined)?.entry;
}
