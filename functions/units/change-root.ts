import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Machine, Viewer } from './machine.ts';
import type { UnitStore } from './unit.store.ts';

export type UnitScope = Scope & { readonly units: UnitStore };

export type ChangeInput = { readonly expectedVersion: number; readonly idempotencyKey: string };

type Root<S extends string> = { readonly id: string; readonly status: S; readonly version: number };

/** What a step has to go on: the root as read, who asks, and the other records read along with it. */
export type Ground<R, E> = {
  readonly root: R;
  readonly actor: User;
  readonly viewer: Viewer;
  readonly extra: E;
};

export type Outcome<R> = {
  readonly patch: Partial<Omit<R, 'id' | 'version'>>;
  readonly writes?: readonly Write[];
  readonly event: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

/** How one kind of aggregate is loaded, shown and kept; a slice says it once for all of its steps. */
export type Keeping<A extends string, S extends string, R> = {
  readonly machine: Machine<A, S, R>;
  readonly get: () => Promise<R | undefined>;
  readonly sees: (root: R, viewer: Viewer) => boolean;
  readonly replace: (after: R, before: R) => readonly Write[];
  readonly pk: (root: R) => string;
  readonly reload: (rawId: string) => Promise<R | undefined>;
};

export type Step<A extends string, R, E> = {
  readonly action: A;
  /** Reads beside the root, started in the same tick; `nothing` when it needs none. */
  readonly load: () => Promise<E>;
  readonly decide: (ground: Ground<R, E>) => Result<Outcome<R>> | Promise<Result<Outcome<R>>>;
};

/**
 * Every step of an existing aggregate: the caller holds a role for it (else FORBIDDEN), sees it (else NOT_FOUND), read
 * its version (else STALE_VERSION) and may take the step now (else what the machine says).
 */
export function changeRoot<A extends string, S extends string, R extends Root<S>, E>(
  deps: UnitScope,
  input: ChangeInput,
  keeping: Keeping<A, S, R>,
  step: Step<A, R, E>,
): Promise<Result<R>> {
  const { machine } = keeping;
  const { action } = step;
  return mutate(deps, {
    operation: `${machine.name}.${action}`,
    input,
    load: () => Promise.all([deps.units.registry(), keeping.get(), step.load()]),
    decide: async ([registry, root, extra], actor) => {
      machine.requireRole(actor, action);
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!root || !keeping.sees(root, viewer)) return refuse(refusal('NOT_FOUND', machine.idField));
      const refusals = [
        ...(root.version === input.expectedVersion
          ? []
          : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: root.version })]),
        ...machine.refusalsFor(action, root, viewer),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const outcome = await step.decide({ root, actor, viewer, extra });
      if (!outcome.ok) return outcome;
      const { patch, writes = [], event, facts = {} } = outcome.value;
      const after: R = {
        ...root,
        status: machine.next(action, root.status),
        ...patch,
        version: root.version + 1,
      };
      return accept({
        result: after,
        resultId: after.id,
        writes: [...keeping.replace(after, root), ...writes],
        event: {
          pk: keeping.pk(after),
          aggregateId: after.id,
          seq: after.version,
          name: event,
          facts,
        },
      });
    },
    reload: keeping.reload,
  });
}

/** For a step that needs nothing beside the root. */
export const nothing = (): Promise<null> => Promise.resolve(null);
