import type { PermissionTable, Role } from '../kernel/actor.ts';
import { lead, machine, standsAt, stay, type StepRule, type Viewer } from '../units/machine.ts';
import type { DocumentStatus, LegalDocument } from './document.ts';

export const documentActions = ['correct', 'attach', 'withdraw'] as const;
export type DocumentAction = (typeof documentActions)[number];

const keepers: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER'];

const documentTable: Readonly<Record<DocumentAction, StepRule<DocumentStatus, 'KEEPER'>>> = {
  correct: { moves: stay('PUBLISHED'), roles: keepers, side: 'KEEPER' },
  attach: { moves: stay('PUBLISHED'), roles: keepers, side: 'KEEPER' },
  withdraw: { moves: lead('WITHDRAWN', 'PUBLISHED'), roles: keepers, side: 'KEEPER' },
};

export const documentMachine = machine({
  name: 'legalDocument',
  idField: 'documentId',
  actions: documentActions,
  table: documentTable,
  places: ({ keeperUnitId }: LegalDocument) =>
    keeperUnitId === null ? [] : [{ unitId: keeperUnitId, reach: 'AT' as const }],
});

export const documentPermissions = {
  'legalDocument.register': keepers,
  ...documentMachine.permissions,
} satisfies PermissionTable;

/** The law is everybody's; what was registered by mistake stays with those who keep it. */
export const seesDocument = ({ status, keeperUnitId }: LegalDocument, viewer: Viewer): boolean =>
  status === 'PUBLISHED' ||
  (keeperUnitId !== null && standsAt(viewer, keepers, { unitId: keeperUnitId, reach: 'OVER' }));
