import { instant } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import { changeRegistration, type RegistrationChangeInput } from './change-registration.ts';
import type { RegistrationDeps } from './draft-registration.ts';
import { registrationPk } from './registration.store.ts';
import { registrationId, totalsOf, type Registration } from './registration.ts';

export type ConsolidateRegistrationsInput = RegistrationChangeInput & {
  readonly childUnitIds: readonly string[];
};

const noChild = Promise.resolve(undefined);

/** Each child is written with an event of its own, and a transaction holds 98 writes. */
const maxChildren = 45;
/** A registration keeps what it has taken in; an item may hold 400 KB. */
const maxConsolidated = 500;

/**
 * Takes approved registrations of units below into the unit's own, which then speaks for all of them. Codes: those of
 * a change, TOO_MANY, DUPLICATE, NOT_FOUND for one that isn't received here, WRONG_STATE for one that isn't approved.
 */
export function consolidateRegistrations(
  deps: RegistrationDeps,
  input: ConsolidateRegistrationsInput,
): Promise<Result<Registration>> {
  const campaignId = parseId('cmp', input.campaignId);
  const childIds = input.childUnitIds.slice(0, maxChildren).map((raw) => {
    const unitId = parseId('unt', raw);
    return campaignId && unitId && registrationId(campaignId, unitId);
  });
  return changeRegistration(deps, input, {
    operation: 'consolidateRegistrations',
    action: 'registration.consolidate',
    load: () => Promise.all(childIds.map((id) => (id ? deps.registrations.get(id) : noChild))),
    decide: ({ registration, viewer, extra }) => {
      const size = input.childUnitIds.length;
      if (size === 0) return refuse(refusal('REQUIRED', 'childUnitIds'));
      if (size > maxChildren || registration.consolidated.length + size > maxConsolidated)
        return refuse(refusal('TOO_MANY', 'childUnitIds', { limit: maxChildren }));
      const children = extra.flatMap((child) => child ?? []);
      const refusals = extra.flatMap((child, index) => problems(registration, child, index, childIds));
      const added = children.map((child) => ({
        registrationId: child.id,
        unitId: child.unitId,
        ...totalsOf(child),
      }));
      const by = viewer.actor.kind === 'user' ? viewer.actor.userId : undefined;
      if (!by) throw new Error('a change by nobody');
      return acceptUnless(refusals, () => ({
        patch: { consolidated: [...registration.consolidated, ...added] },
        writes: children.flatMap((child) => taken(deps, child, by, registration)),
        event: 'RegistrationsConsolidated',
        facts: { registrationIds: children.map((child) => child.id) },
      }));
    },
  });
}

function problems(
  into: Registration,
  child: Registration | undefined,
  index: number,
  all: readonly (string | undefined)[],
): readonly Refusal[] {
  const field = `childUnitIds.${index}`;
  if (!child || child.receivingUnitId !== into.unitId || child.firstSentAt === null)
    return [refusal('NOT_FOUND', field)];
  if (all.indexOf(child.id) < index) return [refusal('DUPLICATE', field)];
  return child.status === 'APPROVED'
    ? []
    : [refusal('WRONG_STATE', field, { status: child.status, allowed: '' })];
}

function taken(
  deps: RegistrationDeps,
  child: Registration,
  actorId: Parameters<typeof eventItem>[1]['actorId'],
  into: Registration,
): readonly Write[] {
  const after: Registration = { ...child, status: 'CONSOLIDATED', version: child.version + 1 };
  const event = eventItem(registrationPk(child.id), {
    aggregateId: child.id,
    seq: after.version,
    name: 'RegistrationConsolidated',
    at: instant(deps.clock),
    actorId,
    requestId: deps.requestId,
    facts: { into: into.id },
  });
  return [deps.registrations.follow(after), create(event, refusal('BUSY', []))];
}
