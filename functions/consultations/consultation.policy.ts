import { handles, worksAt } from '../dossiers/dossier.policy.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { lead, machine, stay, type Place, type StepRule, type Viewer } from '../units/machine.ts';
import { actsFor } from '../units/standing.ts';
import type { Consultation, ConsultationStatus } from './consultation.ts';

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];
const askers: readonly Role[] = ['APPRAISER', 'LEADER'];

export const consultationActions = ['answer', 'recordAnswer', 'withdraw', 'resolve'] as const;
export type ConsultationAction = (typeof consultationActions)[number];

/** An answer that comes after its silence was recorded still is heard, as long as the list can change. */
export const consultationTable: Readonly<
  Record<ConsultationAction, StepRule<ConsultationStatus, 'AGENCY' | 'ASKER'>>
> = {
  answer: { moves: lead('ANSWERED', 'OPEN', 'SILENT'), roles: ['OFFICER', 'LEADER'], side: 'AGENCY' },
  recordAnswer: { moves: lead('ANSWERED', 'OPEN', 'SILENT'), roles: askers, side: 'ASKER' },
  withdraw: { moves: lead('WITHDRAWN', 'OPEN'), roles: askers, side: 'ASKER' },
  resolve: { moves: stay('OPEN', 'ANSWERED', 'SILENT', 'WITHDRAWN'), roles: ['LEADER'], side: 'ASKER' },
};

const placesOf = (one: Consultation, side: 'AGENCY' | 'ASKER'): readonly Place[] => {
  if (side === 'ASKER') return [{ unitId: one.askerUnitId, reach: 'AT' }];
  return one.agencyUnitId ? [{ unitId: one.agencyUnitId, reach: 'AT' }] : [];
};

export const consultationMachine = machine({
  name: 'consultation',
  idField: 'consultationId',
  actions: consultationActions,
  table: consultationTable,
  places: placesOf,
  more: (action, one: Consultation): readonly Refusal[] =>
    action === 'recordAnswer' && one.agencyUnitId !== null
      ? [refusal('CONSULTATION_NOT_BY_PAPER', 'consultationId')]
      : [],
});

export const consultationPermissions = consultationMachine.permissions;

/** Who reads a unit's lists; nobody looks over an agency's shoulder from above. */
export const staffOf: Readonly<Record<'ASKED' | 'ASKING', (viewer: Viewer, unitId: Id<'unt'>) => boolean>> = {
  ASKED: ({ actor, registry, on }, unitId) => actsFor(actor, staff, registry, unitId, on),
  ASKING: worksAt,
};

/** Works at the agency that was asked. */
export const isAgency = ({ agencyUnitId }: Consultation, viewer: Viewer): boolean =>
  agencyUnitId !== null && staffOf.ASKED(viewer, agencyUnitId);

export const isAsker = ({ askerUnitId }: Consultation, viewer: Viewer): boolean =>
  worksAt(viewer, askerUnitId);

/** Those who asked and those who were asked; not the author of the dossier. */
export const seesConsultation = (one: Consultation, viewer: Viewer): boolean =>
  isAsker(one, viewer) || isAgency(one, viewer);

/** A later unit that has the dossier before it reads too what the earlier ones were answered. */
export const readsConsultation = (one: Consultation, dossier: Dossier | undefined, viewer: Viewer): boolean =>
  seesConsultation(one, viewer) || (dossier !== undefined && handles(dossier, viewer));
