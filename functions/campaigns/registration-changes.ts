import { instant } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { nothing } from '../units/change-root.ts';
import { isLate, type AddressedUnit } from './addressed-unit.ts';
import { changeRegistration, type RegistrationChangeInput } from './change-registration.ts';
import { checkRegistration, type RegistrationTerms } from './check-registration.ts';
import type { RegistrationDeps } from './draft-registration.ts';
import type { Registration } from './registration.ts';

/** Rewrites what isn't sent, or was returned. */
export const updateRegistration = (
  deps: RegistrationDeps,
  input: RegistrationChangeInput & RegistrationTerms,
): Promise<Result<Registration>> =>
  changeRegistration(deps, input, {
    operation: 'updateRegistration',
    action: 'registration.update',
    load: nothing,
    decide: ({ campaign, viewer }) => {
      const terms = checkRegistration(input, campaign, viewer.on);
      if (!terms.ok) return terms;
      return accept({ patch: terms.value, event: 'RegistrationUpdated', facts: {} });
    },
  });

/** Sends it to the receiver. After the due day it is taken and marked late. The titles are checked again. */
export const sendRegistration = (
  deps: RegistrationDeps,
  input: RegistrationChangeInput,
): Promise<Result<Registration>> =>
  changeRegistration(deps, input, {
    operation: 'sendRegistration',
    action: 'registration.send',
    load: nothing,
    decide: ({ registration, campaign, unit, viewer }) => {
      const refusals: Refusal[] = [];
      const terms = checkRegistration(registration, campaign, viewer.on);
      if (!terms.ok) refusals.push(...terms.refusals);
      if (registration.contents === '') refusals.push(refusal('REQUIRED', 'contents'));
      if (refusals.length > 0) return refuse(...refusals);
      const at = instant(deps.clock);
      const first = registration.firstSentAt === null;
      const late = first ? isLate(campaign.dueDates.registerBy, viewer.on) : registration.late;
      return accept({
        patch: { firstSentAt: registration.firstSentAt ?? at, sentAt: at, late, returnReason: null },
        writes: [deps.addressedUnits.follow(standing(unit, late ? 'LATE' : 'ON_TIME'))],
        event: 'RegistrationSent',
        facts: { receivingUnitId: registration.receivingUnitId, late },
      });
    },
  });

export const approveRegistration = (
  deps: RegistrationDeps,
  input: RegistrationChangeInput,
): Promise<Result<Registration>> =>
  changeRegistration(deps, input, {
    operation: 'approveRegistration',
    action: 'registration.approve',
    load: nothing,
    decide: () => accept({ patch: {}, event: 'RegistrationApproved', facts: {} }),
  });

/** Sends it back with a reason; the unit is counted as missing until it sends again. */
export const returnRegistration = (
  deps: RegistrationDeps,
  input: RegistrationChangeInput & { readonly reason: string },
): Promise<Result<Registration>> =>
  changeRegistration(deps, input, {
    operation: 'returnRegistration',
    action: 'registration.return',
    load: nothing,
    decide: ({ unit }) => {
      const reason = requireText('reason', input.reason, 2_000);
      if (!reason.ok) return reason;
      return accept({
        patch: { returnReason: reason.value },
        writes: [deps.addressedUnits.follow(standing(unit, 'MISSING'))],
        event: 'RegistrationReturned',
        facts: { reason: reason.value },
      });
    },
  });

const standing = (unit: AddressedUnit, registration: AddressedUnit['registration']): AddressedUnit => ({
  ...unit,
  registration,
  version: unit.version + 1,
});
