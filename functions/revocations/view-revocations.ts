import type { Award } from '../awards/award.ts';
import { paymentListId } from '../fund/payment-list.store.ts';
import type { PaymentLine } from '../fund/payment-list.ts';
import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { actsFor } from '../units/standing.ts';
import type { RevocationDeps } from './deps.ts';
import { revocationPermissions } from './revocation.policy.ts';
import type { Revocation } from './revocation.ts';

async function views(deps: RevocationDeps, unitId: Revocation['unitId']): Promise<boolean> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return actsFor(actor, revocationPermissions['revocation.view'], registry, unitId, today(deps.clock));
}

/** A decided one is public; a proposal is seen by the staff of the unit that decides. */
export async function viewRevocation(deps: RevocationDeps, raw: string): Promise<Revocation | undefined> {
  const id = parseId('rvk', raw);
  const found = id && (await deps.revocations.get(id));
  if (!found || found.status === 'DECIDED') return found;
  return (await views(deps, found.unitId)) ? found : undefined;
}

/** Of a unit, for its staff (FORBIDDEN for others), or those with something out; or decided in a year, for everyone. */
export async function listRevocations(
  deps: RevocationDeps,
  asked: {
    readonly year: number | null;
    readonly unitId: string | null;
    readonly objectOut: boolean;
  },
  args: PageArgs,
): Promise<Page<Revocation>> {
  const { year, unitId: raw, objectOut } = asked;
  if (raw === null) return deps.revocations.pageDecided(year ?? Number(today(deps.clock).slice(0, 4)), args);
  const unitId = parseId('unt', raw);
  if (!unitId || !(await views(deps, unitId))) throw forbidden();
  return objectOut ? deps.revocations.pageOut(unitId, args) : deps.revocations.pageOfUnit(unitId, args);
}

/**
 * Later awards of the same subject, which may have rested on the revoked one and are to be looked at again. Null for
 * everyone but the staff of the unit that decides.
 */
export async function awardsToReview(
  deps: RevocationDeps,
  revocation: Revocation,
): Promise<readonly Award[] | null> {
  if (!(await views(deps, revocation.unitId))) return null;
  const award = await deps.awards.get(revocation.awardId);
  if (!award?.subjectId) return [];
  const all = await deps.awards.ofSubject(award.subjectId);
  return all.filter((one) => one.id !== award.id && one.issuedOn >= award.issuedOn && !one.revocation);
}

/** What was to be paid for the award and what came of it; null for others than the staff of the unit that decides. */
export async function paymentOf(
  deps: RevocationDeps,
  { unitId, nomineeId, decisionId }: Revocation,
): Promise<PaymentLine | null> {
  if (nomineeId === null || !(await views(deps, unitId))) return null;
  return (await deps.paymentLists.line(paymentListId(decisionId), nomineeId)) ?? null;
}

/** What a proposal rests on may name people and proceedings; the public reads the decision. */
export const basisOf = async (deps: RevocationDeps, revocation: Revocation): Promise<string | null> =>
  (await views(deps, revocation.unitId)) ? revocation.basis : null;
