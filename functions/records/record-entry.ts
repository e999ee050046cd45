import { refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeFile, type RecordDeps, type Recorded, type Scene } from './change-file.ts';
import { checkContent } from './content.ts';
import { laneOf, type Content, type Entry, type FormerEntry } from './entry.ts';
import { withEntry } from './file.ts';
import { mayRecord, mayReplace } from './record.policy.ts';

export const maxReason = 1_000;

/** Which entry a new one puts right, and why. */
export type Correction = { readonly recordId: string; readonly reason: string };

export type RecordInput = {
  readonly subjectId: string;
  readonly corrects?: Correction | null | undefined;
  readonly idempotencyKey: string;
};

/**
 * Enters a record of a subject, or one in the place of another. Codes: NOT_FOUND, REQUIRED, TOO_LONG, INVALID_VALUE,
 * SUBJECT_KIND_FIELD, RECORD_DUPLICATE, RECORD_CONTRADICTS, RECORDS_FULL, and those of the kind.
 */
export const recordEntry = (
  deps: RecordDeps,
  operation: string,
  input: RecordInput,
  content: Content,
): Promise<Result<Recorded>> =>
  changeFile(deps, input, {
    operation,
    event: input.corrects ? 'RecordCorrected' : 'RecordEntered',
    verb: 'enter',
    lane: laneOf(content.is),
    apply: (scene) => {
      const checked = checkContent(content, scene.subject.kind, scene.viewer.on);
      const old = correctedBy(scene, input.corrects, content);
      if (!checked.ok || !old.ok) return refuse(...refusalsOf(checked, old));
      const record: Entry = {
        id: deps.ids.next('rec'),
        content: checked.value,
        source: { from: 'ENTRY' },
        recordedBy: scene.viewer.actor.userId,
        recordedAt: scene.at,
        verified: null,
        corrects: old.value?.entry.id ?? null,
        contradicts: [],
      };
      const file = withEntry(scene.file, record, old.value ? [old.value.entry.id] : []);
      if (!file.ok) return file;
      return accept({
        file: file.value,
        record,
        former: old.value ? [{ ...old.value, replacedBy: record.id }] : [],
        facts: old.value ? { corrects: old.value.entry.id, reason: old.value.reason } : {},
      });
    },
  });

/** The entry that a correction names: of the same kind, and still holding. */
function correctedBy(
  scene: Scene,
  correction: Correction | null | undefined,
  content: Content,
): Result<FormerEntry | null> {
  if (!correction) return accept(null);
  const former = formerOf(scene, correction.recordId, correction.reason, 'corrects');
  return former.ok && former.value.entry.content.is !== content.is
    ? refuse(refusal('NOT_FOUND', 'corrects.recordId'))
    : former;
}

/** An entry about to hold no more. NOT_FOUND for one that isn't there, was replaced or isn't theirs; RECORD_SETTLED. */
export function formerOf(
  { subject, file, viewer, at }: Scene,
  rawId: string,
  rawReason: string,
  field = '',
): Result<FormerEntry> {
  const path = (name: string) => (field ? `${field}.${name}` : name);
  const id = parseId('rec', rawId);
  const entry = file.entries.find(
    (one) => one.id === id && mayRecord(viewer, laneOf(one.content.is), 'enter', subject.unitId),
  );
  const reason = requireText(path('reason'), rawReason, maxReason);
  const refusals = [...refusalsOf(reason)];
  if (!entry) refusals.push(refusal('NOT_FOUND', path('recordId')));
  else if (!mayReplace(viewer, entry, subject.unitId))
    refusals.push(refusal('RECORD_SETTLED', path('recordId')));
  if (!entry || !reason.ok || refusals.length > 0) return refuse(...refusals);
  return accept({ entry, reason: reason.value, by: viewer.actor.userId, at, replacedBy: null });
}
