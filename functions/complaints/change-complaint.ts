import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { parseId } from '../kernel/ids.ts';
import type { Result } from '../kernel/result.ts';
import { changeRoot, type ChangeInput, type Step } from '../units/change-root.ts';
import { complaintMachine, seesComplaint, type ComplaintAction } from './complaint.policy.ts';
import { complaintPk } from './complaint.store.ts';
import { maxHeld, type Complaint } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';

export type ComplaintInput = ChangeInput & { readonly complaintId: string };

/** Every step of a complaint that exists; see `changeRoot`. */
export const changeComplaint = <E>(
  deps: ComplaintDeps,
  input: ComplaintInput,
  step: Step<ComplaintAction, Complaint, E>,
): Promise<Result<Complaint>> =>
  changeRoot(
    deps,
    input,
    {
      machine: complaintMachine,
      get: () => reloadComplaint(deps, input.complaintId),
      sees: seesComplaint,
      replace: (after, before) => deps.complaints.replace(after, before),
      pk: (one) => complaintPk(one.id),
      reload: (rawId) => reloadComplaint(deps, rawId),
    },
    step,
  );

export async function reloadComplaint(deps: ComplaintDeps, rawId: string): Promise<Complaint | undefined> {
  const id = parseId('cpl', rawId);
  return id && deps.complaints.get(id);
}

/** Nominees of one dossier whom a step is about; named again where a step lets them go. */
export type HeldInput = { readonly dossierId: string; readonly nomineeIds: readonly string[] };

export type LoadedHeld = readonly [Dossier | undefined, readonly (Nominee | undefined)[]];

export async function loadHeld(deps: ComplaintDeps, held: HeldInput | null | undefined): Promise<LoadedHeld> {
  const dossierId = held == null ? undefined : parseId('dos', held.dossierId);
  if (held == null || !dossierId) return [undefined, []];
  return Promise.all([
    deps.dossiers.get(dossierId),
    Promise.all(
      held.nomineeIds.slice(0, maxHeld).map(async (raw) => {
        const id = parseId('nom', raw);
        return id && deps.nominees.get(dossierId, id);
      }),
    ),
  ]);
}
