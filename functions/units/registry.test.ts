import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate, type LocalDate } from '../kernel/dates.ts';
import { ulidSource, type Id } from '../kernel/ids.ts';
import type { UnitAct, UnitChange } from './act.ts';
import { checkAct } from './check-act.ts';
import { foldActs, type UnitRegistry } from './registry.ts';

const ids = ulidSource({ now: () => new Date('2021-01-01T00:00:00Z') });
const pool = Array.from({ length: 6 }, () => ids.next('unt'));
const unit = (index: number): Id<'unt'> => pool[index] ?? ids.next('unt');
const days = ['2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01'].map(localDate);
const legalAct = { number: '1', issuer: 'Quốc hội', issuedOn: localDate('2019-12-01') };

const who = fc.nat(pool.length - 1).map(unit);
const code = fc.constantFrom('A', 'B', null);
const change: fc.Arbitrary<UnitChange> = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    unitId: who,
    name: fc.constant('Xã'),
    code,
    unitKind: fc.constant('COMMUNE' as const),
    parentId: fc.option(who),
  }),
  fc.record({ kind: fc.constant('recode' as const), unitId: who, code }),
  fc.record({ kind: fc.constant('move' as const), unitId: who, parentId: fc.option(who) }),
  fc.record({ kind: fc.constant('dissolve' as const), unitId: who }),
  fc.record({ kind: fc.constant('succeed' as const), unitId: who, successorId: who }),
);
const acts = fc.array(fc.tuple(fc.constantFrom(...days), fc.array(change, { minLength: 1, maxLength: 2 })), {
  minLength: 10,
  maxLength: 30,
});

/** Whether the register may be asked to take the change at all: the use cases never create an id twice. */
const plausible = (registry: UnitRegistry, changes: readonly UnitChange[]): boolean => {
  const created = changes.flatMap((one) => (one.kind === 'create' ? [one.unitId] : []));
  const fresh = created.every((id, i) => !registry.get(id) && created.indexOf(id) === i);
  const known = (id: Id<'unt'>) => registry.get(id) !== undefined || created.includes(id);
  return (
    fresh &&
    changes.every((one) => known(one.unitId) && (one.kind !== 'succeed' || known(one.successorId))) &&
    changes.every((one) => one.kind !== 'succeed' || one.unitId !== one.successorId)
  );
};

/** Four of the six exist from the start: a root with three below it. */
const begun = foldActs([
  {
    version: 1,
    effectiveOn: localDate('2020-01-01'),
    legalAct,
    changes: pool.slice(0, 4).map((unitId, i) => ({
      kind: 'create',
      unitId,
      name: `Xã ${i}`,
      code: null,
      unitKind: 'COMMUNE',
      parentId: i === 0 ? null : unit(0),
    })),
  },
]);

const tree = (registry: UnitRegistry, on: LocalDate) =>
  pool.map((id) => [registry.stateOn(id, on), registry.pathOn(id, on), registry.heirsOn(id, on)]);

describe('the register of units', () => {
  it('stays a forest with unique codes on every day, and an act never changes the days before it', () => {
    fc.assert(
      fc.property(acts, (entries) => {
        let registry = begun;
        for (const [effectiveOn, drawn] of entries) {
          const changes = [...drawn].sort(
            (a, b) => Number(b.kind === 'create') - Number(a.kind === 'create'),
          );
          if (!plausible(registry, changes)) continue;
          const act: UnitAct = { version: registry.version + 1, effectiveOn, legalAct, changes };
          const result = checkAct(registry, act);
          if (!result.ok) continue;
          const after = result.value;
          for (const on of days) {
            if (on < effectiveOn) expect(tree(after, on)).toEqual(tree(registry, on));
            const living = pool.filter((id) => after.stateOn(id, on));
            for (const id of living) {
              const path = after.pathOn(id, on);
              const top = path[0];
              expect(top && after.stateOn(top, on)?.parentId).toBeNull();
              expect(path.at(-1)).toBe(id);
            }
            const codes = living.flatMap((id) => after.stateOn(id, on)?.code ?? []);
            expect(new Set(codes).size).toBe(codes.length);
          }
          registry = after;
        }
        for (const one of registry.units.values())
          for (const heir of one.successors) expect(registry.stateOn(heir.unitId, heir.on)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  it('folds the same from any order of entry of acts on different days', () => {
    const [top, low] = [unit(0), unit(1)];
    const create = { kind: 'create', code: null, unitKind: 'COMMUNE', parentId: null } as const;
    const one = (version: number, effectiveOn: LocalDate, changes: readonly UnitChange[]): UnitAct => ({
      version,
      effectiveOn,
      legalAct,
      changes,
    });
    const first = one(1, localDate('2020-01-01'), [
      { ...create, unitId: top, name: 'A' },
      { ...create, unitId: low, name: 'B' },
    ]);
    const rename = one(2, localDate('2022-01-01'), [{ kind: 'rename', unitId: top, name: 'C' }]);
    const move = one(3, localDate('2021-01-01'), [{ kind: 'move', unitId: low, parentId: top }]);
    const [a, b] = [foldActs([first, rename, move]), foldActs([move, first, rename])];
    for (const on of days) expect(tree(a, on)).toEqual(tree(b, on));
    expect(a.stateOn(top, localDate('2021-12-31'))?.name).toBe('A');
    expect(a.stateOn(top, localDate('2022-01-01'))?.name).toBe('C');
  });

  it('does not let the target of a merger end before the merger', () => {
    const create = { kind: 'create', code: null, unitKind: 'COMMUNE', parentId: null } as const;
    const start = foldActs([
      {
        version: 1,
        effectiveOn: localDate('2020-01-01'),
        legalAct,
        changes: [
          { ...create, unitId: unit(0), name: 'A' },
          { ...create, unitId: unit(1), name: 'B' },
        ],
      },
    ]);
    const merger = checkAct(start, {
      version: 2,
      effectiveOn: localDate('2023-01-01'),
      legalAct,
      changes: [
        { kind: 'succeed', unitId: unit(0), successorId: unit(1) },
        { kind: 'dissolve', unitId: unit(0) },
      ],
    });
    if (!merger.ok) throw new Error('the merger is sound');
    const early = checkAct(merger.value, {
      version: 3,
      effectiveOn: localDate('2022-01-01'),
      legalAct,
      changes: [{ kind: 'dissolve', unitId: unit(1) }],
    });
    expect(early.ok ? [] : early.refusals.map((r) => r.code)).toEqual(['UNIT_NOT_ALIVE']);
  });
});
