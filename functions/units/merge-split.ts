import { refusalsOf } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitChange } from './act.ts';
import { changeUnits, type ActInput, type OneUnit, type UnitDeps } from './change-units.ts';
import type { FieldOf } from './check-act.ts';
import { creation, guardRoots, parentField, type NewUnit } from './new-unit.ts';
import type { Unit } from './unit.ts';

const maxParts = 500;

export type MergeUnitsInput = ActInput & {
  readonly unitIds: readonly string[];
  readonly into?: string | null | undefined;
  readonly newUnit?: NewUnit | null | undefined;
};

/** Several units become one: a new one, or one of those that exist (which then goes on and absorbs the others). */
export const mergeUnits = (deps: UnitDeps, input: MergeUnitsInput): Promise<Result<Unit>> =>
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
      const created = input.newUnit ? creation(deps.ids, input.newUnit, 'newUnit.') : undefined;
      if (created && !created.ok) return created;
      const target = created?.value.unitId ?? parseId('unt', input.into ?? '');
      if (!target) return refuse(refusal('REQUIRED', 'into'));
      const parts = input.unitIds.flatMap((raw) => parseId('unt', raw) ?? []);
      return accept({
        resultId: target,
        changes: [...(created ? [created.value] : []), ...parts.flatMap((unitId) => endInto(unitId, target))],
        fieldOf: under(new Map(created ? [[target, 'newUnit']] : [])),
      });
    },
  });

function mergeProblems({ unitIds, into, newUnit }: MergeUnitsInput): readonly Refusal[] {
  return [
    ...(unitIds.length === 0 ? [refusal('REQUIRED', 'unitIds')] : []),
    ...(unitIds.length > maxParts ? [refusal('TOO_MANY', 'unitIds', { limit: maxParts })] : []),
    ...unitIds.flatMap((id, i) => (unitIds.indexOf(id) < i ? [refusal('DUPLICATE', `unitIds.${i}`)] : [])),
    ...(into != null && unitIds.includes(into) ? [refusal('UNIT_MERGE_INTO_SELF', 'into')] : []),
    ...(into == null && newUnit == null ? [refusal('REQUIRED', 'into')] : []),
    ...(into != null && newUnit != null
      ? [refusal('INVALID_VALUE', 'newUnit', { expected: 'chỉ một trong into và newUnit' })]
      : []),
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
  changeUnits(deps, input, {
    operation: 'splitUnit',
    event: 'UnitSplit',
    touched: [
      ['unitId', input.unitId],
      ...input.parts.flatMap((part, index) => parentField(part, `parts.${index}.parentId`)),
    ],
    expected: input,
    plan: (_registry, actor) => {
      guardRoots(actor, input.parts);
      const unitId = parseId('unt', input.unitId);
      if (!unitId) return refuse(refusal('NOT_FOUND', 'unitId'));
      if (input.parts.length < 2) return refuse(refusal('REQUIRED', 'parts'));
      if (input.parts.length > maxParts) return refuse(refusal('TOO_MANY', 'parts', { limit: maxParts }));
      const parts = input.parts.map((part, index) => creation(deps.ids, part, `parts.${index}.`));
      if (parts.some((part) => !part.ok)) return refuse(...refusalsOf(...parts));
      const created = parts.flatMap((part) => (part.ok ? [part.value] : []));
      const edges = created.map((part) => ({ kind: 'succeed', unitId, successorId: part.unitId }) as const);
      return accept({
        resultId: unitId,
        changes: [...created, ...edges, { kind: 'dissolve', unitId }],
        fieldOf: under(new Map(created.map((part, index) => [part.unitId, `parts.${index}`]))),
      });
    },
  });

/** Where in the input each new unit is described. */
const under =
  (places: ReadonlyMap<Id<'unt'>, string>): FieldOf =>
  (unitId, field) => {
    const place = places.get(unitId);
    return place && `${place}.${field}`;
  };
