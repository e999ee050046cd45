import { complaintPk, type ComplaintStore } from '../complaints/complaint.store.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import { recommendationPk, type InspectionStore } from '../inspections/inspection.store.ts';
import { escalatedTo } from '../inspections/recommendation.ts';
import { instant, type Clock } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { systemUser } from '../kernel/system-user.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';

export type RecordLateDeps = {
  readonly clock: Clock;
  readonly requestId: string;
  readonly inspections: Pick<InspectionStore, 'recommendation' | 'saveRecommendation'>;
  readonly complaints: Pick<ComplaintStore, 'get' | 'replace'>;
};

/**
 * What the aggregate itself keeps of being late, for the transaction that tells of it: told and recorded are one, and once.
 * Somebody's own step at the same moment calls both off, and the next run looks again.
 */
export async function recordLate(
  deps: RecordLateDeps,
  deadline: RunningDeadline,
  above: Id<'unt'> | null,
  on: LocalDate,
): Promise<readonly Write[]> {
  switch (deadline.purpose) {
    case 'RECOMMENDATION_REMEDY':
      return recommendationLate(deps, deadline, above, on);
    case 'COMPLAINT_ACCEPTANCE':
    case 'COMPLAINT_RESOLUTION':
      return complaintLate(deps, deadline, above, on);
    case 'DOSSIER_ANSWER':
    case 'RESULT_NOTICE':
    case 'REVOCATION_PROPOSAL':
    case 'REVOCATION_DECISION':
    case 'CONSULTATION_ANSWER':
    case 'PLAN_TASK':
      return [];
  }
}

async function recommendationLate(
  deps: RecordLateDeps,
  { ownerId }: RunningDeadline,
  above: Id<'unt'> | null,
  on: LocalDate,
): Promise<readonly Write[]> {
  const id = parseId('rcm', ownerId);
  const before = id && (await deps.inspections.recommendation(id));
  if (!before || above === null) return [];
  const to = { toUnitId: above, reason, by: systemUser, at: instant(deps.clock) };
  const after = escalatedTo(before, to, on);
  if (!after) return [];
  const facts = { toUnitId: above, daysLate: after.escalations.at(-1)?.daysLate };
  const happened = { pk: recommendationPk(after.id), aggregateId: after.id, seq: after.version, facts };
  return [
    deps.inspections.saveRecommendation(after),
    eventOf(deps, { ...happened, name: 'RecommendationEscalated' }),
  ];
}

const reason = 'Quá hạn mà chưa báo cáo khắc phục; hệ thống chuyển theo lịch.';

async function complaintLate(
  deps: RecordLateDeps,
  { ownerId, purpose, dueOn }: RunningDeadline,
  toUnitId: Id<'unt'> | null,
  on: LocalDate,
): Promise<readonly Write[]> {
  const id = parseId('cpl', ownerId);
  const before = id && (await deps.complaints.get(id));
  if (!before || before.escalations.some((one) => one.purpose === purpose && one.dueOn === dueOn)) return [];
  const escalations = [...before.escalations, { purpose, toUnitId, dueOn, on }];
  const after = { ...before, escalations, version: before.version + 1 };
  const facts = { purpose, dueOn, toUnitId };
  const happened = { pk: complaintPk(after.id), aggregateId: after.id, seq: after.version, facts };
  return [
    ...deps.complaints.replace(after, before),
    eventOf(deps, { ...happened, name: 'ComplaintEscalated' }),
  ];
}

type Happened = {
  readonly pk: string;
  readonly aggregateId: string;
  readonly seq: number;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

const eventOf = ({ clock, requestId }: RecordLateDeps, { pk, ...event }: Happened): Write =>
  create(
    eventItem(pk, { ...event, at: instant(clock), actorId: systemUser, requestId }),
    refusal('BUSY', []),
  );
