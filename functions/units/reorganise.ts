import { requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitChange } from './act.ts';
import { changeUnits, type ActInput, type OneUnit, type UnitDeps } from './change-units.ts';
import { checkCode, creation, guardRoots, nameLimit, parentField, type NewUnit } from './new-unit.ts';
import type { UnitRegistry } from './registry.ts';
import type { Unit, UnitKind } from './unit.ts';

/** Creates a unit. A root (no parent) may be created only by the administrator named at deployment. */
export const createUnit = (deps: UnitDeps, input: ActInput & NewUnit): Promise<Result<Unit>> =>
  changeUnits(deps, input, {
    operation: 'createUnit',
    event: 'UnitCreated',
    touched: parentField(input, 'parentId'),
    plan: (_registry, actor) => {
      guardRoots(actor, [input]);
      const change = creation(deps.ids, input, '');
      return change.ok ? accept({ changes: [change.value], resultId: change.value.unitId }) : change;
    },
  });

/** A change of one existing unit; `change` is planned only once the unit is known to exist. */
const changeOne = (
  deps: UnitDeps,
  input: OneUnit,
  names: { readonly operation: string; readonly event: string },
  more: readonly (readonly [string, string])[],
  change: (unitId: Id<'unt'>, registry: UnitRegistry) => Result<readonly UnitChange[]>,
): Promise<Result<Unit>> =>
  changeUnits(deps, input, {
    ...names,
    touched: [['unitId', input.unitId], ...more],
    expected: input,
    plan: (registry) => {
      const unitId = parseId('unt', input.unitId);
      if (!unitId) return refuse(refusal('NOT_FOUND', 'unitId'));
      const changes = change(unitId, registry);
      return changes.ok ? accept({ changes: changes.value, resultId: unitId }) : changes;
    },
  });

export const renameUnit = (
  deps: UnitDeps,
  input: OneUnit & { readonly name: string },
): Promise<Result<Unit>> =>
  changeOne(deps, input, { operation: 'renameUnit', event: 'UnitRenamed' }, [], (unitId) => {
    const name = requireLine('name', input.name, nameLimit);
    return name.ok ? accept([{ kind: 'rename', unitId, name: name.value }]) : name;
  });

export const recodeUnit = (
  deps: UnitDeps,
  input: OneUnit & { readonly code?: string | null | undefined },
): Promise<Result<Unit>> =>
  changeOne(deps, input, { operation: 'recodeUnit', event: 'UnitRecoded' }, [], (unitId) => {
    const code = checkCode('code', input.code);
    return code.ok ? accept([{ kind: 'recode', unitId, code: code.value }]) : code;
  });

/** A change of kind: a township becomes a ward, a district a city. */
export const reclassifyUnit = (
  deps: UnitDeps,
  input: OneUnit & { readonly kind: UnitKind },
): Promise<Result<Unit>> =>
  changeOne(deps, input, { operation: 'reclassifyUnit', event: 'UnitReclassified' }, [], (unitId) =>
    accept([{ kind: 'reclassify', unitId, unitKind: input.kind }]),
  );

export const moveUnit = (
  deps: UnitDeps,
  input: OneUnit & { readonly parentId: string },
): Promise<Result<Unit>> =>
  changeOne(
    deps,
    input,
    { operation: 'moveUnit', event: 'UnitMoved' },
    [['parentId', input.parentId]],
    (unitId) => {
      const parentId = parseId('unt', input.parentId);
      return parentId
        ? accept([{ kind: 'move', unitId, parentId }])
        : refuse(refusal('NOT_FOUND', 'parentId'));
    },
  );

/** Ends a unit that nobody carries on, or whose successors aren't known yet. */
export const dissolveUnit = (deps: UnitDeps, input: OneUnit): Promise<Result<Unit>> =>
  changeOne(deps, input, { operation: 'dissolveUnit', event: 'UnitDissolved' }, [], (unitId) =>
    accept([{ kind: 'dissolve', unitId }]),
  );

/** Enters a successor that wasn't known when the unit ended. */
export const recordSuccession = (
  deps: UnitDeps,
  input: OneUnit & { readonly successorId: string },
): Promise<Result<Unit>> =>
  changeOne(
    deps,
    input,
    { operation: 'recordSuccession', event: 'SuccessionRecorded' },
    [['successorId', input.successorId]],
    (unitId, registry) => {
      const successorId = parseId('unt', input.successorId);
      if (!successorId) return refuse(refusal('NOT_FOUND', 'successorId'));
      if (successorId === unitId) return refuse(refusal('UNIT_MERGE_INTO_SELF', 'successorId'));
      const known = registry.get(unitId)?.successors.some((one) => one.unitId === successorId);
      return known
        ? refuse(refusal('DUPLICATE', 'successorId'))
        : accept([{ kind: 'succeed', unitId, successorId }]);
    },
  );
