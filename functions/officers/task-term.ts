import type { UserRecord } from '../access/user.ts';
import type { Term } from '../deadlines/running.ts';
import { isValidOn, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Viewer } from '../units/machine.ts';
import { maxTermDays, type TaskTerm } from './plan.ts';

export type TermInput = {
  readonly dueOn?: LocalDate | null | undefined;
  readonly workingDays?: number | null | undefined;
};

/** Either a day to come or a number of working days. Codes: INVALID_VALUE, PLAN_TASK_DATES. */
export function checkTerm({ dueOn, workingDays }: TermInput, on: LocalDate): Result<TaskTerm> {
  if ((dueOn == null) === (workingDays == null))
    return refuse(refusal('INVALID_VALUE', 'dueOn', { expected: 'một ngày, hoặc một số ngày làm việc' }));
  if (dueOn != null)
    return dueOn >= on
      ? accept({ kind: 'DAY', dueOn })
      : refuse(refusal('PLAN_TASK_DATES', 'dueOn', { expected: 'không trước hôm nay' }));
  const days = workingDays ?? 0;
  return days >= 1 && days <= maxTermDays
    ? accept({ kind: 'WORKING_DAYS', days })
    : refuse(refusal('INVALID_VALUE', 'workingDays', { expected: `1–${maxTermDays}` }));
}

/** The term as deadlines count it: a named day stands, working days follow the calendar. */
export const asDeadlineTerm = (term: TaskTerm, startOn: LocalDate, planNumber: string): Term =>
  term.kind === 'DAY'
    ? { kind: 'DAY', startOn, dueOn: term.dueOn }
    : {
        kind: 'RULE',
        startOn,
        rule: {
          code: 'PLAN_TASK',
          name: 'Nhiệm vụ của kế hoạch',
          days: term.days,
          dayKind: 'WORKING',
          countFirstDay: false,
          endsOnWorkingDay: false,
          citation: `Kế hoạch ${planNumber}`,
          status: 'confirmed',
        },
      };

/** A registered person who leads the unit today. PLAN_TASK_HEAD for anybody else, whether or not they exist. */
export function checkHead(
  user: UserRecord | undefined,
  unitId: Id<'unt'>,
  { registry, on }: Viewer,
): Result<UserRecord> {
  const units = registry.heirsOn(unitId, on);
  const leads = user?.grants.some(
    (grant) => grant.role === 'LEADER' && isValidOn(grant, on) && units.includes(grant.unitId),
  );
  return user && leads ? accept(user) : refuse(refusal('PLAN_TASK_HEAD', 'headId'));
}
