import { today } from '../kernel/clock.ts';
import { mutate } from '../kernel/mutate.ts';
import { parseId } from '../kernel/ids.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { checkGrants, type GrantInput } from './check-grants.ts';
import { requireAdmin } from './user.policy.ts';
import { userPk, type UserStore } from './user.store.ts';
import { userIdOf, type UserRecord } from './user.ts';

export type RegisterUserInput = {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly grants: readonly GrantInput[];
  readonly idempotencyKey: string;
};

/** Registers a person who signs in. Codes: REQUIRED, TOO_LONG, NOT_FOUND, DUPLICATE. */
export function registerUser(
  deps: Scope & { readonly users: UserStore; readonly units: UnitStore },
  input: RegisterUserInput,
): Promise<Result<UserRecord>> {
  return mutate(deps, {
    operation: 'registerUser',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      requireAdmin(actor);
      const name = requireLine('name', input.name, 200);
      const issuer = requireLine('issuer', input.issuer, 500);
      const subject = requireLine('subject', input.subject, 500);
      const grants = checkGrants(input.grants, actor, registry, today(deps.clock));
      if (!name.ok || !issuer.ok || !subject.ok || !grants.ok)
        return refuse(...refusalsOf(name, issuer, subject, grants));
      const user: UserRecord = {
        id: userIdOf(issuer.value, subject.value),
        name: name.value,
        issuer: issuer.value,
        subject: subject.value,
        grants: grants.value,
        version: 1,
      };
      return accept({
        result: user,
        resultId: user.id,
        writes: deps.users.create(user),
        event: {
          pk: userPk(user.id),
          aggregateId: user.id,
          seq: 1,
          name: 'UserRegistered',
          facts: { grants: user.grants },
        },
      });
    },
    reload: async (id) => {
      const userId = parseId('usr', id);
      return userId && deps.users.get(userId);
    },
  });
}
