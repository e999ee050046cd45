import type { Id } from '../kernel/ids.ts';

/** Thanh tra, kiểm tra, giám sát: three things in law, never mixed in a plan or a list. */
export const inspectionKinds = ['INSPECTION', 'CHECK', 'SUPERVISION'] as const;
export type InspectionKind = (typeof inspectionKinds)[number];

export const planStatuses = ['DRAFT', 'APPROVED', 'CANCELLED'] as const;
export type PlanStatus = (typeof planStatuses)[number];

export type PlannedVisit = {
  readonly unitId: Id<'unt'>;
  readonly topic: string;
  /** 1–12. */
  readonly month: number;
};

/** A publication and the ground that allows it. */
export type Publication = { readonly at: string; readonly by: Id<'usr'>; readonly basis: string };

/** What a unit means to inspect, check or supervise in a year. */
export type InspectionPlan = {
  readonly id: Id<'ipl'>;
  readonly kind: InspectionKind;
  readonly hostUnitId: Id<'unt'>;
  readonly year: number;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly visits: readonly PlannedVisit[];
  readonly status: PlanStatus;
  readonly publication: Publication | null;
  readonly version: number;
};

export const maxPlanned = 200;
