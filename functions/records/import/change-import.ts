import type { User } from '../../kernel/actor.ts';
import { instant, today } from '../../kernel/clock.ts';
import { parseId, type Id } from '../../kernel/ids.ts';
import { mutate } from '../../kernel/mutate.ts';
import { refusal } from '../../kernel/refusal.ts';
import { accept, refuse, type Result } from '../../kernel/result.ts';
import type { Write } from '../../kernel/table/write.ts';
import type { Viewer } from '../record.policy.ts';
import { importTable, type ImportAction, type RecordImport } from './import.ts';
import { requireImporter, seesImport } from './import.policy.ts';
import { importPk } from './import.store.ts';
import { planSubject } from './plan.ts';
import type { Row } from './row.ts';
import { reloadImport, type ImportDeps } from './start-import.ts';

export type ImportChangeInput = {
  readonly importId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

type Scene<L> = {
  readonly head: RecordImport;
  readonly extra: L;
  readonly viewer: Viewer & { readonly actor: User };
};

type Change<L> = {
  readonly action: ImportAction;
  readonly event: string;
  readonly load: () => Promise<L>;
  readonly apply: (
    scene: Scene<L>,
  ) => Result<{ readonly head: Partial<RecordImport>; readonly writes?: readonly Write[] }>;
};

/** What every change of an import has in common: who sees it, its version, its state. */
function changeImport<L>(
  deps: ImportDeps,
  input: ImportChangeInput,
  { action, event, load, apply }: Change<L>,
): Promise<Result<RecordImport>> {
  const id = parseId('imp', input.importId);
  return mutate(deps, {
    operation: `${action}RecordImport`,
    input,
    load: () => Promise.all([id && deps.imports.get(id), deps.units.registry(), load()]),
    decide: ([head, registry, extra], actor) => {
      requireImporter(actor);
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!head || !seesImport(viewer, head)) return refuse(refusal('NOT_FOUND', 'importId'));
      if (head.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: head.version }));
      if (!importTable[action].includes(head.status)) return refuse(wrongState(head));
      const applied = apply({ head, extra, viewer });
      if (!applied.ok) return applied;
      const after = { ...head, ...applied.value.head, version: head.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: [deps.imports.replace(after), ...(applied.value.writes ?? [])],
        event: {
          pk: importPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: event,
          facts: { status: after.status },
        },
      });
    },
    reload: (raw) => reloadImport(deps, raw),
  });
}

const wrongState = ({ status }: RecordImport) =>
  refusal('WRONG_STATE', 'importId', {
    status,
    allowed: Object.entries(importTable)
      .filter(([, from]) => from.includes(status))
      .map(([action]) => action)
      .join(', '),
  });

const nothing = () => Promise.resolve(null);

/** Lets all of its rows count, or none. IMPORT_NOT_READY while a row is wrong or nobody has said whom one means. */
export const commitRecordImport = (
  deps: ImportDeps,
  input: ImportChangeInput,
): Promise<Result<RecordImport>> =>
  changeImport(deps, input, {
    action: 'commit',
    event: 'ImportCommitRequested',
    load: nothing,
    apply: ({ head: { counts }, viewer }) => {
      const { errors, choices } = counts;
      if (errors > 0 || choices > 0)
        return refuse(refusal('IMPORT_NOT_READY', 'importId', { errors, choices }));
      return accept({
        head: {
          status: 'COMMITTING',
          committedBy: viewer.actor.userId,
          committedAt: instant(deps.clock),
          tidy: false,
        },
      });
    },
  });

/** Reads the file again and judges its rows on the records as they are now; choices stay. */
export const recheckRecordImport = (
  deps: ImportDeps,
  input: ImportChangeInput,
): Promise<Result<RecordImport>> =>
  changeImport(deps, input, {
    action: 'recheck',
    event: 'ImportRechecked',
    load: nothing,
    apply: () => accept({ head: { status: 'READING' } }),
  });

export const abandonRecordImport = (
  deps: ImportDeps,
  input: ImportChangeInput,
): Promise<Result<RecordImport>> =>
  changeImport(deps, input, {
    action: 'abandon',
    event: 'ImportAbandoned',
    load: nothing,
    apply: () => accept({ head: { status: 'ABANDONED' } }),
  });

export type ChooseImportSubjectInput = ImportChangeInput & {
  readonly row: number;
  readonly subjectId: string;
};

/** Says whom a row means, among its candidates. NOT_FOUND, INVALID_VALUE, and what speaks against that subject's record. */
export function chooseImportSubject(
  deps: ImportDeps,
  input: ChooseImportSubjectInput,
): Promise<Result<RecordImport>> {
  const [importId, subjectId] = [parseId('imp', input.importId), parseId('sub', input.subjectId)];
  return changeImport(deps, input, {
    action: 'choose',
    event: 'ImportSubjectChosen',
    load: () =>
      Promise.all([
        importId && deps.imports.problem(importId, input.row),
        subjectId && deps.subjects.get(subjectId),
        subjectId && deps.records.get(subjectId),
      ]),
    apply: ({ head, extra: [row, subject, file], viewer }) => {
      if (!row || row.candidates.length === 0) return refuse(refusal('NOT_FOUND', 'row'));
      if (!subject || !file || !row.candidates.includes(subject.id))
        return refuse(refusal('INVALID_VALUE', 'subjectId', { expected: 'một trong các ứng viên' }));
      const chosen = chosenRow(row, subject.id);
      const [judged] = planSubject(head, subject, file.entries, { rows: [chosen], on: viewer.on }).rows;
      if (!judged || judged.outcome === 'ERROR')
        return refuse(...(judged?.errors ?? []).map((one) => ({ ...one.refusal, field: ['row'] })));
      const { choices, add, same } = head.counts;
      const first = row.outcome === 'CHOOSE' ? 1 : 0;
      const isNew = judged.outcome === 'ADD' ? 1 : 0;
      return accept({
        head: {
          counts: {
            ...head.counts,
            choices: choices - first,
            add: add + first * isNew,
            same: same + first * (1 - isNew),
          },
        },
        writes: [deps.imports.putProblem(head.id, judged)],
      });
    },
  });
}

const chosenRow = (row: Row, chosen: Id<'sub'>): Row => ({ ...row, chosen, errors: [] });
