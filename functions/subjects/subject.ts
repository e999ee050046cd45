import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { IdNumberType } from './id-number.ts';
import type { SubjectGroup } from './group.ts';
import type { Sex } from './sex.ts';

/** A personal number as we keep it: never in clear. */
export type SealedIdNumber = {
  readonly type: IdNumberType;
  readonly masked: string;
  /** Opens only with the key and this subject's id. */
  readonly sealed: string;
  /** The same number always has the same keyed fingerprint, which tells nothing without the key. */
  readonly fingerprint: string;
};

/** Where a subject belonged from a day on; `to` is the first day on which it no longer did. */
export type Affiliation = {
  readonly unitId: Id<'unt'>;
  readonly position: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

/** Who can be awarded: a person, a collective, a household, or a unit of the register. */
export type Subject = {
  readonly id: Id<'sub'>;
  readonly kind: SubjectKind;
  /** Of a subject of kind UNIT: what the register calls it today. */
  readonly name: string;
  /** The unit it belongs to now, which is that of the last affiliation. */
  readonly unitId: Id<'unt'>;
  readonly position: string | null;
  readonly birthDate: LocalDate | null;
  readonly sex: Sex | null;
  /** As the statutory forms count; null while nobody has said. */
  readonly group: SubjectGroup | null;
  readonly idNumber: SealedIdNumber | null;
  /** The unit that a subject of kind UNIT is. */
  readonly refUnitId: Id<'unt'> | null;
  /** In the order of time; the last one is open. */
  readonly affiliations: readonly Affiliation[];
  readonly version: number;
};
