import * as z from 'zod/mini';
import { administersAll, requireAdmin } from '../access/user.policy.ts';
import type { UserStore } from '../access/user.store.ts';
import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate, type Change } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { lazy } from '../kernel/lazy.ts';
import type { NoticeDeps } from './mark-notices-read.ts';
import { boxPk } from './notice.store.ts';
import type { Delivery, NoticeBox } from './notice.ts';

type Input = { readonly expectedVersion: number; readonly idempotencyKey: string };
export type SetNoticeDeliveryInput = Input & { readonly delivery: Delivery };
export type SetNoticeAddressInput = Input & {
  readonly userId: string;
  readonly address?: string | null | undefined;
};

/** The caller chooses how notices come by e-mail. Codes: STALE_VERSION, NOTICE_NO_ADDRESS. */
export const setNoticeDelivery = (
  deps: NoticeDeps,
  input: SetNoticeDeliveryInput,
): Promise<Result<NoticeBox>> =>
  mutate(deps, {
    operation: 'setNoticeDelivery',
    input,
    load: async () => deps.userId && deps.notices.box(deps.userId),
    decide: (box) => {
      if (!box) return refuse(refusal('NOT_FOUND', []));
      if (input.delivery !== 'NONE' && box.address === null)
        return refuse(refusal('NOTICE_NO_ADDRESS', 'delivery'));
      return changed(deps, box, input, { delivery: input.delivery }, 'NoticeDeliverySet');
    },
    reload: (id) => reload(deps, id),
  });

export type AddressDeps = NoticeDeps & { readonly users: Pick<UserStore, 'get'>; readonly units: UnitStore };

/**
 * An administrator enters the office address of a person; without one their mail stops. Codes: NOT_FOUND, STALE_VERSION,
 * INVALID_VALUE.
 */
export function setNoticeAddress(
  deps: AddressDeps,
  input: SetNoticeAddressInput,
): Promise<Result<NoticeBox>> {
  const userId = parseId('usr', input.userId);
  return mutate(deps, {
    operation: 'setNoticeAddress',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        userId && deps.users.get(userId),
        userId && deps.notices.box(userId),
      ]),
    decide: ([registry, user, box], actor) => {
      requireAdmin(actor);
      const on = today(deps.clock);
      if (!box || !user || !administersAll(actor, registry, user, on))
        return refuse(refusal('NOT_FOUND', 'userId'));
      const address = input.address == null ? null : email().safeParse(input.address.trim());
      if (address && !address.success)
        return refuse(refusal('INVALID_VALUE', 'address', { expected: 'địa chỉ thư điện tử' }));
      const patch = address ? { address: address.data } : { address: null, delivery: 'NONE' as const };
      return changed(deps, box, input, patch, 'NoticeAddressSet');
    },
    reload: (id) => reload(deps, id),
  });
}

const email = lazy(() => z.email().check(z.maxLength(254)));

/** The event tells that it changed, not what to: an address is nobody else's business. */
function changed(
  deps: NoticeDeps,
  box: NoticeBox,
  { expectedVersion }: Input,
  patch: Partial<NoticeBox>,
  name: string,
): Result<Change<NoticeBox>> {
  if (box.version !== expectedVersion)
    return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: box.version }));
  const after = { ...box, ...patch, version: box.version + 1 };
  const facts = { delivery: after.delivery, hasAddress: after.address !== null };
  return accept({
    result: after,
    resultId: box.userId,
    writes: [deps.notices.replaceBox(after)],
    event: { pk: boxPk(box.userId), aggregateId: box.userId, seq: after.version, name, facts },
  });
}

async function reload(deps: NoticeDeps, id: string): Promise<NoticeBox | undefined> {
  const userId: Id<'usr'> | undefined = parseId('usr', id);
  return userId && deps.notices.box(userId);
}
