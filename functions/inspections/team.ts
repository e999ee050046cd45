import type { UserRecord } from '../access/user.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { InspectionDeps } from './deps.ts';
import { inspectsOwn, maxTeam, type Inspection, type TeamMember } from './inspection.ts';

export type TeamInput = readonly { readonly userId: string; readonly lead: boolean }[];

/** Everybody who is named for a team, to be read in one tick with the rest. */
export const loadTeam = (deps: Pick<InspectionDeps, 'users'>, team: TeamInput) =>
  Promise.all(
    team.slice(0, maxTeam).map(async (one) => {
      const id = parseId('usr', one.userId);
      return id && deps.users.get(id);
    }),
  );

/**
 * A team of registered people with one lead, none of whom works at the inspected unit. Codes: REQUIRED, TOO_MANY,
 * NOT_FOUND, DUPLICATE, INSPECTION_LEAD, INSPECTION_OWN_UNIT.
 */
export function checkTeam(
  team: TeamInput,
  found: readonly (UserRecord | undefined)[],
  unitId: Inspection['unitId'],
  { registry, on }: { readonly registry: UnitRegistry; readonly on: LocalDate },
): Result<readonly TeamMember[]> {
  if (team.length === 0) return refuse(refusal('REQUIRED', 'team'));
  if (team.length > maxTeam) return refuse(refusal('TOO_MANY', 'team', { limit: maxTeam }));
  const refusals = team.flatMap(({ userId }, i) => {
    const user = found[i];
    if (!user || !user.grants.some((grant) => grant.to === null || grant.to > on))
      return [refusal('NOT_FOUND', `team.${i}.userId`)];
    if (team.findIndex((one) => one.userId === userId) < i) return [refusal('DUPLICATE', `team.${i}.userId`)];
    return inspectsOwn(user.grants, unitId, registry, on)
      ? [refusal('INSPECTION_OWN_UNIT', `team.${i}.userId`, { name: user.name })]
      : [];
  });
  const leads = team.filter((one) => one.lead).length;
  if (leads !== 1 || refusals.length > 0)
    return refuse(...refusals, ...(leads === 1 ? [] : [refusal('INSPECTION_LEAD', 'team')]));
  return accept(
    team.flatMap(({ lead }, i) => {
      const user = found[i];
      return user ? [{ userId: user.id, name: user.name, lead }] : [];
    }),
  );
}
