import type { PermissionTable, Role } from '../kernel/actor.ts';
import { refusal } from '../kernel/refusal.ts';
import { lead, machine, standsAt, stay, type StepRule, type Viewer } from '../units/machine.ts';
import type { ExemplarUnit, ExemplarYear, YearStatus } from './exemplar-year.ts';
import type { Exemplar, ExemplarStatus } from './exemplar.ts';

export const exemplarActions = [
  'update',
  'verify',
  'approve',
  'nurture',
  'finishNurture',
  'approveExtra',
  'introduce',
  'replicate',
  'openDossier',
  'close',
  'withdraw',
] as const;
export type ExemplarAction = (typeof exemplarActions)[number];

/** UNIT acts for the exemplar's unit, ABOVE for it or a unit over it, HOST for the unit that runs the year. */
type Side = 'UNIT' | 'ABOVE' | 'HOST';

const known = ['APPROVED', 'NURTURED', 'INTRODUCED', 'REPLICATED'] as const;
const writers: readonly Role[] = ['OFFICER', 'LEADER'];

/** The whole life: discovered, verified, approved, nurtured, introduced, replicated, closed or withdrawn. */
export const exemplarTable: Readonly<Record<ExemplarAction, StepRule<ExemplarStatus, Side>>> = {
  update: { moves: stay('DISCOVERED'), roles: writers, side: 'UNIT' },
  verify: {
    moves: lead('VERIFIED', 'DISCOVERED'),
    roles: ['OFFICER', 'APPRAISER', 'LEADER'],
    side: 'ABOVE',
  },
  approve: { moves: lead('APPROVED', 'VERIFIED'), roles: ['LEADER'], side: 'ABOVE' },
  nurture: {
    moves: [...lead('NURTURED', 'APPROVED'), ...stay('NURTURED', 'INTRODUCED', 'REPLICATED')],
    roles: writers,
    side: 'UNIT',
  },
  finishNurture: { moves: stay('NURTURED', 'INTRODUCED', 'REPLICATED'), roles: writers, side: 'UNIT' },
  approveExtra: { moves: stay('NURTURED'), roles: ['LEADER'], side: 'HOST' },
  introduce: {
    moves: [...lead('INTRODUCED', 'NURTURED'), ...stay('INTRODUCED', 'REPLICATED')],
    roles: writers,
    side: 'UNIT',
  },
  replicate: { moves: lead('REPLICATED', 'INTRODUCED', 'REPLICATED'), roles: writers, side: 'ABOVE' },
  openDossier: { moves: stay(...known, 'CLOSED'), roles: writers, side: 'UNIT' },
  close: { moves: lead('CLOSED', ...known), roles: writers, side: 'UNIT' },
  withdraw: {
    moves: lead('WITHDRAWN', 'DISCOVERED', 'VERIFIED', ...known, 'CLOSED'),
    roles: ['LEADER'],
    side: 'ABOVE',
  },
};

export const exemplarMachine = machine({
  name: 'exemplar',
  idField: 'exemplarId',
  actions: exemplarActions,
  table: exemplarTable,
  places: ({ unitId, hostUnitId }: Exemplar, side: Side) => [
    {
      unitId: side === 'HOST' ? hostUnitId : unitId,
      reach: side === 'ABOVE' ? ('OVER' as const) : ('AT' as const),
    },
  ],
  more: (action, root, { actor }) =>
    action === 'verify' && actor.kind === 'user' && actor.userId === root.recordedBy
      ? [refusal('EXEMPLAR_OWN', 'exemplarId')]
      : [],
});

export const yearTable: Readonly<Record<'enrol', StepRule<YearStatus, 'HOST'>>> = {
  enrol: { moves: stay('ENROLLING', 'OPEN'), roles: ['LEADER', 'APPRAISER'], side: 'HOST' },
};

export const yearMachine = machine({
  name: 'exemplarYear',
  idField: 'yearId',
  actions: ['enrol'],
  table: yearTable,
  places: ({ hostUnitId }: ExemplarYear) => [{ unitId: hostUnitId, reach: 'AT' as const }],
});

export const exemplarPermissions = {
  'exemplarYear.open': ['LEADER', 'APPRAISER'],
  'exemplar.plan': writers,
  'exemplar.record': writers,
  ...yearMachine.permissions,
  ...exemplarMachine.permissions,
} satisfies PermissionTable;

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];

/** The coverage of a year is the affair of its host and those over it. */
export const seesCoverage = (viewer: Viewer, hostUnitId: ExemplarYear['hostUnitId']): boolean =>
  standsAt(viewer, staff, { unitId: hostUnitId, reach: 'OVER' });

/** A unit's own people, those over it, and the host. */
export const seesUnit = (
  viewer: Viewer,
  { unitId, hostUnitId }: Pick<ExemplarUnit, 'unitId' | 'hostUnitId'>,
): boolean => standsAt(viewer, staff, { unitId, reach: 'OVER' }) || seesCoverage(viewer, hostUnitId);

const shown: readonly ExemplarStatus[] = ['INTRODUCED', 'REPLICATED', 'CLOSED'];

/** What was introduced is public; what is in the making, or was taken back, is the staff's alone. */
export const isPublic = (one: Exemplar): boolean => one.introducedOn !== null && shown.includes(one.status);

export const seesExemplar = (one: Exemplar, viewer: Viewer): boolean =>
  isPublic(one) || seesUnit(viewer, one);
