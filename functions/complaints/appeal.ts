import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { lodgingRule, type ComplaintType } from '../law/complaint-clock.ts';
import { dueDate } from '../law/deadline.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import { isLateOn } from './clock.ts';
import type { Complaint } from './complaint.ts';

type Appeal = {
  readonly first: Complaint | undefined;
  /** Until when the first instance was to resolve it. */
  readonly clock: RunningDeadline | undefined;
  readonly handlerUnitId: Complaint['handlerUnitId'];
};
type Ground = { readonly registry: UnitRegistry; readonly calendar: WorkCalendar; readonly on: LocalDate };

/**
 * A second instance is for a complaint that was decided at first, or not in time; it goes to a unit above, within the
 * days of law. An unknown code answers NOT_FOUND. Codes: NOT_FOUND, COMPLAINT_NOT_APPEALABLE.
 */
export function checkAppeal(
  { type, remote }: { readonly type: ComplaintType; readonly remote?: boolean | null | undefined },
  { first, clock, handlerUnitId }: Appeal,
  { registry, calendar, on }: Ground,
): readonly Refusal[] {
  if (!first) return [refusal('NOT_FOUND', 'appealOf')];
  if (type !== 'COMPLAINT' || first.type !== 'COMPLAINT' || first.instance !== 1)
    return [not('chỉ khiếu nại lần đầu mới có lần hai')];
  const above =
    handlerUnitId !== first.handlerUnitId && registry.covers(handlerUnitId, first.handlerUnitId, on);
  return [
    ...(above ? [] : [not('phải gửi cấp trên của người giải quyết lần đầu')]),
    ...lodgedInTime({ first, clock, remote: remote ?? first.remote }, calendar, on),
  ];
}

const not = (reason: string, citation?: string): Refusal => ({
  ...refusal('COMPLAINT_NOT_APPEALABLE', 'appealOf', { reason }),
  ...(citation !== undefined && { citation }),
});

/** The days run from the decision, or from the end of the time in which there was none. */
function lodgedInTime(
  { first, clock, remote }: Pick<Appeal, 'clock'> & { readonly first: Complaint; readonly remote: boolean },
  calendar: WorkCalendar,
  on: LocalDate,
): readonly Refusal[] {
  const from = first.decision?.issuedOn ?? (isLateOn(clock, on) ? clock?.dueOn : undefined);
  if (from === undefined) return [not('lần đầu chưa được giải quyết và chưa hết thời hạn')];
  const rule = lodgingRule(2, remote, from);
  return on > dueDate(calendar, rule, from).dueOn ? [not('đã hết thời hạn', rule.citation)] : [];
}
