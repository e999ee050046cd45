import { forbidden } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { lanes } from '../records/entry.ts';
import { lanesSeen } from '../records/record.policy.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { viewerOf } from '../units/viewer.ts';
import { differenceOf, type Difference } from './difference.ts';
import { maySee, seesAppraisal, worksAt } from './dossier.policy.ts';
import type { Dossier } from './dossier.ts';
import { isExcluded, type Assessment, type Nominee } from './nominee.ts';
import type { DossierDeps } from './deps.ts';
import type { Hidden, NomineeStore } from './nominee.store.ts';
import type { DossierStatus } from './status-table.ts';

export type DossierFilter = {
  readonly authorUnitId?: string | null | undefined;
  readonly inboxOf?: string | null | undefined;
  readonly roundId?: string | null | undefined;
  readonly status?: DossierStatus | null | undefined;
};

/** A dossier that the caller may see; else undefined. */
export async function viewDossier(deps: DossierDeps, rawId: string): Promise<Dossier | undefined> {
  const id = parseId('dos', rawId);
  if (!id) return undefined;
  const [viewer, dossier] = await Promise.all([viewerOf(deps), deps.dossiers.get(id)]);
  return dossier && maySee(dossier, viewer) ? dossier : undefined;
}

/** Exactly one of author, inbox and round, with or without a status. BAD_USER_INPUT otherwise; FORBIDDEN for outsiders. */
export async function listDossiers(
  deps: DossierDeps,
  filter: DossierFilter,
  args: PageArgs,
): Promise<Page<Dossier>> {
  requireOneKey(filter);
  const status = filter.status ?? null;
  const roundId = filter.roundId == null ? undefined : parseId('rnd', filter.roundId);
  const unitId = parseId('unt', filter.authorUnitId ?? filter.inboxOf ?? '');
  const [viewer, round] = await Promise.all([viewerOf(deps), roundId && deps.rounds.get(roundId)]);
  const at = filter.roundId == null ? unitId : round?.hostUnitId;
  if (!at || !worksAt(viewer, at)) throw forbidden();
  if (roundId) return deps.dossiers.pageByRound(roundId, status, args);
  return filter.inboxOf == null
    ? deps.dossiers.pageByAuthor(at, status, args)
    : deps.dossiers.pageByInbox(at, status, args);
}

function requireOneKey(filter: DossierFilter): void {
  const given = [filter.authorUnitId, filter.inboxOf, filter.roundId].filter((id) => id != null);
  if (given.length !== 1)
    throw new AppError('BAD_USER_INPUT', 'Chọn đúng một trong authorUnitId, inboxOf, roundId.');
}

/** What the stages said of a nominee, as far as the caller may know. */
export async function viewAssessments(deps: DossierDeps, nominee: Nominee): Promise<readonly Assessment[]> {
  const [viewer, dossier] = await Promise.all([viewerOf(deps), deps.dossiers.get(nominee.dossierId)]);
  if (!dossier || !seesAppraisal(dossier, viewer)) return [];
  if (await isHidden(deps, dossier, nominee)) return [];
  const seen = lanesSeen(viewer, nominee.unitId);
  return lanes.every((lane) => seen.includes(lane))
    ? nominee.assessments
    : nominee.assessments.map((one) => ({ ...one, eligibility: null, reopenedBy: null }));
}

type HiddenDeps = Pick<DossierDeps, 'userId'> & { readonly nominees: Pick<NomineeStore, 'hidden'> };

/**
 * Nominees on whom the caller may not vote in the council. Whatever was found of them, by people or by the rules, the caller
 * doesn't read either, by any other right.
 */
export async function hiddenFrom(
  { userId, nominees }: HiddenDeps,
  dossier: Dossier,
): Promise<(id: Id<'nom'>) => boolean> {
  if (userId === undefined || !wasBeforeCouncil(dossier)) return () => false;
  const { groups, rest } = await nominees.hidden(dossier.id);
  const idsIn = (some: Hidden['groups']) => new Set(some.flatMap((one) => one.nomineeIds));
  const [named, own] = [idsIn(groups), idsIn(groups.filter((one) => one.userIds.includes(userId)))];
  return (id) => own.has(id) || (rest.includes(userId) && !named.has(id));
}

export const isHidden = async (
  deps: HiddenDeps,
  dossier: Dossier,
  nominee: Pick<Nominee, 'id'>,
): Promise<boolean> => (await hiddenFrom(deps, dossier))(nominee.id);

/** Whether there is anybody in it on whom the caller may not vote. */
export async function hidesAnybody({ userId, nominees }: HiddenDeps, dossier: Dossier): Promise<boolean> {
  if (userId === undefined || !wasBeforeCouncil(dossier)) return false;
  const { groups, rest } = await nominees.hidden(dossier.id);
  return [...groups.flatMap((one) => one.userIds), ...rest].includes(userId);
}

const wasBeforeCouncil = ({ status, council }: Dossier): boolean => status === 'COUNCIL' || council !== null;

export type NomineeStanding = 'LISTED' | 'SUSPENDED' | 'EXCLUDED';

/** Whether a nominee still is on the list; null for whoever doesn't see the appraisal, or not of this nominee. */
export async function viewStanding(deps: DossierDeps, nominee: Nominee): Promise<NomineeStanding | null> {
  const [viewer, dossier] = await Promise.all([viewerOf(deps), deps.dossiers.get(nominee.dossierId)]);
  if (!dossier || !seesAppraisal(dossier, viewer) || (await isHidden(deps, dossier, nominee))) return null;
  if (isExcluded(nominee, dossier)) return 'EXCLUDED';
  return nominee.suspendedBy.length > 0 ? 'SUSPENDED' : 'LISTED';
}

/** What changed between two submitted revisions; undefined when either or the dossier isn't there to be seen. */
export async function viewDifference(
  deps: DossierDeps,
  rawId: string,
  from: number,
  to: number,
): Promise<Difference | undefined> {
  if (from >= to) throw new AppError('BAD_USER_INPUT', 'Bản sau phải có số lớn hơn bản trước.');
  const id = parseId('dos', rawId);
  if (!id) return undefined;
  const [dossier, before, after] = await Promise.all([
    viewDossier(deps, id),
    deps.dossiers.revision(id, from),
    deps.dossiers.revision(id, to),
  ]);
  if (!dossier || !before || !after) return undefined;
  return differenceOf(before, after, await deps.nominees.all(id));
}
