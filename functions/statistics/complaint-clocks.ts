import { deadlinePk } from '../deadlines/deadline.shape.ts';
import { parseId } from '../kernel/ids.ts';
import type { Contribution } from './contribution.ts';
import { complaintRuns } from './folded-rows.ts';
import { contribution, historyOf, type Registers } from './registers.ts';

const clockPurposes = ['COMPLAINT_ACCEPTANCE', 'COMPLAINT_RESOLUTION'] as const;
type ClockPurpose = (typeof clockPurposes)[number];

export const isClock = (purpose: string | undefined): purpose is ClockPurpose =>
  clockPurposes.some((one) => one === purpose);

/** Both clocks of a complaint, since an event of the complaint may have made it one of another type. */
export const complaintClocks = async (registers: Registers, id: string): Promise<readonly Contribution[]> =>
  (await Promise.all(clockPurposes.map((purpose) => complaintClock(registers, id, purpose)))).flat();

/** One of its clocks, which moves with the calendar while the complaint itself stays as it is. */
export async function complaintClock(
  registers: Registers,
  raw: string,
  purpose: ClockPurpose,
): Promise<readonly Contribution[]> {
  const id = parseId('cpl', raw);
  const [one, clock] = await Promise.all([
    id && registers.complaints.get(id),
    registers.deadlines.get(raw, purpose),
  ]);
  if (!one) throw new Error(`a clock of ${raw}, which does not exist`);
  if (!clock) return [];
  const pk = deadlinePk(raw, purpose);
  // Grows with a step of either.
  const version = one.version + clock.version;
  const runs = complaintRuns(one.type, await historyOf(registers, pk, clock.version));
  return runs.map(({ run, unitId, counted }) =>
    contribution(`${pk}#${run}`, { id: one.id, version, unitId }, counted),
  );
}
