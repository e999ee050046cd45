import { maySee } from '../dossiers/dossier.policy.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { excluded, released, suspended } from '../dossiers/hold-nominees.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Viewer } from '../units/machine.ts';
import type { HeldInput, LoadedHeld } from './change-complaint.ts';
import { maxHeld, type Complaint, type Held } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';

/** While the list that a decision will sign can still change. */
const onRoute: readonly DossierStatus[] = ['APPRAISED', 'POSTING', 'COUNCIL'];

type Found = { readonly dossier: Dossier; readonly nominees: readonly Nominee[] };
type By = { readonly complaint: Complaint; readonly actorId: Id<'usr'> };

/** Stops nominees of a dossier that is on its route. Codes: REQUIRED, TOO_MANY, NOT_FOUND, DUPLICATE, WRONG_STATE. */
export function holdNominees(
  deps: ComplaintDeps,
  by: By,
  input: HeldInput,
  [dossier, found]: LoadedHeld,
  viewer: Viewer,
): Result<{ readonly held: Held; readonly writes: readonly Write[] }> {
  const ids = input.nomineeIds;
  if (ids.length === 0) return refuse(refusal('REQUIRED', 'held.nomineeIds'));
  if (ids.length > maxHeld) return refuse(refusal('TOO_MANY', 'held.nomineeIds', { limit: maxHeld }));
  if (!dossier || !maySee(dossier, viewer)) return refuse(refusal('NOT_FOUND', 'held.dossierId'));
  if (!onRoute.includes(dossier.status))
    return refuse(refusal('WRONG_STATE', 'held.dossierId', { status: dossier.status, allowed: '' }));
  const refusals = ids.flatMap((raw, i) => {
    if (ids.indexOf(raw) < i) return [refusal('DUPLICATE', `held.nomineeIds.${i}`)];
    const nominee = found[i];
    return nominee && isSigned(nominee, dossier) ? [] : [refusal('NOT_FOUND', `held.nomineeIds.${i}`)];
  });
  if (refusals.length > 0) return refuse(...refusals);
  const nominees = found.flatMap((one) => one ?? []);
  const step = suspended(deps, dossier, nominees, by.complaint.id);
  return accept({
    held: { dossierId: dossier.id, nomineeIds: nominees.map((one) => one.id) },
    writes: along(deps, by, { dossier, nominees }, step, 'NomineesSuspended'),
  });
}

/**
 * Lets stopped nominees go on, or takes them off the list when the complaint was upheld. The same ones must be named
 * again. Codes: NOT_FOUND, WRONG_STATE for taking off a list that is past change.
 */
export function settleHeld(
  deps: ComplaintDeps,
  by: By,
  [dossier, found]: LoadedHeld,
  upheld: boolean,
): Result<readonly Write[]> {
  const { held } = by.complaint;
  if (held === null) return accept([]);
  const named = found.flatMap((one) => one?.id ?? []);
  const same = held.nomineeIds.every((id) => named.includes(id));
  if (!dossier || dossier.id !== held.dossierId || !same) return refuse(refusal('NOT_FOUND', 'held'));
  const nominees = found.flatMap((one) => one ?? []).filter((one) => held.nomineeIds.includes(one.id));
  if (!upheld) {
    const step = released(deps, dossier, nominees, by.complaint.id);
    return accept(along(deps, by, { dossier, nominees }, step, 'NomineesReleased'));
  }
  if (!onRoute.includes(dossier.status))
    return refuse(refusal('WRONG_STATE', 'held.dossierId', { status: dossier.status, allowed: '' }));
  const step = excluded(deps, dossier, nominees, { source: 'ACCUSATION', reference: by.complaint.id });
  return accept(along(deps, by, { dossier, nominees }, step, 'NomineesExcluded'));
}

/** The dossier's own history tells that nominees were stopped and by which complaint; not who complained of what. */
const along = (
  deps: ComplaintDeps,
  { complaint, actorId }: By,
  { dossier, nominees }: Found,
  step: {
    readonly patch: Parameters<typeof joinedStep>[1]['patch'];
    readonly writes: readonly Write[];
  },
  event: string,
): readonly Write[] => [
  ...joinedStep(deps, {
    dossier,
    actorId,
    patch: step.patch,
    event,
    facts: {
      complaintId: complaint.id,
      postingId: dossier.posting?.id ?? null,
      nomineeIds: nominees.map((one) => one.id),
    },
  }),
  ...step.writes,
];
