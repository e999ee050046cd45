import { today } from '../kernel/clock.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Viewer } from '../units/machine.ts';
import { requireRole } from './campaign.policy.ts';
import type { AddressedUnit } from './addressed-unit.ts';
import type { Campaign } from './campaign.ts';
import { reloadRegistration, type RegistrationDeps } from './draft-registration.ts';
import {
  refusalsFor,
  registrationPermissions,
  registrationTable,
  seesRegistration,
  type RegistrationAction,
} from './registration.policy.ts';
import { registrationPk } from './registration.store.ts';
import { registrationId, type Registration } from './registration.ts';
import { loadParticipation, participationIds } from './participate.ts';

/** Campaign and unit name the registration too, so that all that belongs to it is read in one round. */
export type RegistrationChangeInput = {
  readonly campaignId: string;
  readonly unitId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type Ground<E> = {
  readonly registration: Registration;
  readonly campaign: Campaign;
  readonly unit: AddressedUnit;
  readonly viewer: Viewer;
  readonly extra: E;
};

type Outcome = {
  readonly patch: Partial<Omit<Registration, 'id' | 'version' | 'status'>>;
  readonly writes?: readonly Write[];
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

type Change<E> = {
  readonly operation: string;
  readonly action: RegistrationAction;
  readonly load: () => Promise<E>;
  readonly decide: (ground: Ground<E>) => Result<Outcome>;
};

/** What every step of a registration has in common: role, visibility, version, state, a campaign that goes on. */
export function changeRegistration<E>(
  deps: RegistrationDeps,
  input: RegistrationChangeInput,
  change: Change<E>,
): Promise<Result<Registration>> {
  const ids = participationIds(input);
  const id = ids.campaignId && ids.unitId && registrationId(ids.campaignId, ids.unitId);
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () => Promise.all([loadParticipation(deps, ids), id && deps.registrations.get(id), change.load()]),
    decide: ([[registry, campaign, unit], registration, extra], actor) => {
      requireRole(actor, registrationPermissions[change.action]);
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!campaign || !unit || !registration || !seesRegistration(registration, viewer))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const refusals = [
        ...(registration.version === input.expectedVersion
          ? []
          : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: registration.version })]),
        ...refusalsFor(change.action, registration, campaign, viewer),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const outcome = change.decide({ registration, campaign, unit, viewer, extra });
      return outcome.ok ? accept(committed(deps, registration, change.action, outcome.value)) : outcome;
    },
    reload: (rawId) => reloadRegistration(deps, rawId),
  });
}

function committed(
  deps: RegistrationDeps,
  before: Registration,
  action: RegistrationAction,
  { patch, writes, event, facts }: Outcome,
) {
  const status = registrationTable[action].to ?? before.status;
  const after: Registration = { ...before, ...patch, status, version: before.version + 1 };
  return {
    result: after,
    resultId: after.id,
    writes: [deps.registrations.replace(after), ...(writes ?? [])],
    event: {
      pk: registrationPk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: event,
      facts,
    },
  };
}
