import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitKind } from '../units/unit.ts';
import { closeDeadline, openDeadline, resumeDeadline, type Kept } from '../deadlines/keep-deadline.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { processingTime } from '../local-rules/local-time.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { DossierDeps } from './deps.ts';

/** The time that the handler has to answer; null before the dossier was first received. */
export const loadAnswerDeadline = async (
  deps: Pick<DossierDeps, 'deadlines'>,
  dossierId: Id<'dos'>,
): Promise<RunningDeadline | null> => (await deps.deadlines.get(dossierId, 'DOSSIER_ANSWER')) ?? null;

export type Reception = {
  readonly dossierId: Id<'dos'>;
  readonly unitId: Id<'unt'>;
  readonly unitKind: UnitKind;
  readonly receiptNumber: string;
  readonly on: LocalDate;
};

/**
 * A first receipt starts the time; one after the same unit had asked for a supplement lets it run on. A unit for whose
 * level the law we know sets no time has none.
 */
export function startAnswerDeadline(
  deps: DossierDeps,
  before: RunningDeadline | null,
  { dossierId, unitId, unitKind, receiptNumber, on }: Reception,
  calendar: WorkCalendar,
  local: readonly LocalRule[],
): Kept {
  if (before?.state === 'SUSPENDED' && before.unitId === unitId)
    return resumeDeadline(deps, before, on, calendar);
  const rule = processingTime(unitKind, on, local);
  if (!rule) return { ...closeDeadline(deps, before ?? undefined, on, 'CANCELLED'), deadline: undefined };
  const opening = {
    ownerId: dossierId,
    purpose: 'DOSSIER_ANSWER' as const,
    term: { kind: 'RULE' as const, rule, startOn: on },
    unitId,
    label: `Hồ sơ số ${receiptNumber}`,
    assignees: [],
    restricted: false,
    lane: null,
  };
  return openDeadline(deps, before ?? undefined, opening, calendar);
}
