import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { AttachmentStore } from './attachment.store.ts';
import type { Attachment } from './attachment.ts';

/** The named files, to be read in one tick with the rest. */
export const loadFiles = (
  deps: { readonly attachments: Pick<AttachmentStore, 'get'> },
  ids: readonly string[],
  limit: number,
) =>
  Promise.all(
    ids.slice(0, limit).map(async (raw) => {
      const id = parseId('att', raw);
      return id && deps.attachments.get(id);
    }),
  );

/** Clean files of a unit that nothing owns yet. Codes: NOT_FOUND, DUPLICATE, FILE_NOT_CLEAN, TOO_MANY. */
export function checkFiles(
  ids: readonly string[],
  found: readonly (Attachment | undefined)[],
  { unitId, field, limit }: { readonly unitId: Id<'unt'>; readonly field: string; readonly limit: number },
): readonly Refusal[] {
  if (ids.length > limit) return [refusal('TOO_MANY', field, { limit })];
  return ids.flatMap((id, i) => {
    const file = found[i];
    if (file?.unitId !== unitId) return [refusal('NOT_FOUND', `${field}.${i}`)];
    if (file.owner || ids.indexOf(id) < i) return [refusal('DUPLICATE', `${field}.${i}`)];
    return file.status === 'CLEAN'
      ? []
      : [refusal('FILE_NOT_CLEAN', `${field}.${i}`, { status: file.status })];
  });
}
