import { describe, expect, it } from 'vitest';
import { exemplarActions, exemplarMachine, exemplarTable } from './exemplar.policy.ts';
import { exemplarStatuses, type ExemplarStatus } from './exemplar.ts';

/** The life cycle as the office knows it, written apart from the table. */
const life: readonly (readonly [ExemplarStatus, string, ExemplarStatus])[] = [
  ['DISCOVERED', 'update', 'DISCOVERED'],
  ['DISCOVERED', 'verify', 'VERIFIED'],
  ['VERIFIED', 'approve', 'APPROVED'],
  ['APPROVED', 'nurture', 'NURTURED'],
  ['NURTURED', 'nurture', 'NURTURED'],
  ['INTRODUCED', 'nurture', 'INTRODUCED'],
  ['REPLICATED', 'nurture', 'REPLICATED'],
  ['NURTURED', 'finishNurture', 'NURTURED'],
  ['INTRODUCED', 'finishNurture', 'INTRODUCED'],
  ['REPLICATED', 'finishNurture', 'REPLICATED'],
  ['NURTURED', 'approveExtra', 'NURTURED'],
  ['NURTURED', 'introduce', 'INTRODUCED'],
  ['INTRODUCED', 'introduce', 'INTRODUCED'],
  ['REPLICATED', 'introduce', 'REPLICATED'],
  ['INTRODUCED', 'replicate', 'REPLICATED'],
  ['REPLICATED', 'replicate', 'REPLICATED'],
  ...(['APPROVED', 'NURTURED', 'INTRODUCED', 'REPLICATED'] as const).flatMap((from) => [
    [from, 'openDossier', from] as const,
    [from, 'close', 'CLOSED'] as const,
  ]),
  ['CLOSED', 'openDossier', 'CLOSED'],
  ...exemplarStatuses
    .filter((from) => from !== 'WITHDRAWN')
    .map((from) => [from, 'withdraw', 'WITHDRAWN'] as const),
];

describe('the life of an exemplar', () => {
  it('has exactly the steps that the office knows', () => {
    const found = exemplarStatuses.flatMap((from) =>
      exemplarActions
        .filter((action) => exemplarTable[action].moves.some(([state]) => state === from))
        .map((action) => `${from} ${action} ${exemplarMachine.next(action, from)}`),
    );
    expect([...found].sort()).toEqual(life.map((row) => row.join(' ')).sort());
  });

  it('leaves nothing to be done once withdrawn', () => {
    const open = exemplarActions.filter((action) =>
      exemplarTable[action].moves.some(([from]) => from === 'WITHDRAWN'),
    );
    expect(open).toEqual([]);
  });
});
