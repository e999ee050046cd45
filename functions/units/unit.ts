import { isValidOn, type LocalDate, type Validity } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const unitKinds = [
  'PROVINCE',
  'CITY',
  'DISTRICT',
  'COMMUNE',
  'WARD',
  'TOWNSHIP',
  'DEPARTMENT',
  'AGENCY',
  'MASS_ORGANISATION',
  'SCHOOL',
  'HOSPITAL',
  'ENTERPRISE',
  'COOPERATIVE',
  'ARMY',
  'POLICE',
] as const;
export type UnitKind = (typeof unitKinds)[number];

/** The document that makes a change of units lawful. */
export type LegalAct = { readonly number: string; readonly issuer: string; readonly issuedOn: LocalDate };

/** A value that held from a day on, until the next one; the whole list is the attribute's history. */
export type Dated<T> = { readonly from: LocalDate; readonly value: T };

export type Succession = { readonly unitId: Id<'unt'>; readonly on: LocalDate };

/**
 * A unit with all of its history. The id never changes; name, official code, kind and parent are attributes with dates,
 * because codes are reused by other units after a merger.
 */
export type Unit = {
  readonly id: Id<'unt'>;
  /** Its life; `to` is the first day on which it no longer exists. */
  readonly life: Validity;
  readonly names: readonly Dated<string>[];
  readonly codes: readonly Dated<string | null>[];
  readonly kinds: readonly Dated<UnitKind>[];
  readonly parents: readonly Dated<Id<'unt'> | null>[];
  /** Known predecessors and successors only: one that the sources don't tell stays absent. */
  readonly predecessors: readonly Succession[];
  readonly successors: readonly Succession[];
  /** Version of the register at the last act that touched this unit. */
  readonly version: number;
};

/** What a unit was on one day. */
export type UnitState = {
  readonly name: string;
  readonly code: string | null;
  readonly kind: UnitKind;
  readonly parentId: Id<'unt'> | null;
};

export const existsOn = (unit: Unit, date: LocalDate): boolean => isValidOn(unit.life, date);

/** The value that holds on a day: the last one that began on or before it. */
export function valueOn<T>(history: readonly Dated<T>[], date: LocalDate): T | undefined {
  return history.findLast((entry) => entry.from <= date)?.value;
}

/** Undefined on days on which the unit doesn't exist. */
export function stateOn(unit: Unit, date: LocalDate): UnitState | undefined {
  const name = valueOn(unit.names, date);
  const kind = valueOn(unit.kinds, date);
  if (!existsOn(unit, date) || name === undefined || kind === undefined) return undefined;
  return {
    name,
    kind,
    code: valueOn(unit.codes, date) ?? null,
    parentId: valueOn(unit.parents, date) ?? null,
  };
}

/** What to call a unit on a day outside its life: its last name before, or its first. */
export const nameAround = (unit: Unit, date: LocalDate): string =>
  valueOn(unit.names, date) ?? unit.names[0]?.value ?? unit.id;
