import { describe, expect, it } from 'vitest';
import { dossierPolicySamples } from './dossier.samples.ts';
import { availableActions, refusalsFor } from './dossier.policy.ts';
import { dossierActions, dossierStatuses, rowOf, rowsOf, statusTable } from './status-table.ts';
import { roles } from '../kernel/actor.ts';

const { dossierIn, viewer, author, province } = dossierPolicySamples();

/** The whole table, written out a second time: a change of the rules has to be made twice, on purpose. */
const expected: Readonly<Record<string, readonly string[]>> = {
  DRAFT: [
    'saveDraft',
    'addNominees',
    'removeNominees',
    'saveReport',
    'attach',
    'detach',
    'submit',
    'withdraw',
  ],
  SUBMITTED: ['withdraw', 'receive', 'return'],
  RECEIVED: ['withdraw', 'return', 'reevaluate', 'appraise', 'consult'],
  RETURNED: [
    'saveDraft',
    'addNominees',
    'removeNominees',
    'saveReport',
    'attach',
    'detach',
    'submit',
    'withdraw',
  ],
  UNDER_APPRAISAL: ['withdraw', 'return', 'reevaluate', 'appraise', 'confirm', 'finishAppraisal', 'consult'],
  APPRAISED: ['withdraw', 'return', 'consult', 'decide', 'forward', 'close'],
  POSTING: ['withdraw', 'return', 'consult', 'decide', 'forward', 'close'],
  COUNCIL: ['withdraw', 'return', 'decide', 'forward', 'close'],
  DECIDED: ['notifyResult'],
  FORWARDED: ['recordStateAnswer'],
  CLOSED_WITHOUT_AWARD: ['notifyResult'],
  WITHDRAWN: [],
};

describe('the status table', () => {
  it.each(dossierStatuses)('allows in %s exactly the actions it names', (status) => {
    const dossier = dossierIn(status);
    const open = dossierActions.filter((action) => {
      const who = viewer(rowOf(action).roles, rowOf(action).side === 'AUTHOR' ? author : province);
      return refusalsFor(action, dossier, who).length === 0;
    });
    expect(open).toEqual(expected[status]);
  });

  it.each(dossierStatuses)('tells every role in %s what the mutations would answer', (status) => {
    const dossier = dossierIn(status);
    const holders = roles.flatMap((role) => [author, province].map((unitId) => ({ role, unitId })));
    for (const { role, unitId } of holders) {
      const who = viewer([role], unitId);
      for (const action of availableActions(dossier, who)) {
        const name = dossierActions.find((a) => a === action.code);
        if (!name) throw new Error(action.code);
        expect(action.reasons).toEqual(refusalsFor(name, dossier, who));
        expect(action.allowed).toBe(action.reasons.length === 0);
        const row = rowOf(name);
        const own = row.side === 'AUTHOR' ? author : province;
        const offRoute = name === 'post' || name === 'sendToCouncil';
        expect(action.allowed).toBe(
          row.from.includes(status) && row.roles.includes(role) && own === unitId && !offRoute,
        );
      }
    }
  });

  it('has one origin, side and set of roles for each action', () => {
    for (const action of dossierActions)
      for (const row of rowsOf(action)) expect({ ...row, to: null }).toEqual({ ...rowOf(action), to: null });
    expect(new Set(statusTable.map((row) => row.action)).size).toBe(dossierActions.length);
  });

  it('keeps whoever wrote a dossier from appraising and deciding it', () => {
    const own = viewer(['APPRAISER', 'LEADER'], province, true);
    const codes = (action: 'appraise' | 'decide', status: 'RECEIVED' | 'APPRAISED') =>
      refusalsFor(action, dossierIn(status), own).map((r) => r.code);
    expect(codes('appraise', 'RECEIVED')).toEqual(['DOSSIER_OWN']);
    expect(codes('decide', 'APPRAISED')).toEqual(['DOSSIER_OWN']);
  });
});
