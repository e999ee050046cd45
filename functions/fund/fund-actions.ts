import type { Actor } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import { fundPermissions, type FundAction } from './fund.policy.ts';
import type { Fund } from './fund.ts';

/** What can be done with a fund that exists, for one viewer: by the same roles that the mutations ask. */
export const fundActions = (
  fund: Fund,
  actor: Actor,
  registry: UnitRegistry,
  on: LocalDate,
): readonly AvailableAction[] =>
  Object.keys(fundPermissions)
    .filter(isAction)
    .filter((code) => code !== 'fund.open')
    .map((code) => {
      const roles = fundPermissions[code];
      const allowed = actsFor(actor, roles, registry, fund.unitId, on);
      const reasons = allowed ? [] : [refusal('NOT_FOUND', 'fundId')];
      return { code, allowed, roles, unitIds: [fund.unitId], reasons };
    });

const isAction = (code: string): code is FundAction => Object.hasOwn(fundPermissions, code);
