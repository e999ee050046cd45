import { describe, expect, it } from 'vitest';
import type { Grant } from '../kernel/actor.ts';
import { localDate } from '../kernel/dates.ts';
import { derivedId, type Id } from '../kernel/ids.ts';
import type { UnitAct, UnitChange } from '../units/act.ts';
import { foldActs } from '../units/registry.ts';
import { inspectionActions, inspectionMachine, inspectionTable } from './inspection.policy.ts';
import { inspectionStatuses, inspectsOwn } from './inspection.ts';
import { isLate } from './recommendation.ts';

const id = (n: number) => derivedId('unt', new Uint8Array(26).fill(n));
const [province, district, commune, neighbour, merged] = [id(1), id(2), id(3), id(4), id(5)];
const legalAct = { number: '1', issuer: 'x', issuedOn: localDate('2020-01-01') };
const unit = (unitId: Id<'unt'>, parentId: Id<'unt'> | null): UnitChange => ({
  kind: 'create',
  unitId,
  name: unitId,
  code: null,
  unitKind: 'COMMUNE',
  parentId,
});
const acts: readonly UnitAct[] = [
  {
    version: 1,
    effectiveOn: localDate('2020-01-01'),
    legalAct,
    changes: [
      unit(province, null),
      unit(district, province),
      unit(commune, district),
      unit(neighbour, district),
    ],
  },
  {
    version: 2,
    effectiveOn: localDate('2021-07-01'),
    legalAct,
    changes: [
      unit(merged, district),
      { kind: 'dissolve', unitId: commune },
      { kind: 'succeed', unitId: commune, successorId: merged },
    ],
  },
];
const registry = foldActs(acts);
const [before, after] = [localDate('2021-06-01'), localDate('2021-08-01')];
const grant = (unitId: Id<'unt'>, to: string | null = null): Grant => ({
  role: 'OFFICER',
  unitId,
  from: localDate('2020-01-01'),
  to: to === null ? null : localDate(to),
});

describe('whether somebody would inspect their own unit', () => {
  it.each([
    ['the unit itself', [grant(commune)], commune, before, true],
    ['a unit below it', [grant(commune)], district, before, true],
    ['a unit above it', [grant(district)], commune, before, false],
    ['a neighbour', [grant(neighbour)], commune, before, false],
    ['one of two units', [grant(neighbour), grant(commune)], commune, before, true],
    ['nowhere', [], commune, before, false],
    ['where they no longer are', [grant(commune, '2021-06-01')], commune, before, false],
    ['where they still are today', [grant(commune, '2021-06-02')], commune, before, true],
    ['a unit that the inspected one carries on', [grant(commune)], merged, after, true],
    ['a unit that carries the inspected one on', [grant(merged)], commune, after, true],
    ['a unit that will carry it on', [grant(merged)], commune, before, false],
    ['above the unit after the merger', [grant(district)], merged, after, false],
  ] as const)('%s', (_where, grants, unitId, on, own) => {
    expect(inspectsOwn(grants, unitId, registry, on)).toBe(own);
  });
});

describe('the life of an inspection', () => {
  it('has exactly these steps', () => {
    const found = inspectionStatuses.flatMap((from) =>
      inspectionActions
        .filter((action) => inspectionTable[action].moves.some(([state]) => state === from))
        .map((action) => `${from} ${action} ${inspectionMachine.next(action, from)}`),
    );
    expect(found).toEqual([
      'DECIDED changeTeam DECIDED',
      'DECIDED visit VISITED',
      'DECIDED cancel CANCELLED',
      'VISITED changeTeam VISITED',
      'VISITED visit VISITED',
      'VISITED find VISITED',
      'VISITED conclude CONCLUDED',
      'CONCLUDED settle CONCLUDED',
      'CONCLUDED publish CONCLUDED',
      'CONCLUDED recommend CONCLUDED',
    ]);
  });
});

describe('a recommendation', () => {
  it('is late on the day after its due day, until it is verified', () => {
    const dueOn = localDate('2021-06-30');
    expect(isLate({ status: 'OPEN', dueOn }, dueOn)).toBe(false);
    expect(isLate({ status: 'OPEN', dueOn }, localDate('2021-07-01'))).toBe(true);
    expect(isLate({ status: 'REMEDIED', dueOn }, localDate('2021-07-01'))).toBe(true);
    expect(isLate({ status: 'VERIFIED', dueOn }, localDate('2021-07-01'))).toBe(false);
  });
});
