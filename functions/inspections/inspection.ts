import type { Grant } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { CaseDiscipline } from '../records/case.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { InspectionKind, Publication } from './plan.ts';

export const inspectionStatuses = ['DECIDED', 'VISITED', 'CONCLUDED', 'CANCELLED'] as const;
export type InspectionStatus = (typeof inspectionStatuses)[number];

export const answerVerdicts = ['MET', 'NOT_MET', 'NOT_APPLICABLE'] as const;
export const severities = ['MINOR', 'SERIOUS', 'VIOLATION'] as const;
export type Severity = (typeof severities)[number];

/** A document of the inspection with its number. */
export type Document = {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly signerName: string;
};

export type TeamMember = { readonly userId: Id<'usr'>; readonly name: string; readonly lead: boolean };

export type Answer = {
  readonly code: string;
  readonly verdict: (typeof answerVerdicts)[number];
  readonly note: string;
};

export type Visit = {
  readonly on: LocalDate;
  readonly minutesId: Id<'att'>;
  readonly evidenceIds: readonly Id<'att'>[];
  readonly answers: readonly Answer[];
  readonly by: Id<'usr'>;
};

/** What a finding is about, by the ids of this system. */
export type FindingLinks = {
  readonly dossierIds: readonly Id<'dos'>[];
  readonly decisionIds: readonly Id<'dec'>[];
  readonly subjectIds: readonly Id<'sub'>[];
};

export type Finding = {
  readonly number: number;
  readonly severity: Severity;
  readonly text: string;
  /** The article that was not kept. */
  readonly citation: string;
  /** The head who answers for it. */
  readonly responsibleName: string;
  readonly responsiblePosition: string;
  readonly links: FindingLinks;
  /** Null for what was found before this was kept. */
  readonly recordedOn: LocalDate | null;
  /** What became of it after the conclusion; null while that is open. */
  readonly settlement: Settlement | null;
};

export type Settlement = {
  readonly on: LocalDate;
  readonly text: string;
  readonly by: Id<'usr'>;
  readonly disciplines: readonly CaseDiscipline[];
};

export type Conclusion = Document & { readonly text: string };

export type Inspection = {
  readonly id: Id<'ins'>;
  readonly planId: Id<'ipl'> | null;
  readonly kind: InspectionKind;
  readonly hostUnitId: Id<'unt'>;
  /** The unit that is inspected. */
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly topic: string;
  readonly decision: Document;
  readonly team: readonly TeamMember[];
  readonly checklist: { readonly id: Id<'ckl'>; readonly version: number } | null;
  readonly visits: readonly Visit[];
  readonly findings: readonly Finding[];
  readonly conclusion: Conclusion | null;
  readonly publication: Publication | null;
  readonly recommendations: number;
  readonly cancelReason: string | null;
  readonly status: InspectionStatus;
  readonly version: number;
};

export const maxTeam = 20;
export const maxVisits = 20;
export const maxEvidence = 20;
export const maxFindings = 100;
export const maxRecommendations = 100;

/**
 * Whether someone with these grants would inspect their own: they work, today or from a later day on, at the unit, below
 * it, or at a unit that carries it on or that it carries on.
 */
export function inspectsOwn(
  grants: readonly Grant[],
  unitId: Id<'unt'>,
  registry: UnitRegistry,
  on: LocalDate,
): boolean {
  const inspected = [unitId, ...registry.heirsOn(unitId, on)];
  return grants
    .filter((grant) => grant.to === null || grant.to > on)
    .some((grant) => inspected.some((one) => registry.covers(one, grant.unitId, on)));
}

/** Last day on which the inspected unit was visited, of what is on record for it. */
export type InspectionCoverage = {
  readonly hostUnitId: Id<'unt'>;
  readonly unitId: Id<'unt'>;
  readonly kind: InspectionKind;
  readonly lastOn: LocalDate;
  readonly inspectionId: Id<'ins'>;
};
