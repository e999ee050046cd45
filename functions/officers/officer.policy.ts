import { unitsWithRole, type PermissionTable, type Role } from '../kernel/actor.ts';
import type { Id } from '../kernel/ids.ts';
import { lead, machine, standsAt, stay, type StepRule, type Viewer } from '../units/machine.ts';
import type { Officer, OfficerStatus } from './officer.ts';

export const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];
const keepers: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER'];

export const officerActions = ['correct', 'end'] as const;
export type OfficerAction = (typeof officerActions)[number];

export const officerTable: Readonly<Record<OfficerAction, StepRule<OfficerStatus, 'ABOVE'>>> = {
  correct: { moves: stay('SERVING', 'ENDED'), roles: keepers, side: 'ABOVE' },
  end: { moves: lead('ENDED', 'SERVING'), roles: keepers, side: 'ABOVE' },
};

export const officerMachine = machine({
  name: 'officer',
  idField: 'officerId',
  actions: officerActions,
  table: officerTable,
  places: ({ unitId }: Officer) => [{ unitId, reach: 'OVER' as const }],
});

export const officerPermissions = {
  'officer.appoint': keepers,
  'officer.list': staff,
  'officer.coverage': staff,
  ...officerMachine.permissions,
} satisfies PermissionTable;

/** Works at the unit or over it. */
export const standsOver = (viewer: Viewer, unitId: Id<'unt'>): boolean =>
  standsAt(viewer, staff, { unitId, reach: 'OVER' });

/** Who works with whom: a unit's own people, those over it and those below it. The public isn't told. */
export const inLineWith = (viewer: Viewer, unitId: Id<'unt'>): boolean =>
  standsOver(viewer, unitId) ||
  unitsWithRole(viewer.actor, staff).some((held) => viewer.registry.covers(unitId, held, viewer.on));

export const seesOfficer = (officer: Officer, viewer: Viewer): boolean => inLineWith(viewer, officer.unitId);
