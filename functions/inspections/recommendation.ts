import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const recommendationStatuses = ['OPEN', 'REMEDIED', 'VERIFIED'] as const;
/** Which of them by due day: a host's, those in a unit's hand, those taken to a unit above. */
export const dueLists = [
  'LATE_OF_HOST',
  'OPEN_OF_HOST',
  'TO_VERIFY',
  'OPEN_OF_OWNER',
  'ESCALATED_TO',
] as const;
export type RecommendationStatus = (typeof recommendationStatuses)[number];

export type Remedy = {
  readonly note: string;
  readonly evidenceIds: readonly Id<'att'>[];
  readonly by: Id<'usr'>;
  readonly at: string;
  /** What the inspecting unit said of it; null while it waits. */
  readonly verdict: {
    readonly accepted: boolean;
    readonly note: string;
    readonly by: Id<'usr'>;
    readonly at: string;
  } | null;
};

/** Taken to a unit above the owner because it is late. */
export type Escalation = {
  readonly toUnitId: Id<'unt'>;
  readonly reason: string;
  readonly daysLate: number;
  readonly by: Id<'usr'>;
  readonly at: string;
};

/** What an inspection asks a unit to put right, until when. */
export type Recommendation = {
  readonly id: Id<'rcm'>;
  readonly inspectionId: Id<'ins'>;
  readonly hostUnitId: Id<'unt'>;
  /** The unit that is to put it right. */
  readonly ownerUnitId: Id<'unt'>;
  readonly findingNumber: number | null;
  readonly text: string;
  readonly dueOn: LocalDate;
  readonly remedies: readonly Remedy[];
  readonly escalations: readonly Escalation[];
  readonly status: RecommendationStatus;
  readonly version: number;
};

/** Taken to a unit above, once: null when that unit has it already, or no more may be taken anywhere. */
export function escalatedTo(
  one: Recommendation,
  to: Omit<Escalation, 'daysLate'>,
  on: LocalDate,
): Recommendation | null {
  const taken = one.escalations.some(({ toUnitId }) => toUnitId === to.toUnitId);
  if (one.status !== 'OPEN' || taken || one.escalations.length >= maxEscalations) return null;
  const escalation = { ...to, daysLate: daysLate(one, on) };
  return { ...one, escalations: [...one.escalations, escalation], version: one.version + 1 };
}

export const daysLate = ({ dueOn }: Pick<Recommendation, 'dueOn'>, on: LocalDate): number =>
  Math.round((Date.parse(on) - Date.parse(dueOn)) / 86_400_000);

export const maxRemedies = 20;
export const maxEscalations = 10;

/** A due day counts to its end. */
export const isLate = (one: Pick<Recommendation, 'status' | 'dueOn'>, on: LocalDate): boolean =>
  one.status !== 'VERIFIED' && one.dueOn < on;
