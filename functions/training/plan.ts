import type { Id } from '../kernel/ids.ts';

export const trainingPlanStatuses = ['DRAFT', 'APPROVED', 'CANCELLED'] as const;
export type TrainingPlanStatus = (typeof trainingPlanStatuses)[number];

/** A class that the plan means to hold. */
export type PlannedClass = {
  readonly topic: string;
  readonly targetGroup: string;
  readonly month: number;
  readonly participants: number;
};

/** What a host means to teach in a year, and whom. */
export type TrainingPlan = {
  readonly id: Id<'trp'>;
  readonly hostUnitId: Id<'unt'>;
  readonly year: number;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly goals: string;
  readonly classes: readonly PlannedClass[];
  readonly status: TrainingPlanStatus;
  readonly version: number;
};

export const maxPlannedClasses = 100;
