import type { Grant, Role, User } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { administers } from './user.policy.ts';

export type GrantInput = {
  readonly role: Role;
  readonly unitId: string;
  readonly from: LocalDate;
  readonly to?: LocalDate | null | undefined;
};

/** A person rarely holds more than a few roles; each unit named is one more write in the transaction. */
const maxGrants = 40;

/** Grants as asked, if the caller administers every unit they name. A unit out of reach answers as an unknown one. */
export function checkGrants(
  inputs: readonly GrantInput[],
  actor: User,
  registry: UnitRegistry,
  on: LocalDate,
): Result<readonly Grant[]> {
  const refusals: Refusal[] = [];
  const grants: Grant[] = [];
  if (inputs.length > maxGrants) refusals.push(refusal('TOO_MANY', 'grants', { limit: maxGrants }));
  for (const [index, input] of inputs.slice(0, maxGrants).entries()) {
    const unitId = parseId('unt', input.unitId);
    if (!unitId || !registry.get(unitId) || !administers(actor, registry, unitId, on))
      refusals.push(refusal('NOT_FOUND', `grants.${index}.unitId`));
    else if (input.to != null && input.to <= input.from)
      refusals.push(refusal('INVALID_VALUE', `grants.${index}.to`, { expected: 'sau ngày bắt đầu' }));
    else grants.push({ role: input.role, unitId, from: input.from, to: input.to ?? null });
  }
  return acceptUnless(refusals, () => grants);
}
