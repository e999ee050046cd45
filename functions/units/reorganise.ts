import { forbidden, type User } from '../kernel/actor.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitChange } from './act.ts';
import { changeUnits, type ActInput, type UnitDeps } from './change-units.ts';
import type { UnitRegistry } from './registry.ts';
import type { Unit, UnitKind } from './unit.ts';

export type NewUnit = {
  readonly name: string;
  readonly code?: string | null | undefined;
  readonly kind: UnitKind;
  readonly parentId?: string | null | undefined;
};

const nameLimit = 200;

/** The step that creates a unit, from what was typed; refusals name fields under `prefix`. */
function creation(
  deps: UnitDeps,
  input: NewUnit,
  prefix: string,
): Result<UnitChange & { readonly kind: 'create' }> {
  const name = requireLine(`${prefix}name`, input.name, nameLimit);
  const code = checkCode(`${prefix}code`, input.code);
  const parentId = input.parentId == null ? null : parseId('unt', input.parentId);
  const problems: Refusal[] = [...refusalsOf(name, code)];
  if (parentId === undefined) problems.push(refusal('NOT_FOUND', `${prefix}parentId`));
  if (!name.ok || !code.ok || parentId === undefined) return refuse(...problems);
  const unitId = deps.ids.next('unt');
  return accept({
    kind: 'create',
    unitId,
    name: name.value,
    code: code.value,
    unitKind: input.kind,
    parentId,
  });
}

function checkCode(field: string, raw: string | null | undefined): Result<string | null> {
  if (raw == null || raw === '') return accept(null);
  return /^[0-9A-Z.]{1,20}$/.test(raw)
    ? accept(raw)
    : refuse(refusal('INVALID_VALUE', field, { expected: '1–20 chữ số, chữ hoa hoặc dấu chấm' }));
}

const parentField = (input: NewUnit, field: string) =>
  input.parentId == null ? [] : [[field, input.parentId] as const];

/** Creates a unit. A root (no parent) may be created only by the administrator named at deployment. */
export const createUnit = (deps: UnitDeps, input: ActInput & NewUnit): Promise<Result<Unit>> =>
  changeUnits(deps, input, {
    operation: 'createUnit',
    event: 'UnitCreated',
    touched: parentField(input, 'parentId'),
    plan: (_registry, actor) => {
      guardRoots(actor, [input]);
      const change = creation(deps, input, '');
      return change.ok ? accept({ changes: [change.value], resultId: change.value.unitId }) : change;
    },
  });

/** A unit without a parent is a province: only the administrator named at deployment makes one, by any path. */
function guardRoots(actor: User, units: readonly NewUnit[]): void {
  if (!actor.root && units.some((unit) => unit.parentId == null)) throw forbidden();
}

type OneUnit = ActInput & { readonly unitId: string; readonly expectedVersion: number };

const expected = (input: OneUnit) => ({ rawId: input.unitId, version: input.expectedVersion });

/** A change of one existing unit; `change` is planned only once the unit is known to exist. */
const changeOne = (
  deps: UnitDeps,
  input: OneUnit,
  names: { readonly operation: string; readonly event: string },
  more: readonly (readonly [string, string])[],
  change: (unitId: Id<'unt'>, registry: UnitRegistry, actor: User) => Result<readonly UnitChange[]>,
): Promise<Result<Unit>> =>
  changeUnits(deps, input, {
    ...names,
    touched: [['unitId', input.unitId], ...more],
    expected: expected(input),
    plan: (registry, actor) => {
      const unitId = parseId('unt', input.unitId);
      if (!unitId) return refuse(refusal('NOT_FOUND', 'unitId'));
      const changes = change(unitId, registry, actor);
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

const maxParts = 500;

/** Several units become one: a new one, or one of those that exist (which then goes on and absorbs the others). */
export const mergeUnits = (
  deps: UnitDeps,
  input: ActInput & {
    readonly unitIds: readonly string[];
    readonly into?: string | null | undefined;
    readonly newUnit?: NewUnit | null | undefined;
  },
): Promise<Result<Unit>> =>
  changeUnits(deps, input, {
    operation: 'mergeUnits',
    event: 'UnitsMerged',
    touched: [
      ...input.unitIds.map((id, index) => [`unitIds.${index}`, id] as const),
      ...(input.into == null ? [] : [['into', input.into] as const]),
      ...(input.newUnit ? parentField(input.newUnit, 'newUnit.parentId') : []),
    ],
    plan: (_registry, actor) => {
      if (input.newUnit) guardRoots(actor, [input.newUnit]);
      const problems = mergeProblems(input);
      if (problems.length > 0) return refuse(...problems);
      const created = input.newUnit ? creation(deps, input.newUnit, 'newUnit.') : undefined;
      if (created && !created.ok) return created;
      const target = created?.value.unitId ?? parseId('unt', input.into ?? '');
      if (!target) return refuse(refusal('REQUIRED', 'into'));
      const parts = input.unitIds.flatMap((raw) => parseId('unt', raw) ?? []);
      return accept({
        resultId: target,
        changes: [...(created ? [created.value] : []), ...parts.flatMap((unitId) => endInto(unitId, target))],
      });
    },
  });

function mergeProblems(input: Parameters<typeof mergeUnits>[1]): readonly Refusal[] {
  const { unitIds, into, newUnit } = input;
  return [
    ...(unitIds.length === 0 ? [refusal('REQUIRED', 'unitIds')] : []),
    ...(unitIds.length > maxParts ? [refusal('TOO_MANY', 'unitIds', { limit: maxParts })] : []),
    ...unitIds.flatMap((id, i) => (unitIds.indexOf(id) < i ? [refusal('DUPLICATE', `unitIds.${i}`)] : [])),
    ...(into != null && unitIds.includes(into) ? [refusal('UNIT_MERGE_INTO_SELF', 'into')] : []),
    ...((into == null) === (newUnit == null) ? [refusal('REQUIRED', 'into')] : []),
  ];
}

const endInto = (unitId: Id<'unt'>, successorId: Id<'unt'>): readonly UnitChange[] => [
  { kind: 'succeed', unitId, successorId },
  { kind: 'dissolve', unitId },
];

/** One unit becomes several new ones and ends. */
export const splitUnit = (
  deps: UnitDeps,
  input: OneUnit & { readonly parts: readonly NewUnit[] },
): Promise<Result<Unit>> =>
  changeOne(
    deps,
    input,
    { operation: 'splitUnit', event: 'UnitSplit' },
    input.parts.flatMap((part, index) => parentField(part, `parts.${index}.parentId`)),
    (unitId, _registry, actor) => {
      guardRoots(actor, input.parts);
      if (input.parts.length < 2) return refuse(refusal('REQUIRED', 'parts'));
      if (input.parts.length > maxParts) return refuse(refusal('TOO_MANY', 'parts', { limit: maxParts }));
      const parts = input.parts.map((part, index) => creation(deps, part, `parts.${index}.`));
      if (parts.some((part) => !part.ok)) return refuse(...refusalsOf(...parts));
      const created = parts.flatMap((part) => (part.ok ? [part.value] : []));
      const edges = created.map((part) => ({ kind: 'succeed', unitId, successorId: part.unitId }) as const);
      return accept([...created, ...edges, { kind: 'dissolve', unitId }]);
    },
  );
