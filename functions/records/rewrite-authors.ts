import { isDeepStrictEqual } from 'node:util';
import type { User } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import type { Subject } from '../subjects/subject.ts';
import { checkContent } from './content.ts';
import { isOf, type Content, type Entry, type FormerEntry, type RecordFile } from './entry.ts';
import { withEntry } from './file.ts';
import { contentFor, type Author, type Initiative, type InitiativeDraft } from './initiative.ts';
import { mayRecord, mayReplace, type Viewer } from './record.policy.ts';
import { lanePk, type RecordStore } from './record.store.ts';

/** An author with what is recorded of them. */
export type AuthorFile = { readonly subject: Subject; readonly file: RecordFile };

export type Rewriting = {
  readonly viewer: Viewer & { readonly actor: User };
  readonly at: string;
  readonly requestId: string;
  readonly reason: string;
  readonly nextId: () => Id<'rec'>;
  readonly records: Pick<RecordStore, 'save'>;
  readonly files: ReadonlyMap<string, AuthorFile>;
};

type DraftAuthor = InitiativeDraft['authors'][number];
type Step = { readonly author: Author | undefined; readonly writes: readonly Write[] };

/**
 * Brings the files of all authors, before and after, to what the initiative now says; only those that it changes are
 * written. NOT_FOUND for an author who isn't theirs to enter, RECORD_SETTLED, and what a file refuses.
 */
export function rewriteAuthors(
  before: Initiative | undefined,
  after: InitiativeDraft,
  by: Rewriting,
): Result<{ readonly initiative: Initiative; readonly writes: readonly Write[] }> {
  const gone = (before?.authors ?? []).filter(
    (old) => !after.authors.some((one) => one.subjectId === old.subjectId),
  );
  const steps = [
    ...after.authors.map((author, index) => rewriteOne({ before, after, by }, author, `authors.${index}`)),
    ...gone.map((author) => removeOne({ before, after, by }, author)),
  ];
  const refusals = steps.flatMap((step) => (step.ok ? [] : step.refusals));
  if (refusals.length > 0) return refuse(...refusals);
  const done = steps.flatMap((step) => (step.ok ? [step.value] : []));
  return accept({
    initiative: { ...after, authors: done.flatMap(({ author }) => author ?? []) },
    writes: distinct(done.flatMap(({ writes }) => writes)),
  });
}

/** Two files that one import lies beside call it off twice: a transaction takes an item once. */
function distinct(writes: readonly Write[]): readonly Write[] {
  const byKey = new Map<string, Write>();
  for (const write of writes) {
    const item = 'Put' in write.request ? write.request.Put.Item : undefined;
    byKey.set(`${String(item?.['pk'])} ${String(item?.['sk'])}`, write);
  }
  return [...byKey.values()];
}

type Change = {
  readonly before: Initiative | undefined;
  readonly after: InitiativeDraft;
  readonly by: Rewriting;
};

function rewriteOne(change: Change, author: DraftAuthor, field: string): Result<Step> {
  const { after, by } = change;
  const found = by.files.get(author.subjectId);
  if (!found || !mayRecord(by.viewer, 'OPEN', 'enter', found.subject.unitId))
    return refuse(refusal('NOT_FOUND', `${field}.subjectId`));
  const old = oldEntry(found.file, after.id);
  const checked = checkContent(contentFor(after.id, after, author), found.subject.kind, by.viewer.on);
  if (!checked.ok) return checked;
  if (old && isDeepStrictEqual(old.content, checked.value))
    return accept({ author: { ...author, recordId: old.id }, writes: [] });
  if (old && !mayReplace(by.viewer, old, found.subject.unitId))
    return refuse(refusal('RECORD_SETTLED', field));
  const record = entryOf(by, checked.value, old);
  const file = withEntry(found.file, record, old ? [old.id] : []);
  if (!file.ok) return refuse(...file.refusals.map((one): Refusal => ({ ...one, field: field.split('.') })));
  return accept({
    author: { ...author, recordId: record.id },
    writes: save(by, found, file.value, { record, former: old && formerOf(by, old, record.id) }),
  });
}

function removeOne({ after, by }: Change, { subjectId }: Author): Result<Step> {
  const found = by.files.get(subjectId);
  const old = found && oldEntry(found.file, after.id);
  if (!found || !old) return accept({ author: undefined, writes: [] });
  if (!mayRecord(by.viewer, 'OPEN', 'enter', found.subject.unitId))
    return refuse(refusal('NOT_FOUND', 'initiativeId'));
  if (!mayReplace(by.viewer, old, found.subject.unitId))
    return refuse(refusal('RECORD_SETTLED', 'initiativeId'));
  const file = { ...found.file, entries: found.file.entries.filter((one) => one.id !== old.id) };
  return accept({
    author: undefined,
    writes: save(by, found, file, { record: old, former: formerOf(by, old, null) }),
  });
}

const entryOf = (by: Rewriting, content: Content, old: Entry | undefined): Entry => ({
  id: by.nextId(),
  content,
  source: { from: 'ENTRY' },
  recordedBy: by.viewer.actor.userId,
  recordedAt: by.at,
  // A mark of use says nothing of what the papers say.
  verified: old && onlyUseDiffers(old.content, content) ? old.verified : null,
  corrects: old?.id ?? null,
  contradicts: [],
});

const oldEntry = (file: RecordFile, id: Id<'ini'>): Entry | undefined =>
  file.entries.find(({ content }) => isOf(content, 'INITIATIVE') && content.initiativeId === id);

const onlyUseDiffers = (a: Content, b: Content): boolean =>
  isDeepStrictEqual({ ...a, usedFor: [] }, { ...b, usedFor: [] });

const formerOf = (by: Rewriting, entry: Entry, replacedBy: Id<'rec'> | null): FormerEntry => ({
  ...{ entry, replacedBy },
  reason: by.reason,
  by: by.viewer.actor.userId,
  at: by.at,
});

type Saved = { readonly record: Entry; readonly former: FormerEntry | undefined };

function save(by: Rewriting, { subject }: AuthorFile, file: RecordFile, saved: Saved): readonly Write[] {
  const seq = file.events.OPEN + 1;
  const event = eventItem(lanePk(subject.id, 'OPEN'), {
    aggregateId: subject.id,
    seq,
    name: saved.former ? (saved.former.replacedBy ? 'RecordCorrected' : 'RecordWithdrawn') : 'RecordEntered',
    at: by.at,
    actorId: by.viewer.actor.userId,
    requestId: by.requestId,
    facts: { recordId: saved.record.id, kind: 'INITIATIVE' },
  });
  const after = { ...file, events: { ...file.events, OPEN: seq }, version: file.version + 1 };
  return [
    ...by.records.save(after, saved.former ? [saved.former] : [], {
      at: by.at,
      actorId: by.viewer.actor.userId,
      requestId: by.requestId,
    }),
    create(event, refusal('BUSY', [])),
  ];
}
