import { instant } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import { boxPk, type NoticeStore } from './notice.store.ts';
import type { Notice } from './notice.ts';

export type NoticeDeps = Scope & { readonly notices: NoticeStore };

export type MarkNoticesReadInput = {
  readonly noticeIds: readonly string[];
  readonly idempotencyKey: string;
};

const maxMarked = 50;

/** Marks some of the caller's notices as read; one read before stays as it is. Codes: REQUIRED, TOO_MANY, NOT_FOUND. */
export async function markNoticesRead(
  deps: NoticeDeps,
  input: MarkNoticesReadInput,
): Promise<Result<readonly Notice[]>> {
  const ids = [...new Set(input.noticeIds)];
  return mutate(deps, {
    operation: 'markNoticesRead',
    input,
    load: () =>
      Promise.all([deps.userId && deps.notices.box(deps.userId), load(deps, ids.slice(0, maxMarked))]),
    decide: ([box, notices], { userId }) => {
      if (ids.length === 0) return refuse(refusal('REQUIRED', 'noticeIds'));
      if (ids.length > maxMarked) return refuse(refusal('TOO_MANY', 'noticeIds', { limit: maxMarked }));
      const missing = ids.flatMap((id, i) =>
        notices.some((one) => one.id === id) ? [] : [refusal('NOT_FOUND', `noticeIds.${i}`)],
      );
      if (missing.length > 0 || !box) return refuse(...missing);
      const at = instant(deps.clock);
      const read = notices.map((one) => ({ ...one, readAt: one.readAt ?? at }));
      const after = { ...box, version: box.version + 1 };
      return accept({
        result: read,
        resultId: userId,
        writes: [deps.notices.replaceBox(after), ...read.map((one) => deps.notices.put(one))],
        event: {
          pk: boxPk(userId),
          aggregateId: userId,
          seq: after.version,
          name: 'NoticesRead',
          facts: { notices: read.map((one) => one.id) },
        },
      });
    },
    reload: () => load(deps, ids),
  });
}

async function load(deps: NoticeDeps, ids: readonly string[]): Promise<readonly Notice[]> {
  const { userId } = deps;
  if (userId === undefined) return [];
  const known = ids.flatMap((raw) => parseId('ntc', raw) ?? []);
  const found = await Promise.all(known.map((id) => deps.notices.get(userId, id)));
  return found.flatMap((one) => one ?? []);
}
