import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import { oversees } from '../units/standing.ts';
import { checkItem, loadNamed, type ItemInput, type Named } from './check-item.ts';
import type { PublicityDeps } from './deps.ts';
import { itemFacts, type MediaItem } from './item.ts';
import {
  mediaItemMachine,
  publicityPermissions,
  seesMediaItem,
  type MediaItemAction,
} from './publicity.policy.ts';
import { mediaItemPk } from './publicity.store.ts';

export type RecordMediaItemInput = ItemInput & {
  readonly unitId: string;
  readonly idempotencyKey: string;
};

/**
 * Enters what was published of a unit's work; it is counted in the same transaction. Codes: NOT_FOUND, REQUIRED,
 * TOO_LONG, INVALID_VALUE, DUPLICATE, FILE_NOT_CLEAN, PUBLICITY_DATES.
 */
export function recordMediaItem(
  deps: PublicityDeps,
  input: RecordMediaItemInput,
): Promise<Result<MediaItem>> {
  return mutate(deps, {
    operation: 'mediaItem.record',
    input,
    load: () => Promise.all([deps.units.registry(), loadNamed(deps, input)]),
    decide: ([registry, named], actor) => {
      const roles = publicityPermissions['mediaItem.record'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const viewer = { actor, registry, on: today(deps.clock) };
      const unitId = parseId('unt', input.unitId);
      if (!unitId || !oversees(actor, roles, registry, unitId, viewer.on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const checked = checkItem(input, named, { unitId, kept: null }, viewer);
      if (!checked.ok) return checked;
      const item: MediaItem = {
        ...checked.value,
        ...{ id: deps.ids.next('mdi'), unitId, withdrawReason: null, status: 'RECORDED', version: 1 },
      };
      return accept({
        result: item,
        resultId: item.id,
        writes: [...deps.publicity.saveItem(item, null), ...attach(deps, item, null, named)],
        event: {
          pk: mediaItemPk(item.id),
          aggregateId: item.id,
          seq: 1,
          name: 'MediaItemRecorded',
          facts: itemFacts(item),
        },
      });
    },
    reload: (rawId) => reloadItem(deps, rawId),
  });
}

/** A file that the item didn't have yet becomes its own. */
const attach = (
  deps: PublicityDeps,
  after: MediaItem,
  before: MediaItem | null,
  { file }: Named,
): readonly Write[] =>
  file && after.fileId === file.id && before?.fileId !== file.id
    ? [deps.attachments.attach(file, { kind: 'MEDIA_ITEM', id: after.id })]
    : [];

export async function reloadItem(
  deps: Pick<PublicityDeps, 'publicity'>,
  rawId: string,
): Promise<MediaItem | undefined> {
  const id = parseId('mdi', rawId);
  return id && deps.publicity.item(id);
}

type MediaItemInput = ChangeInput & { readonly mediaItemId: string };

const change = <E>(deps: PublicityDeps, input: MediaItemInput, step: Step<MediaItemAction, MediaItem, E>) =>
  changeRoot(
    deps,
    input,
    {
      machine: mediaItemMachine,
      get: () => reloadItem(deps, input.mediaItemId),
      sees: seesMediaItem,
      replace: (after, before) => deps.publicity.saveItem(after, before),
      pk: (item) => mediaItemPk(item.id),
      reload: (rawId) => reloadItem(deps, rawId),
    },
    step,
  );

/** Puts an entry right; the counts move along. Codes: those of a step and of an entry. */
export const correctMediaItem = (
  deps: PublicityDeps,
  input: MediaItemInput & ItemInput,
): Promise<Result<MediaItem>> =>
  change(deps, input, {
    action: 'correct',
    load: () => loadNamed(deps, input),
    decide: ({ root, viewer, extra: named }) => {
      const checked = checkItem(input, named, { unitId: root.unitId, kept: root.fileId }, viewer);
      if (!checked.ok) return checked;
      const after = { ...root, ...checked.value };
      return accept({
        patch: checked.value,
        writes: attach(deps, after, root, named),
        event: 'MediaItemCorrected',
        facts: itemFacts(after),
      });
    },
  });

/** Takes back what was entered by mistake; it counts no more. Codes: those of a step, REQUIRED, TOO_LONG. */
export const withdrawMediaItem = (
  deps: PublicityDeps,
  input: MediaItemInput & { readonly reason: string },
): Promise<Result<MediaItem>> =>
  change(deps, input, {
    action: 'withdraw',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 2_000);
      return reason.ok
        ? accept({
            patch: { withdrawReason: reason.value },
            event: 'MediaItemWithdrawn',
            facts: { reason: reason.value },
          })
        : reason;
    },
  });
