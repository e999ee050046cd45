import type { AttachmentStore } from '../../attachments/attachment.store.ts';
import { instant, today } from '../../kernel/clock.ts';
import { parseId } from '../../kernel/ids.ts';
import { mutate } from '../../kernel/mutate.ts';
import { refusal, type Refusal } from '../../kernel/refusal.ts';
import { accept, refuse, type Result } from '../../kernel/result.ts';
import type { Attachment } from '../../attachments/attachment.ts';
import type { RecordDeps } from '../change-file.ts';
import { noCounts, type ImportKind, type RecordImport } from './import.ts';
import { reachOf, requireImporter } from './import.policy.ts';
import { importPk, type ImportStore } from './import.store.ts';

export type ImportDeps = RecordDeps & {
  readonly imports: ImportStore;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach'>;
};

export type StartRecordImportInput = {
  readonly unitId: string;
  readonly kind: ImportKind;
  readonly attachmentId: string;
  readonly idempotencyKey: string;
};

/** Takes a clean list of the unit in hand; it is read off the request. NOT_FOUND, DUPLICATE, FILE_NOT_CLEAN, FILE_TYPE_NOT_ALLOWED. */
export function startRecordImport(
  deps: ImportDeps,
  input: StartRecordImportInput,
): Promise<Result<RecordImport>> {
  const [unitId, attachmentId] = [parseId('unt', input.unitId), parseId('att', input.attachmentId)];
  return mutate(deps, {
    operation: 'startRecordImport',
    input,
    load: () => Promise.all([deps.units.registry(), attachmentId && deps.attachments.get(attachmentId)]),
    decide: ([registry, file], actor) => {
      requireImporter(actor);
      const viewer = { actor, registry, on: today(deps.clock) };
      const reach = unitId && registry.get(unitId) ? reachOf(viewer, unitId) : undefined;
      if (!unitId || !reach) return refuse(refusal('NOT_FOUND', 'unitId'));
      if (file?.unitId !== unitId) return refuse(refusal('NOT_FOUND', 'attachmentId'));
      const refusals = checkFile(file);
      if (refusals.length > 0) return refuse(...refusals);
      const started: RecordImport = {
        id: deps.ids.next('imp'),
        ...{ unitId, reach, kind: input.kind },
        attachmentId: file.id,
        fileName: file.fileName,
        startedBy: actor.userId,
        startedAt: instant(deps.clock),
        status: 'READING',
        refusals: [],
        counts: noCounts,
        committedBy: null,
        committedAt: null,
        tidy: true,
        version: 1,
      };
      return accept({
        result: started,
        resultId: started.id,
        writes: [
          deps.imports.create(started),
          deps.attachments.attach(file, { kind: 'IMPORT', id: started.id }),
        ],
        event: {
          pk: importPk(started.id),
          aggregateId: started.id,
          seq: 1,
          name: 'ImportStarted',
          facts: { unitId, kind: input.kind, attachmentId: file.id },
        },
      });
    },
    reload: (raw) => reloadImport(deps, raw),
  });
}

const readable = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

function checkFile(file: Attachment): readonly Refusal[] {
  if (file.owner) return [refusal('DUPLICATE', 'attachmentId')];
  if (file.status !== 'CLEAN') return [refusal('FILE_NOT_CLEAN', 'attachmentId', { status: file.status })];
  return readable.includes(file.contentType)
    ? []
    : [refusal('FILE_TYPE_NOT_ALLOWED', 'attachmentId', { found: file.contentType })];
}

export async function reloadImport(deps: ImportDeps, raw: string): Promise<RecordImport | undefined> {
  const id = parseId('imp', raw);
  return id && deps.imports.get(id);
}
