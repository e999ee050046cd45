import { forbidden, unitsWithRole, type Actor, type PermissionTable, type Role } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from './registry.ts';
import { actsFor, oversees } from './standing.ts';

/** Who asks, against which register of units, on which day. */
export type Viewer = { readonly actor: Actor; readonly registry: UnitRegistry; readonly on: LocalDate };

/** Where a role counts: AT the unit or its heir, or at any unit OVER it too. */
export type Place = { readonly unitId: Id<'unt'>; readonly reach: 'AT' | 'OVER' };

/** The states that allow a step, each with the state that it leads to. */
export type Moves<S extends string> = readonly (readonly [from: S, to: S])[];

/** One step of a life cycle. Every way in which it may be refused for state or standing is in its row. */
export type StepRule<S extends string, Side extends string> = {
  readonly moves: Moves<S>;
  readonly roles: readonly Role[];
  readonly side: Side;
};

/** A step that changes no state. */
export const stay = <S extends string>(...states: readonly S[]): Moves<S> =>
  states.map((state) => [state, state]);

/** A step that leads from any of these states to one. */
export const lead = <S extends string>(to: S, ...from: readonly S[]): Moves<S> =>
  from.map((state) => [state, to]);

type Spec<A extends string, S extends string, Side extends string, R> = {
  /** Begins the permission codes: `exemplar.verify`. */
  readonly name: string;
  /** What inputs call the root's id: `exemplarId`. */
  readonly idField: string;
  readonly actions: readonly A[];
  readonly table: Readonly<Record<A, StepRule<S, Side>>>;
  readonly places: (root: R, side: Side) => readonly Place[];
  /** Who belongs to a side by name, wherever their roles count, such as the members of a team. */
  readonly member?: (side: Side, root: R, viewer: Viewer) => boolean;
  /** What stands against a step beside state and standing, such as that the author may not verify. */
  readonly more?: (action: A, root: R, viewer: Viewer) => readonly Refusal[];
};

/** The one rule behind an aggregate's mutations, its `availableActions` and its permission codes. */
export type Machine<A extends string, S extends string, R> = {
  readonly name: string;
  readonly idField: string;
  readonly permissions: PermissionTable;
  /** Throws FORBIDDEN for someone who holds none of the step's roles anywhere. */
  requireRole(actor: Actor, action: A): void;
  /** Why the step can't be taken now by this person: WRONG_STATE, NOT_YOURS and what the slice adds. */
  refusalsFor(action: A, root: R, viewer: Viewer): readonly Refusal[];
  /** The state after a step that `refusalsFor` lets through. */
  next(action: A, from: S): S;
  availableActions(root: R, viewer: Viewer): readonly AvailableAction[];
};

export function machine<
  A extends string,
  S extends string,
  Side extends string,
  R extends { readonly status: S },
>(spec: Spec<A, S, Side, R>): Machine<A, S, R> {
  const { name, idField, actions, table } = spec;
  const moveOf = (action: A, status: S) => table[action].moves.find(([from]) => from === status);
  const allows = (action: A, status: S) => moveOf(action, status) !== undefined;
  const permissions = Object.fromEntries(actions.map((action) => [`${name}.${action}`, table[action].roles]));

  function refusalsFor(action: A, root: R, viewer: Viewer): readonly Refusal[] {
    const { roles, side } = table[action];
    const standing =
      spec.places(root, side).some((place) => standsAt(viewer, roles, place)) ||
      (spec.member?.(side, root, viewer) ?? false);
    return [
      ...(allows(action, root.status) ? [] : [wrongState(root.status)]),
      ...(standing ? [] : [refusal('NOT_YOURS', idField, { action })]),
      ...(spec.more?.(action, root, viewer) ?? []),
    ];
  }

  const wrongState = (status: S) =>
    refusal('WRONG_STATE', idField, {
      status,
      allowed: actions.filter((action) => allows(action, status)).join(', '),
    });

  return {
    name,
    idField,
    permissions,
    requireRole: (actor, action) => {
      if (unitsWithRole(actor, table[action].roles).length === 0) throw forbidden();
    },
    refusalsFor,
    next: (action, from) => moveOf(action, from)?.[1] ?? from,
    availableActions: (root, viewer) =>
      actions.map((code) => {
        const reasons = refusalsFor(code, root, viewer);
        const { roles, side } = table[code];
        const unitIds = spec.places(root, side).map((place) => place.unitId);
        return { code, allowed: reasons.length === 0, roles, unitIds, reasons };
      }),
  };
}

export const standsAt = ({ actor, registry, on }: Viewer, roles: readonly Role[], place: Place): boolean =>
  (place.reach === 'AT' ? actsFor : oversees)(actor, roles, registry, place.unitId, on);
