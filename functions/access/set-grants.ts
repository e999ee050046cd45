import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { checkGrants, type GrantInput } from './check-grants.ts';
import { administersAll, requireAdmin } from './user.policy.ts';
import { userPk, type UserStore } from './user.store.ts';
import type { UserRecord } from './user.ts';

export type SetGrantsInput = {
  readonly userId: string;
  readonly grants: readonly GrantInput[];
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

/** Replaces a user's grants, effective with their next request. Codes: NOT_FOUND, STALE_VERSION, INVALID_VALUE, TOO_MANY. */
export function setGrants(
  deps: Scope & { readonly users: UserStore; readonly units: UnitStore },
  input: SetGrantsInput,
): Promise<Result<UserRecord>> {
  const userId = parseId('usr', input.userId);
  return mutate(deps, {
    operation: 'setGrants',
    input,
    load: () => Promise.all([deps.units.registry(), userId && deps.users.get(userId)]),
    decide: ([registry, user], actor) => {
      requireAdmin(actor);
      const on = today(deps.clock);
      if (!user || !administersAll(actor, registry, user, on)) return refuse(refusal('NOT_FOUND', 'userId'));
      if (user.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: user.version }));
      const grants = checkGrants(input.grants, actor, registry, on);
      if (!grants.ok) return grants;
      const after: UserRecord = { ...user, grants: grants.value, version: user.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: deps.users.replace(user, after),
        event: {
          pk: userPk(user.id),
          aggregateId: user.id,
          seq: after.version,
          name: 'GrantsSet',
          facts: { before: user.grants, after: after.grants },
        },
      });
    },
    reload: async (id) => {
      const found = parseId('usr', id);
      return found && deps.users.get(found);
    },
  });
}
