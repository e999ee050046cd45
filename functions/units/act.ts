import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { LegalAct, UnitKind } from './unit.ts';

/** The smallest steps of which every reorganisation is made. */
export type UnitChange =
  | {
      readonly kind: 'create';
      readonly unitId: Id<'unt'>;
      readonly name: string;
      readonly code: string | null;
      readonly unitKind: UnitKind;
      readonly parentId: Id<'unt'> | null;
    }
  | { readonly kind: 'rename'; readonly unitId: Id<'unt'>; readonly name: string }
  | { readonly kind: 'recode'; readonly unitId: Id<'unt'>; readonly code: string | null }
  | { readonly kind: 'reclassify'; readonly unitId: Id<'unt'>; readonly unitKind: UnitKind }
  | { readonly kind: 'move'; readonly unitId: Id<'unt'>; readonly parentId: Id<'unt'> | null }
  | { readonly kind: 'dissolve'; readonly unitId: Id<'unt'> }
  | { readonly kind: 'succeed'; readonly unitId: Id<'unt'>; readonly successorId: Id<'unt'> };

/** One entry of the register: what changes, from which day, by which document. Never altered once written. */
export type UnitAct = {
  /** Version of the register that this act led to. */
  readonly version: number;
  readonly effectiveOn: LocalDate;
  readonly legalAct: LegalAct;
  readonly changes: readonly UnitChange[];
};
