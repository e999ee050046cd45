import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitKind } from '../units/unit.ts';

export const trainingClassStatuses = ['DRAFT', 'OPEN', 'FINISHED', 'CANCELLED'] as const;
export type TrainingClassStatus = (typeof trainingClassStatuses)[number];

/** One class: units nominate their officers for its seats while it is open. */
export type TrainingClass = {
  readonly id: Id<'trc'>;
  readonly hostUnitId: Id<'unt'>;
  readonly planId: Id<'trp'> | null;
  readonly topic: string;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly place: string;
  readonly trainer: string;
  readonly targetGroup: string;
  /** Kinds of units whose officers it is for. */
  readonly unitKinds: readonly UnitKind[];
  readonly capacity: number;
  /** Seats that one unit may take. */
  readonly unitQuota: number;
  /** Last day for nominations. */
  readonly closesOn: LocalDate;
  /** Whether a certificate needs a passed test. */
  readonly hasTest: boolean;
  readonly materialIds: readonly Id<'att'>[];
  readonly cancelReason: string | null;
  readonly status: TrainingClassStatus;
  readonly version: number;
};

export const maxCapacity = 1_000;
export const maxMaterials = 20;
/** Marks of one call: each rewrites a nomination, and a transaction holds 98 writes. */
export const maxMarks = 90;
/** Certificates of one call: each takes four writes. */
export const maxCertificates = 20;

/** How many filled in the form, and the sums of what they gave, each of 1–5. */
export type Evaluation = {
  readonly count: number;
  readonly content: number;
  readonly trainer: number;
  readonly organisation: number;
};
