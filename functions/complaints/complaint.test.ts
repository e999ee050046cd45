import { describe, expect, it } from 'vitest';
import { trackingCode } from '../kernel/tracking-code.ts';
import { complaintActions, complaintMachine, complaintTable } from './complaint.policy.ts';
import { complaintIdOf, complaintStatuses } from './complaint.ts';

describe('the life of a complaint', () => {
  it('has exactly these steps', () => {
    const found = complaintStatuses.map((from) => {
      const steps = complaintActions
        .filter((action) => action !== 'revealIdentity')
        .filter((action) => complaintTable[action].moves.some(([state]) => state === from))
        .map((action) => {
          const to = complaintMachine.next(action, from);
          return to === from ? action : `${action}→${to}`;
        });
      return `${from}: ${steps.join(' ')}`.trim();
    });
    expect(found).toEqual([
      'RECEIVED: classify→CLASSIFIED transfer withdraw→WITHDRAWN',
      'CLASSIFIED: classify transfer→RECEIVED assign accept→ACCEPTED refuse→REFUSED answer→ANSWERED withdraw→WITHDRAWN',
      'ACCEPTED: assign verify→VERIFYING hold dialogue→VERIFYING extend withdraw→WITHDRAWN',
      'VERIFYING: assign verify hold dialogue extend decide→DECIDED withdraw→WITHDRAWN',
      'DECIDED: enforce→ENFORCED',
      'ENFORCED:',
      'ANSWERED:',
      'REFUSED:',
      'WITHDRAWN:',
    ]);
  });
});

describe('a tracking code', () => {
  const code = trackingCode(Buffer.from('0123456789abcdef0123456789abcdef', 'hex'));

  it('has 100 bits in groups of four', () => {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('finds the same complaint however it is typed, and nothing for nonsense', () => {
    const id = complaintIdOf(code);
    expect(id).toMatch(/^cpl_/);
    expect(complaintIdOf(code.toLowerCase().replaceAll('-', ' '))).toBe(id);
    expect(complaintIdOf(code.replace(/0/g, 'O').replace(/1/g, 'l'))).toBe(id);
    expect(complaintIdOf(`${code}0`)).toBeUndefined();
    expect(complaintIdOf('')).toBeUndefined();
  });
});
