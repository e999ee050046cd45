import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { administers } from './user.policy.ts';
import type { UserStore } from './user.store.ts';
import type { UserRecord } from './user.ts';

type Needs = Scope & { readonly users: UserStore; readonly units: UnitStore };

/** A user as an administrator over one of their units, or they themselves, may see; else undefined. */
export async function viewUser(deps: Needs, rawId: string): Promise<UserRecord | undefined> {
  const id = parseId('usr', rawId);
  if (!id) return undefined;
  const [actor, user, registry] = await Promise.all([
    deps.actor(),
    deps.users.get(id),
    deps.units.registry(),
  ]);
  if (!user || actor.kind === 'anonymous') return undefined;
  const on = today(deps.clock);
  const visible =
    actor.userId === id ||
    user.grants.some((grant) => administers(actor, registry, grant.unitId, on)) ||
    actor.root;
  return visible ? user : undefined;
}

/** The users of a unit, for its administrators; FORBIDDEN for anyone else, whether or not the unit exists. */
export async function listUsers(deps: Needs, rawUnitId: string, args: PageArgs): Promise<Page<UserRecord>> {
  const unitId = parseId('unt', rawUnitId);
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const may = actor.kind === 'user' && unitId && administers(actor, registry, unitId, today(deps.clock));
  if (!may) throw forbidden();
  return deps.users.pageByUnit(unitId, args);
}
