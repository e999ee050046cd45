import type { Role } from '../kernel/actor.ts';

/** Where a dossier stands. Which of POSTING and COUNCIL it passes through, its route says; see `route.ts`. */
export const dossierStatuses = [
  'DRAFT',
  'SUBMITTED',
  'RECEIVED',
  'RETURNED',
  'UNDER_APPRAISAL',
  'APPRAISED',
  'POSTING',
  'COUNCIL',
  'DECIDED',
  'FORWARDED',
  'CLOSED_WITHOUT_AWARD',
  'WITHDRAWN',
] as const;
export type DossierStatus = (typeof dossierStatuses)[number];

export const dossierActions = [
  'saveDraft',
  'addNominees',
  'removeNominees',
  'saveReport',
  'attach',
  'detach',
  'submit',
  'withdraw',
  'receive',
  'return',
  'reevaluate',
  'appraise',
  'confirm',
  'finishAppraisal',
  'consult',
  'post',
  'sendToCouncil',
  'decide',
  'forward',
  'close',
  'recordStateAnswer',
  'notifyResult',
] as const;
export type DossierAction = (typeof dossierActions)[number];

/** AUTHOR acts for the unit that wrote the dossier; HANDLER for the unit that has it before it. */
export type Side = 'AUTHOR' | 'HANDLER';

export type StatusRow = {
  readonly action: DossierAction;
  readonly from: readonly DossierStatus[];
  /** The status it leads to; null leaves it as it is. */
  readonly to: DossierStatus | null;
  readonly roles: readonly Role[];
  readonly side: Side;
  /** Closed to whoever created or submitted the dossier. */
  readonly notByAuthor?: true;
};

const editable = ['DRAFT', 'RETURNED'] as const;
const writers = ['OFFICER', 'LEADER'] as const;
const author = { from: editable, to: null, roles: writers, side: 'AUTHOR' } as const;
const handler = { side: 'HANDLER' } as const;
/** From where the route may end; what is still missing before it does, `missingSteps` tells. */
const outcomeFrom = ['APPRAISED', 'POSTING', 'COUNCIL'] as const;

/**
 * Every step that exists. A forwarded dossier inside the system is SUBMITTED again, one stage higher; FORWARDED is the
 * end of it here, at the door of the state level.
 */
export const statusTable: readonly StatusRow[] = [
  { action: 'saveDraft', ...author },
  { action: 'addNominees', ...author },
  { action: 'removeNominees', ...author },
  { action: 'saveReport', ...author },
  { action: 'attach', ...author },
  { action: 'detach', ...author },
  { action: 'submit', ...author, to: 'SUBMITTED' },
  {
    action: 'withdraw',
    from: [...editable, 'SUBMITTED', 'RECEIVED', 'UNDER_APPRAISAL', ...outcomeFrom],
    to: 'WITHDRAWN',
    roles: writers,
    side: 'AUTHOR',
  },
  { action: 'receive', ...handler, from: ['SUBMITTED'], to: 'RECEIVED', roles: ['APPRAISER'] },
  {
    action: 'return',
    ...handler,
    from: ['SUBMITTED', 'RECEIVED', 'UNDER_APPRAISAL', ...outcomeFrom],
    to: 'RETURNED',
    roles: ['APPRAISER'],
  },
  {
    action: 'reevaluate',
    ...handler,
    from: ['RECEIVED', 'UNDER_APPRAISAL'],
    to: null,
    roles: ['APPRAISER'],
  },
  {
    action: 'appraise',
    ...handler,
    from: ['RECEIVED', 'UNDER_APPRAISAL'],
    to: 'UNDER_APPRAISAL',
    roles: ['APPRAISER'],
    notByAuthor: true,
  },
  {
    action: 'confirm',
    ...handler,
    from: ['UNDER_APPRAISAL'],
    to: null,
    roles: ['APPRAISER', 'LEADER'],
    notByAuthor: true,
  },
  {
    action: 'finishAppraisal',
    ...handler,
    from: ['UNDER_APPRAISAL'],
    to: 'APPRAISED',
    roles: ['APPRAISER', 'LEADER'],
    notByAuthor: true,
  },
  {
    action: 'consult',
    ...handler,
    from: ['RECEIVED', 'UNDER_APPRAISAL', 'APPRAISED', 'POSTING'],
    to: null,
    roles: ['APPRAISER', 'LEADER'],
  },
  { action: 'post', ...handler, from: ['APPRAISED'], to: 'POSTING', roles: ['APPRAISER', 'LEADER'] },
  {
    action: 'sendToCouncil',
    ...handler,
    from: ['APPRAISED', 'POSTING'],
    to: 'COUNCIL',
    roles: ['APPRAISER', 'LEADER'],
  },
  {
    action: 'decide',
    ...handler,
    from: outcomeFrom,
    to: 'DECIDED',
    roles: ['LEADER'],
    notByAuthor: true,
  },
  { action: 'forward', ...handler, from: outcomeFrom, to: 'SUBMITTED', roles: ['LEADER'] },
  { action: 'forward', ...handler, from: outcomeFrom, to: 'FORWARDED', roles: ['LEADER'] },
  { action: 'close', ...handler, from: outcomeFrom, to: 'CLOSED_WITHOUT_AWARD', roles: ['LEADER'] },
  {
    action: 'recordStateAnswer',
    ...handler,
    from: ['FORWARDED'],
    to: 'DECIDED',
    roles: ['APPRAISER', 'LEADER'],
  },
  {
    action: 'recordStateAnswer',
    ...handler,
    from: ['FORWARDED'],
    to: 'CLOSED_WITHOUT_AWARD',
    roles: ['APPRAISER', 'LEADER'],
  },
  {
    action: 'notifyResult',
    ...handler,
    from: ['DECIDED', 'CLOSED_WITHOUT_AWARD'],
    to: null,
    roles: ['APPRAISER', 'LEADER'],
  },
];

export const rowsOf = (action: DossierAction): readonly StatusRow[] =>
  statusTable.filter((row) => row.action === action);

/** The one rule that an action has for every way it may end; all rows of an action share it. */
export function rowOf(action: DossierAction): StatusRow {
  const row = rowsOf(action)[0];
  if (!row) throw new Error(`no row for ${action}`);
  return row;
}

export const actionsFrom = (status: DossierStatus): readonly DossierAction[] =>
  dossierActions.filter((action) => rowOf(action).from.includes(status));
