import { closeDeadline, openDeadline } from '../deadlines/keep-deadline.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import type { Write } from '../kernel/table/write.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { InspectionDeps } from './deps.ts';
import type { Recommendation } from './recommendation.ts';

const purpose = 'RECOMMENDATION_REMEDY';

/** The deadline of a recommendation, to be read in one tick with the rest. */
export async function remedyDue(
  { deadlines }: Pick<InspectionDeps, 'deadlines'>,
  rawId: string,
): Promise<RunningDeadline | undefined> {
  const id = parseId('rcm', rawId);
  return id && deadlines.get(id, purpose);
}

/** The owner has until the day that the recommendation names, which no holiday moves. */
export const remedyTerm = (
  deps: InspectionDeps,
  before: RunningDeadline | undefined,
  { id, ownerUnitId, dueOn }: Pick<Recommendation, 'id' | 'ownerUnitId' | 'dueOn'>,
  calendar: WorkCalendar,
): readonly Write[] =>
  openDeadline(
    deps,
    before,
    {
      ownerId: id,
      purpose,
      term: { kind: 'DAY', startOn: today(deps.clock), dueOn },
      unitId: ownerUnitId,
      label: `Kiến nghị ${id.slice(-6)}`,
      ...{ assignees: [], restricted: false, lane: null },
    },
    calendar,
  ).writes;

/** The owner has done its part; whether it was enough, the inspecting unit says. */
export const remedied = (
  deps: InspectionDeps,
  before: RunningDeadline | undefined,
  on: LocalDate,
): readonly Write[] => closeDeadline(deps, before, on, 'DONE').writes;
