import type { Actor } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import { localRulePermissions, type LocalRuleAction } from './local-rule.policy.ts';
import type { LocalRulebook } from './local-rule.ts';

/** What can be done with a province's book, for one viewer: by the same roles that the mutations ask. */
export const rulebookActions = (
  book: LocalRulebook,
  actor: Actor,
  registry: UnitRegistry,
  on: LocalDate,
): readonly AvailableAction[] =>
  Object.keys(localRulePermissions)
    .filter(isAction)
    .map((code) => {
      const roles = localRulePermissions[code];
      const allowed = actsFor(actor, roles, registry, book.unitId, on);
      return {
        code,
        allowed,
        roles,
        unitIds: [book.unitId],
        reasons: allowed ? [] : [refusal('NOT_FOUND', 'unitId')],
      };
    });

const isAction = (code: string): code is LocalRuleAction => Object.hasOwn(localRulePermissions, code);
