import { describe, expect, it } from 'vitest';
import type { Actor } from '../kernel/actor.ts';
import { localDate } from '../kernel/dates.ts';
import { derivedId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import type { UnitAct } from './act.ts';
import { lead, machine, stay, type Viewer } from './machine.ts';
import { foldActs } from './registry.ts';

const id = (n: number) => derivedId('unt', new Uint8Array(26).fill(n));
const [top, commune, other] = [id(1), id(2), id(3)];
const act: UnitAct = {
  version: 1,
  effectiveOn: localDate('2020-01-01'),
  legalAct: { number: '1', issuer: 'x', issuedOn: localDate('2020-01-01') },
  changes: [top, commune, other].map((unitId) => ({
    kind: 'create',
    unitId,
    name: unitId,
    code: null,
    unitKind: 'COMMUNE',
    parentId: unitId === commune ? top : null,
  })),
};
const registry = foldActs([act]);
const user = (role: 'OFFICER' | 'LEADER', unitId: typeof top): Actor => ({
  kind: 'user',
  userId: derivedId('usr', new Uint8Array(26).fill(role.length)),
  name: role,
  grants: [{ role, unitId, from: localDate('2020-01-01'), to: null }],
  root: false,
});
const as = (actor: Actor): Viewer => ({ actor, registry, on: localDate('2021-01-01') });

const door = machine({
  name: 'door',
  idField: 'doorId',
  actions: ['open', 'paint', 'burn'],
  table: {
    open: { moves: lead('OPEN', 'SHUT'), roles: ['OFFICER'], side: 'AT' },
    paint: { moves: stay('SHUT', 'OPEN'), roles: ['LEADER'], side: 'OVER' },
    burn: { moves: [...lead('GONE', 'SHUT'), ...stay('GONE')], roles: ['LEADER'], side: 'OVER' },
  },
  places: (_root: { readonly status: 'SHUT' | 'OPEN' | 'GONE' }, side: 'AT' | 'OVER') => [
    { unitId: commune, reach: side },
  ],
  more: (action) => (action === 'burn' ? [refusal('BUSY', [])] : []),
});
const codes = (action: 'open' | 'paint' | 'burn', status: 'SHUT' | 'OPEN' | 'GONE', actor: Actor) =>
  door.refusalsFor(action, { status }, as(actor)).map((one) => one.code);

describe('a machine', () => {
  it('lets a step be taken from its states, where its roles count', () => {
    expect(codes('open', 'SHUT', user('OFFICER', commune))).toEqual([]);
    expect(codes('open', 'OPEN', user('OFFICER', commune))).toEqual(['WRONG_STATE']);
    expect(codes('open', 'SHUT', user('LEADER', commune))).toEqual(['NOT_YOURS']);
  });

  it('tells AT from OVER', () => {
    expect(codes('open', 'SHUT', user('OFFICER', top))).toEqual(['NOT_YOURS']);
    expect(codes('paint', 'SHUT', user('LEADER', top))).toEqual([]);
    expect(codes('paint', 'SHUT', user('LEADER', other))).toEqual(['NOT_YOURS']);
    expect(codes('paint', 'SHUT', { kind: 'anonymous' })).toEqual(['NOT_YOURS']);
  });

  it('says every reason, with what the state allows', () => {
    const [wrong, yours, more] = door.refusalsFor('burn', { status: 'OPEN' }, as(user('OFFICER', other)));
    expect(wrong).toEqual(refusal('WRONG_STATE', 'doorId', { status: 'OPEN', allowed: 'paint' }));
    expect([yours?.code, more?.code]).toEqual(['NOT_YOURS', 'BUSY']);
  });

  it('leads where the row says, from each state', () => {
    expect(door.next('open', 'SHUT')).toBe('OPEN');
    expect(door.next('paint', 'OPEN')).toBe('OPEN');
    expect([door.next('burn', 'SHUT'), door.next('burn', 'GONE')]).toEqual(['GONE', 'GONE']);
  });

  it('throws FORBIDDEN for who holds no role for the step anywhere, and only then', () => {
    expect(() => door.requireRole(user('OFFICER', other), 'open')).not.toThrow();
    expect(() => door.requireRole(user('LEADER', commune), 'open')).toThrow();
    expect(() => door.requireRole({ kind: 'anonymous' }, 'paint')).toThrow();
  });

  it('answers availableActions and permissions by the same table', () => {
    expect(door.permissions).toEqual({
      'door.open': ['OFFICER'],
      'door.paint': ['LEADER'],
      'door.burn': ['LEADER'],
    });
    const actions = door.availableActions({ status: 'SHUT' }, as(user('LEADER', top)));
    expect(actions.map((one) => [one.code, one.allowed])).toEqual([
      ['open', false],
      ['paint', true],
      ['burn', false],
    ]);
    expect(actions[0]?.unitIds).toEqual([commune]);
  });
});
