import { unitsWithRole, type PermissionTable, type Role, type User, type Actor } from '../kernel/actor.ts';
import type { AvailableAction } from '../kernel/available-action.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { actsFor, oversees } from '../units/standing.ts';
import type { Viewer } from '../units/machine.ts';
import { wasSubmitted, type Dossier } from './dossier.ts';
import type { RouteStepCode } from './route-step.ts';
import { currentRoute, needs, type RouteTerm } from './route.ts';
import {
  actionsFrom,
  dossierActions,
  rowOf,
  type DossierAction,
  type DossierStatus,
  type StatusRow,
} from './status-table.ts';

export const dossierPermissions = {
  'dossier.create': ['OFFICER', 'LEADER'],
  ...Object.fromEntries(dossierActions.map((action) => [`dossier.${action}`, rowOf(action).roles])),
} satisfies PermissionTable;

export const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];

/** Works at the unit in any role, or keeps an eye on it from above. */
export const worksAt = ({ actor, registry, on }: Viewer, unitId: Id<'unt'>): boolean =>
  actsFor(actor, staff, registry, unitId, on) || oversees(actor, ['AUDITOR'], registry, unitId, on);

/** Works at a unit that has or had the dossier before it. */
export const handles = (dossier: Dossier, viewer: Viewer): boolean =>
  handlersOf(dossier).some((unitId) => worksAt(viewer, unitId));

/** A draft is the author's own affair; once submitted, every unit that has or had it before it sees it. */
export const seenAt = (dossier: Dossier): readonly Id<'unt'>[] => [
  dossier.authorUnitId,
  ...(wasSubmitted(dossier) ? handlersOf(dossier) : []),
];

export const maySee = (dossier: Dossier, viewer: Viewer): boolean =>
  seenAt(dossier).some((unitId) => worksAt(viewer, unitId));

const handlersOf = (dossier: Dossier): readonly Id<'unt'>[] => [
  ...dossier.trail.map((step) => step.unitId),
  ...(dossier.round ? [dossier.round.hostUnitId] : []),
];

const withResult: readonly DossierStatus[] = ['RETURNED', 'DECIDED', 'FORWARDED', 'CLOSED_WITHOUT_AWARD'];

/** Verdicts in the making are the handlers' own affair; the author reads them once there is a result. */
export const seesAppraisal = (dossier: Dossier, viewer: Viewer): boolean =>
  withResult.includes(dossier.status) || handles(dossier, viewer);

const sideUnit = (dossier: Dossier, row: StatusRow): Id<'unt'> | null =>
  row.side === 'AUTHOR' ? dossier.authorUnitId : dossier.handlerUnitId;

/** Why an action can't be taken now by this person: the one rule behind mutations and `availableActions`. */
export function refusalsFor(action: DossierAction, dossier: Dossier, viewer: Viewer): readonly Refusal[] {
  const row = rowOf(action);
  const refusals: Refusal[] = [];
  if (!row.from.includes(dossier.status)) refusals.push(wrongState(dossier));
  if (!mayAct(row, dossier, viewer)) refusals.push(refusal('DOSSIER_NOT_YOURS', 'dossierId', { action }));
  if (row.notByAuthor && isAuthor(dossier, viewer.actor)) refusals.push(refusal('DOSSIER_OWN', 'dossierId'));
  return mayAct(row, dossier, viewer) ? [...refusals, ...offRoute(action, dossier, viewer)] : refusals;
}

/** What the route says against a step on it; see `standingBefore`. */
function offRoute(action: DossierAction, dossier: Dossier, { registry, on }: Viewer): readonly Refusal[] {
  const before = standingBefore[action];
  if (!before || !onRoute.includes(dossier.status)) return [];
  const route = currentRoute(dossier, registry, on);
  const own = action === 'post' ? 'POSTING' : action === 'sendToCouncil' ? 'COUNCIL' : undefined;
  return [
    ...(own && !needs(route, own) ? [refusal('DOSSIER_STEP_NOT_NEEDED', 'dossierId', { step: own })] : []),
    ...route.steps
      .filter((step) => before.includes(step.code) && step.needed && !isBehind(dossier, step.code))
      .map(missing),
    ...(dossier.suspended > 0
      ? [refusal('DOSSIER_SUSPENDED', 'dossierId', { suspended: dossier.suspended })]
      : []),
    ...(dossier.heldBy.length > 0
      ? [refusal('DOSSIER_HELD', 'dossierId', { inspections: dossier.heldBy.length })]
      : []),
  ];
}

const missing = ({ code, citation }: RouteTerm): Refusal => ({
  ...refusal('DOSSIER_STEP_MISSING', 'dossierId', { step: code }),
  ...(citation !== '' && { citation }),
});

const onRoute: readonly DossierStatus[] = ['APPRAISED', 'POSTING', 'COUNCIL'];

/** Which steps must be behind the dossier, where it needs them, before these can be taken. */
const standingBefore: Partial<Record<DossierAction, readonly RouteStepCode[]>> = {
  post: ['OPINIONS', 'PARTY_OPINION'],
  sendToCouncil: ['OPINIONS', 'PARTY_OPINION', 'POSTING'],
  decide: ['OPINIONS', 'PARTY_OPINION', 'POSTING', 'COUNCIL'],
  forward: ['OPINIONS', 'PARTY_OPINION', 'POSTING', 'COUNCIL'],
};

/** Whether a step of the route has been taken to its end. */
export function isBehind(dossier: Dossier, step: RouteStepCode): boolean {
  const { posting, council, status, consulted, partyOpinionOn } = dossier;
  if (step === 'OPINIONS') return consulted.open === 0;
  if (step === 'PARTY_OPINION') return partyOpinionOn !== null;
  if (step === 'POSTING') return posting?.closedOn != null;
  if (step === 'COUNCIL') return council !== null;
  return step === 'APPRAISAL' && onRoute.includes(status);
}

const wrongState = (dossier: Dossier): Refusal =>
  refusal('WRONG_STATE', 'dossierId', {
    status: dossier.status,
    allowed: actionsFrom(dossier.status).join(', '),
  });

function mayAct(row: StatusRow, dossier: Dossier, { actor, registry, on }: Viewer): boolean {
  const unitId = sideUnit(dossier, row);
  return unitId !== null && actsFor(actor, row.roles, registry, unitId, on);
}

const isAuthor = (dossier: Dossier, actor: Actor): boolean =>
  actor.kind === 'user' && (dossier.createdBy === actor.userId || dossier.submitters.includes(actor.userId));

/** Holds a role for the action at one unit or another; whoever doesn't is FORBIDDEN before anything is said. */
export const holdsRoleFor = (action: DossierAction, actor: User): boolean =>
  unitsWithRole(actor, rowOf(action).roles).length > 0;

export const availableActions = (dossier: Dossier, viewer: Viewer): readonly AvailableAction[] =>
  dossierActions.map((code) => {
    const row = rowOf(code);
    const unitId = sideUnit(dossier, row);
    const reasons = refusalsFor(code, dossier, viewer);
    return {
      code,
      allowed: reasons.length === 0,
      roles: row.roles,
      unitIds: unitId === null ? [] : [unitId],
      reasons,
    };
  });
