import { forbidden, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { holdsRoleFor, maySee, refusalsFor } from './dossier.policy.ts';
import { dossierPk } from './dossier.store.ts';
import type { Dossier } from './dossier.ts';
import type { DossierDeps } from './deps.ts';
import type { DossierAction } from './status-table.ts';

export type DossierInput = {
  readonly dossierId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

/** What a change has to go on: the dossier as read, who asks, and the other records read along with it. */
export type Ground<E> = {
  readonly dossier: Dossier;
  readonly actor: User;
  readonly registry: UnitRegistry;
  readonly on: LocalDate;
  readonly extra: E;
};

export type Outcome = {
  readonly patch: Partial<Omit<Dossier, 'id' | 'version'>>;
  readonly writes?: readonly Write[];
  readonly event: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

export type DossierChange<E> = {
  readonly action: DossierAction;
  readonly input: DossierInput;
  /** Reads beside the dossier itself, started in the same tick. */
  readonly load: (dossierId: Id<'dos'>) => Promise<E>;
  readonly decide: (ground: Ground<E>) => Result<Outcome> | Promise<Result<Outcome>>;
};

/**
 * Every step of a dossier that exists: the caller must see it (NOT_FOUND), hold a role for the step (FORBIDDEN, or
 * DOSSIER_NOT_YOURS when it is held elsewhere), find it in the right state and at the version they read.
 */
export function changeDossier<E>(deps: DossierDeps, change: DossierChange<E>): Promise<Result<Dossier>> {
  const { action, input } = change;
  const dossierId = parseId('dos', input.dossierId);
  return mutate(deps, {
    operation: `dossier.${action}`,
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        dossierId && deps.dossiers.get(dossierId),
        dossierId && change.load(dossierId),
      ]),
    decide: async ([registry, dossier, extra], actor) => {
      if (!holdsRoleFor(action, actor)) throw forbidden();
      const on = today(deps.clock);
      const viewer = { actor, registry, on };
      if (!dossier || extra === undefined || !maySee(dossier, viewer))
        return refuse(refusal('NOT_FOUND', 'dossierId'));
      const refusals = [...staleness(dossier, input), ...refusalsFor(action, dossier, viewer)];
      if (refusals.length > 0) return refuse(...refusals);
      const outcome = await change.decide({ dossier, actor, registry, on, extra });
      return outcome.ok ? accept(committed(deps, dossier, outcome.value)) : outcome;
    },
    reload: (id) => reloadDossier(deps, id),
  });
}

export async function reloadDossier(deps: DossierDeps, raw: string): Promise<Dossier | undefined> {
  const id = parseId('dos', raw);
  return id && deps.dossiers.get(id);
}

const staleness = (dossier: Dossier, input: DossierInput) =>
  dossier.version === input.expectedVersion
    ? []
    : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: dossier.version })];

function committed(deps: DossierDeps, before: Dossier, outcome: Outcome) {
  const after: Dossier = { ...before, ...outcome.patch, version: before.version + 1 };
  return {
    result: after,
    resultId: after.id,
    writes: [deps.dossiers.replace(after), ...(outcome.writes ?? [])],
    event: {
      pk: dossierPk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: outcome.event,
      facts: outcome.facts ?? {},
    },
  };
}
