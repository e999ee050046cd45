import { nobody } from '../kernel/actor.ts';
import { instant } from '../kernel/clock.ts';
import { mutate } from '../kernel/mutate.ts';
import { checkWindow, countOne, readWindow, type RateRule } from '../kernel/rate-limit.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { complaintPk } from './complaint.store.ts';
import { dueOf, loadClocks, runningOf, type Clocks } from './clock.ts';
import { complaintIdOf, isUnsettled, type Complaint, type Due } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';

/** What whoever holds the code may know: where it stands and what came of it, and nothing of who handles it. */
export type TrackedComplaint = Pick<
  Complaint,
  'id' | 'type' | 'instance' | 'status' | 'receivedOn' | 'decision' | 'answer' | 'refusal' | 'handlerUnitId'
> & { readonly due: Due | null; readonly withdrawalAsked: boolean };

const tracked = (one: Complaint, clocks: Clocks): TrackedComplaint => ({
  id: one.id,
  type: one.type,
  instance: one.instance,
  status: one.status,
  receivedOn: one.receivedOn,
  decision: one.decision,
  answer: one.answer,
  refusal: one.refusal,
  handlerUnitId: one.handlerUnitId,
  due: dueOf(runningOf(clocks)),
  withdrawalAsked: one.withdrawalAskedAt !== null,
});

/** Undefined for an unknown code, as for one that can't be. */
export async function trackComplaint(
  deps: ComplaintDeps,
  code: string,
): Promise<TrackedComplaint | undefined> {
  const id = complaintIdOf(code);
  return viewTracked(deps, id);
}

async function viewTracked(
  deps: ComplaintDeps,
  id: Complaint['id'] | undefined,
): Promise<TrackedComplaint | undefined> {
  const [one, clocks] = await Promise.all([id && deps.complaints.get(id), loadClocks(deps, id)]);
  return one && tracked(one, clocks);
}

export type AskWithdrawalInput = { readonly trackingCode: string; readonly idempotencyKey: string };

const perSource: RateRule = { name: 'complaint-withdrawal', limit: 10, windowSeconds: 3600 };

/** The sender asks to withdraw; the handling unit then ends it. Codes: NOT_FOUND, WRONG_STATE, DUPLICATE, RATE_LIMITED. */
export async function askWithdrawal(
  deps: ComplaintDeps,
  input: AskWithdrawalInput,
): Promise<Result<TrackedComplaint>> {
  const id = complaintIdOf(input.trackingCode);
  const source = await deps.source();
  const hashed = { ...input, trackingCode: id ?? '' };
  return mutate(deps, {
    operation: 'askComplaintWithdrawal',
    anyone: true,
    input: hashed,
    load: () =>
      Promise.all([id && deps.complaints.get(id), loadClocks(deps, id), readWindow(deps, perSource, source)]),
    decide: ([one, clocks, window]) => {
      if (!one) return refuse(refusal('NOT_FOUND', 'trackingCode'), ...checkWindow(window));
      const refusals = [
        ...(isUnsettled(one.status)
          ? []
          : [refusal('WRONG_STATE', 'trackingCode', { status: one.status, allowed: '' })]),
        ...(one.withdrawalAskedAt === null ? [] : [refusal('DUPLICATE', 'trackingCode')]),
        ...checkWindow(window),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const after = { ...one, withdrawalAskedAt: instant(deps.clock), version: one.version + 1 };
      return accept({
        result: tracked(after, clocks),
        resultId: one.id,
        writes: [...deps.complaints.replace(after, one), countOne(window)],
        event: {
          pk: complaintPk(one.id),
          aggregateId: one.id,
          seq: after.version,
          name: 'WithdrawalAsked',
          facts: { by: nobody.userId },
        },
      });
    },
    reload: () => viewTracked(deps, id),
  });
}
