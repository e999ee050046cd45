import { createHash } from 'node:crypto';
import type { LocalDate } from '../kernel/dates.ts';
import { derivedId, type Id } from '../kernel/ids.ts';
import type { TrainingClass } from './class.ts';

export const nominationStatuses = ['NOMINATED', 'WITHDRAWN'] as const;
export type NominationStatus = (typeof nominationStatuses)[number];

export const attendances = ['PRESENT', 'PARTIAL', 'ABSENT'] as const;
export type Attendance = (typeof attendances)[number];

/** One officer's place in one class, from nomination to certificate. */
export type Nomination = {
  readonly id: Id<'trn'>;
  readonly classId: Id<'trc'>;
  readonly hostUnitId: Id<'unt'>;
  readonly officerId: Id<'ofc'>;
  readonly unitId: Id<'unt'>;
  /** Officer, position and the class's first day when they were nominated. */
  readonly name: string;
  readonly position: string;
  readonly startsOn: LocalDate;
  readonly attendance: Attendance | null;
  /** Of 100; null without a test or before it. */
  readonly score: number | null;
  readonly passed: boolean | null;
  readonly certificate: { readonly number: string; readonly issuedOn: LocalDate } | null;
  readonly evaluated: boolean;
  readonly status: NominationStatus;
  /** Grows with the steps of units and participants; what the host records is told in the class's own history. */
  readonly version: number;
};

/** An officer has one place in a class, however often they are withdrawn and nominated again. */
export const nominationId = (classId: Id<'trc'>, officerId: Id<'ofc'>): Id<'trn'> =>
  derivedId('trn', createHash('sha256').update(`${classId}\n${officerId}`).digest());

/** Why somebody can't be certified; undefined when they can. */
export function missing(
  { attendance, passed }: Nomination,
  { hasTest }: TrainingClass,
): 'TRAINING_NOT_ATTENDED' | 'TRAINING_NOT_PASSED' | undefined {
  if (attendance !== 'PRESENT') return 'TRAINING_NOT_ATTENDED';
  return hasTest && passed !== true ? 'TRAINING_NOT_PASSED' : undefined;
}
