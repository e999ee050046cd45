import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { lodgingRule, resolutionRule } from '../law/complaint-clock.ts';
import { dueDate } from '../law/deadline.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { changeComplaint, loadHeld, type ComplaintInput, type HeldInput } from './change-complaint.ts';
import { clocksOf, isLateOn, startResolution, stopClocks } from './clock.ts';
import type { Complaint } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';
import { holdNominees } from './hold.ts';
import { dueOn } from './send-complaint.ts';

export type AcceptComplaintInput = ComplaintInput & {
  /** The handling unit may resolve it. */
  readonly competent: boolean;
  /** No decision on it has taken effect, and no court has it. */
  readonly unresolved: boolean;
  /** Illness, disaster or another objective obstacle: days of it don't count towards the time for lodging. */
  readonly obstacle?: string | null | undefined;
};

/**
 * Takes it up: named, in time, before the right unit, not resolved already, and assigned. The clock of resolution starts.
 * Codes: those of a step, COMPLAINT_INADMISSIBLE by each condition, COMPLAINT_ASSIGNEES.
 */
export const acceptComplaint = (
  deps: ComplaintDeps,
  input: AcceptComplaintInput,
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'accept',
    load: () => Promise.all([deps.calendar.current(), clocksOf(deps, input.complaintId)]),
    decide: ({ root, viewer: { on }, extra: [calendar, clocks] }) => {
      const refusals = [
        ...admissibility(root, input, calendar),
        ...(root.assignees.length === 0 ? [refusal('COMPLAINT_ASSIGNEES', 'complaintId')] : []),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const start = { rule: resolutionRule(root, on), startOn: on };
      const resolveBy = dueOn(calendar, start.rule, on);
      return accept({
        patch: { acceptedOn: on, resolveBy },
        writes: [
          ...stopClocks(deps, clocks, on, 'DONE'),
          ...startResolution(deps, clocks.resolution, root, start, calendar),
        ],
        event: 'ComplaintAccepted',
        facts: { dueOn: resolveBy.on, late: isLateOn(clocks.acceptance, on) },
      });
    },
  });

function admissibility(
  root: Complaint,
  input: AcceptComplaintInput,
  calendar: WorkCalendar,
): readonly Refusal[] {
  const not = (condition: string, citation?: string): Refusal => ({
    ...refusal('COMPLAINT_INADMISSIBLE', 'complaintId', { condition }),
    ...(citation !== undefined && { citation }),
  });
  return [
    ...(root.identity === null ? [not('không có họ tên, địa chỉ người gửi')] : []),
    ...(input.competent ? [] : [not('không thuộc thẩm quyền')]),
    ...(input.unresolved ? [] : [not('đã được giải quyết')]),
    ...lodgedInTime(root, input, calendar, not),
  ];
}

/** Only a first complaint has a time for lodging; an appeal was checked when it came, a denunciation has none. */
function lodgedInTime(
  { type, instance, knownOn, receivedOn }: Complaint,
  { obstacle }: AcceptComplaintInput,
  calendar: WorkCalendar,
  not: (condition: string, citation?: string) => Refusal,
): readonly Refusal[] {
  if (type !== 'COMPLAINT' || instance === 2) return [];
  if (knownOn === null) return [not('chưa rõ ngày biết quyết định')];
  const rule = lodgingRule(1, false, knownOn);
  const late = receivedOn > dueDate(calendar, rule, knownOn).dueOn;
  return late && (obstacle ?? '').trim() === '' ? [not('đã hết thời hiệu', rule.citation)] : [];
}

/** Stops nominees while it is verified. Codes: those of a step, DUPLICATE when some are stopped already, and of holding. */
export const holdForComplaint = (
  deps: ComplaintDeps,
  input: ComplaintInput & { readonly held: HeldInput },
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'hold',
    load: () => loadHeld(deps, input.held),
    decide: ({ root, actor, viewer, extra }) => {
      if (root.held) return refuse(refusal('DUPLICATE', 'held'));
      const by = { complaint: root, actorId: actor.userId };
      const hold = holdNominees(deps, by, input.held, extra, viewer);
      return hold.ok
        ? accept({
            patch: { held: hold.value.held },
            writes: hold.value.writes,
            event: 'NomineesHeld',
            facts: { dossierId: hold.value.held.dossierId },
          })
        : hold;
    },
  });
