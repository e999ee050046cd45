import { signedIn } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { reloadComplaint, type ComplaintInput } from './change-complaint.ts';
import { complaintMachine, isAssigned, seesComplaint } from './complaint.policy.ts';
import { complaintPk } from './complaint.store.ts';
import type { Complaint } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';
import { readIdentity, type Identity } from './identity.ts';

export type RevealComplainantInput = ComplaintInput & { readonly reason: string };

/**
 * Shows who sent it, to those assigned alone. A mutation, since every reading leaves a trace: who looked and why is an
 * event before anything is told. Codes: NOT_FOUND, NOT_YOURS, STALE_VERSION, REQUIRED, TOO_LONG, COMPLAINT_ACCUSED.
 */
export function revealComplainant(
  deps: ComplaintDeps,
  input: RevealComplainantInput,
): Promise<Result<Identity>> {
  return mutate(deps, {
    operation: 'complaint.revealIdentity',
    input,
    load: () => Promise.all([deps.units.registry(), reloadComplaint(deps, input.complaintId)]),
    decide: async ([registry, complaint], actor) => {
      complaintMachine.requireRole(actor, 'revealIdentity');
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!complaint || !seesComplaint(complaint, viewer)) return refuse(refusal('NOT_FOUND', 'complaintId'));
      const reason = requireText('reason', input.reason, 1_000);
      const refusals = [
        ...(complaint.version === input.expectedVersion
          ? []
          : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: complaint.version })]),
        ...complaintMachine.refusalsFor('revealIdentity', complaint, viewer),
        ...(reason.ok ? [] : reason.refusals),
      ];
      if (!reason.ok || refusals.length > 0) return refuse(...refusals);
      const after = { ...complaint, version: complaint.version + 1 };
      return accept({
        result: await open(deps, complaint),
        resultId: complaint.id,
        writes: deps.complaints.replace(after, complaint),
        event: {
          pk: complaintPk(complaint.id),
          aggregateId: complaint.id,
          seq: after.version,
          name: 'ComplainantRevealed',
          facts: { reason: reason.value },
        },
      });
    },
    reload: (rawId) => revealAgain(deps, rawId),
  });
}

/** A repeated request sees again what its event tells of, and only while the caller is still assigned. */
async function revealAgain(deps: ComplaintDeps, rawId: string): Promise<Identity | undefined> {
  const [registry, actor, complaint] = await Promise.all([
    deps.units.registry(),
    deps.actor(),
    reloadComplaint(deps, rawId),
  ]);
  const viewer = { actor: signedIn(actor), registry, on: today(deps.clock) };
  return complaint && isAssigned(complaint, viewer) && seesComplaint(complaint, viewer)
    ? open(deps, complaint)
    : undefined;
}

async function open(deps: ComplaintDeps, { id, identity }: Complaint): Promise<Identity> {
  if (identity === null) return { name: '', phone: '', email: '', address: '' };
  return readIdentity(await deps.complaintSealer.open(identity, { complaintId: id }));
}
