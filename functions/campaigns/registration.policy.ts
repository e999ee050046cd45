import type { PermissionTable } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { actsFor } from '../units/standing.ts';
import type { Viewer } from '../units/machine.ts';
import { closedness, worksFor } from './campaign.policy.ts';
import type { Campaign } from './campaign.ts';
import type { Registration, RegistrationStatus } from './registration.ts';

export const registrationPermissions = {
  'registration.update': ['OFFICER', 'LEADER'],
  'registration.consolidate': ['OFFICER', 'LEADER'],
  'registration.send': ['OFFICER', 'LEADER'],
  'registration.approve': ['LEADER', 'APPRAISER'],
  'registration.return': ['LEADER', 'APPRAISER'],
} as const satisfies PermissionTable;

export type RegistrationAction = keyof typeof registrationPermissions;

/** UNIT acts for the unit that registers; RECEIVER for the one that approves, or for the launching unit. */
type Row = {
  readonly from: readonly RegistrationStatus[];
  readonly to: RegistrationStatus | null;
  readonly side: 'UNIT' | 'RECEIVER';
};

/** Every step of a registration; APPROVED becomes CONSOLIDATED when the unit above takes it into its own. */
export const registrationTable: Readonly<Record<RegistrationAction, Row>> = {
  'registration.update': { from: ['DRAFT', 'RETURNED'], to: null, side: 'UNIT' },
  'registration.consolidate': { from: ['DRAFT', 'RETURNED'], to: null, side: 'UNIT' },
  'registration.send': { from: ['DRAFT', 'RETURNED'], to: 'SENT', side: 'UNIT' },
  'registration.approve': { from: ['SENT'], to: 'APPROVED', side: 'RECEIVER' },
  'registration.return': { from: ['SENT'], to: 'RETURNED', side: 'RECEIVER' },
};

export const registrationActions = Object.keys(registrationTable).filter(
  (code): code is RegistrationAction => code in registrationTable,
);

const staff = ['ADMIN', 'OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'] as const;

/** Until it is sent, a registration is the unit's own affair; then it is also that of everybody above. */
export function seesRegistration(registration: Registration, viewer: Viewer): boolean {
  const { actor, registry, on } = viewer;
  const { unitId, receivingUnitId, hostUnitId } = registration;
  if (registration.firstSentAt === null) return actsFor(actor, staff, registry, unitId, on);
  return [unitId, receivingUnitId, hostUnitId].some((id) => worksFor(viewer, id));
}

const sideUnits = (registration: Registration, row: Row): readonly Id<'unt'>[] =>
  row.side === 'UNIT'
    ? [registration.unitId]
    : [...new Set([registration.receivingUnitId, registration.hostUnitId])];

/** Why an action can't be taken now by this person: the one rule behind mutations and `availableActions`. */
export function refusalsFor(
  action: RegistrationAction,
  registration: Registration,
  campaign: Campaign,
  { actor, registry, on }: Viewer,
): readonly Refusal[] {
  const row = registrationTable[action];
  const refusals: Refusal[] = [...closedness(campaign)];
  const roles = registrationPermissions[action];
  if (!sideUnits(registration, row).some((unitId) => actsFor(actor, roles, registry, unitId, on)))
    refusals.push(refusal('REGISTRATION_NOT_YOURS', 'unitId'));
  if (!row.from.includes(registration.status)) refusals.push(wrongState(registration.status));
  return refusals;
}

const wrongState = (status: RegistrationStatus): Refusal =>
  refusal('WRONG_STATE', [], {
    status,
    allowed: registrationActions.filter((code) => registrationTable[code].from.includes(status)).join(', '),
  });

export const availableActions = (
  registration: Registration,
  campaign: Campaign,
  viewer: Viewer,
): readonly AvailableAction[] =>
  registrationActions.map((code) => {
    const reasons = refusalsFor(code, registration, campaign, viewer);
    return {
      code,
      allowed: reasons.length === 0,
      roles: registrationPermissions[code],
      unitIds: sideUnits(registration, registrationTable[code]),
      reasons,
    };
  });
