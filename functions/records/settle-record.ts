import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeFile, type RecordDeps, type Recorded } from './change-file.ts';
import { laneOf, type Entry } from './entry.ts';
import { mayRecord } from './record.policy.ts';
import { formerOf } from './record-entry.ts';

export type RecordRef = {
  readonly subjectId: string;
  readonly recordId: string;
  readonly idempotencyKey: string;
};

/** Takes away a record that should not have been made; it stays readable among the former ones. */
export const withdrawRecord = (
  deps: RecordDeps,
  input: RecordRef & { readonly reason: string },
): Promise<Result<Recorded>> =>
  changeFile(deps, input, {
    operation: 'withdrawRecord',
    event: 'RecordWithdrawn',
    verb: 'enter',
    lane: undefined,
    apply: (scene) => {
      const former = formerOf(scene, input.recordId, input.reason);
      if (!former.ok) return former;
      const record = former.value.entry;
      // The initiative of several authors is one: it goes from all their files or from none.
      if (record.content.is === 'INITIATIVE') return refuse(refusal('RECORD_SHARED', 'recordId'));
      const entries = scene.file.entries.filter((one) => one.id !== record.id);
      return accept({
        file: { ...scene.file, entries },
        record,
        former: [former.value],
        facts: { reason: former.value.reason },
      });
    },
  });

/** Says that a record was held against the papers. NOT_FOUND, RECORD_OWN, WRONG_STATE. */
export const verifyRecord = (deps: RecordDeps, input: RecordRef): Promise<Result<Recorded>> =>
  changeFile(deps, input, {
    operation: 'verifyRecord',
    event: 'RecordVerified',
    verb: 'verify',
    lane: undefined,
    apply: ({ subject, file, viewer, at }) => {
      const id = parseId('rec', input.recordId);
      const found = file.entries.find(
        (one) => one.id === id && mayRecord(viewer, laneOf(one.content.is), 'view', subject.unitId),
      );
      if (!found) return refuse(refusal('NOT_FOUND', 'recordId'));
      if (found.recordedBy === viewer.actor.userId) return refuse(refusal('RECORD_OWN', 'recordId'));
      if (found.verified) return refuse(refusal('WRONG_STATE', 'recordId', { status: 'VERIFIED' }));
      const record: Entry = { ...found, verified: { by: viewer.actor.userId, at } };
      const entries = file.entries.map((one) => (one.id === record.id ? record : one));
      return accept({ file: { ...file, entries }, record });
    },
  });
