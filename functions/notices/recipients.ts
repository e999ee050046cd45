import type { UserStore } from '../access/user.store.ts';
import type { UserRecord } from '../access/user.ts';
import type { Role } from '../kernel/actor.ts';
import { isValidOn, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Audience } from './audience.ts';
import type { UnitRegistry } from '../units/registry.ts';

/** The people of an audience as of a day, each once; at the units that carry on one that was dissolved. */
export async function recipientsOf(
  users: Pick<UserStore, 'pageByUnit'>,
  registry: UnitRegistry,
  audiences: readonly Audience[],
  on: LocalDate,
): Promise<readonly Id<'usr'>[]> {
  const named = await Promise.all(
    audiences.map(async (audience) =>
      audience.kind === 'PEOPLE' ? audience.userIds : await peopleOf(users, registry, audience, on),
    ),
  );
  return [...new Set(named.flat())];
}

async function peopleOf(
  users: Pick<UserStore, 'pageByUnit'>,
  registry: UnitRegistry,
  { unitId, roles }: Extract<Audience, { kind: 'ROLES' }>,
  on: LocalDate,
): Promise<readonly Id<'usr'>[]> {
  const staffs = await Promise.all(
    registry.heirsOn(unitId, on).map(async (heir) => {
      const staff = await staffOf(users, heir);
      return staff.filter((user) => holds(user, roles, heir, on)).map((user) => user.id);
    }),
  );
  return staffs.flat();
}

async function staffOf(
  users: Pick<UserStore, 'pageByUnit'>,
  unitId: Id<'unt'>,
): Promise<readonly UserRecord[]> {
  const staff: UserRecord[] = [];
  let after: string | undefined;
  do {
    const page = await users.pageByUnit(unitId, { first: 100, ...(after !== undefined && { after }) });
    staff.push(...page.edges.map((edge) => edge.node));
    after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
  } while (after !== undefined);
  return staff;
}

const holds = (user: UserRecord, roles: readonly Role[], unitId: Id<'unt'>, on: LocalDate): boolean =>
  user.grants.some((grant) => grant.unitId === unitId && roles.includes(grant.role) && isValidOn(grant, on));
