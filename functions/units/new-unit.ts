import { forbidden, type User } from '../kernel/actor.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Ids } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitChange } from './act.ts';
import type { UnitKind } from './unit.ts';

export type NewUnit = {
  readonly name: string;
  readonly code?: string | null | undefined;
  readonly kind: UnitKind;
  readonly parentId?: string | null | undefined;
};

export const nameLimit = 200;

/** The step that creates a unit, from what was typed; refusals name fields under `prefix`. */
export function creation(
  ids: Ids,
  input: NewUnit,
  prefix: string,
): Result<UnitChange & { readonly kind: 'create' }> {
  const name = requireLine(`${prefix}name`, input.name, nameLimit);
  const code = checkCode(`${prefix}code`, input.code);
  const parentId = input.parentId == null ? null : parseId('unt', input.parentId);
  const problems: Refusal[] = [...refusalsOf(name, code)];
  if (parentId === undefined) problems.push(refusal('NOT_FOUND', `${prefix}parentId`));
  if (!name.ok || !code.ok || parentId === undefined) return refuse(...problems);
  const unitId = ids.next('unt');
  return accept({
    kind: 'create',
    unitId,
    name: name.value,
    code: code.value,
    unitKind: input.kind,
    parentId,
  });
}

export function checkCode(field: string, raw: string | null | undefined): Result<string | null> {
  if (raw == null || raw === '') return accept(null);
  return /^[0-9A-Z.]{1,20}$/.test(raw)
    ? accept(raw)
    : refuse(refusal('INVALID_VALUE', field, { expected: '1–20 chữ số, chữ hoa hoặc dấu chấm' }));
}

/** A parent that is named, with the field that names it, as `touched` takes them. */
export const parentField = (input: NewUnit, field: string) =>
  input.parentId == null ? [] : [[field, input.parentId] as const];

/** A unit without a parent is a province: only the administrator named at deployment makes one, by any path. */
export function guardRoots(actor: User, units: readonly NewUnit[]): void {
  if (!actor.root && units.some((unit) => unit.parentId == null)) throw forbidden();
}
