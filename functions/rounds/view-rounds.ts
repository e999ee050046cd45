import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { RoundDeps } from './create-round.ts';
import { seesRound, visibleExceptions, worksAtHost } from './round.policy.ts';
import { submissionWindow, type LateException, type Round, type SubmissionWindow } from './round.ts';

/** A round as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewRound(deps: RoundDeps, rawId: string): Promise<Round | undefined> {
  const id = parseId('rnd', rawId);
  if (!id) return undefined;
  const [round, actor, registry] = await Promise.all([
    deps.rounds.get(id),
    deps.actor(),
    deps.units.registry(),
  ]);
  return round && seesRound(actor, registry, round, today(deps.clock)) ? round : undefined;
}

/** Rounds of a year that are public, of one host or of all; a host's own people read its planned ones too. */
export async function listRounds(
  deps: RoundDeps,
  { year, hostUnitId }: { readonly year: number; readonly hostUnitId?: string | null | undefined },
  args: PageArgs,
): Promise<Page<Round>> {
  if (hostUnitId == null) return deps.rounds.pagePublic(year, args);
  const host = parseId('unt', hostUnitId);
  if (!host) return { edges: [], hasNextPage: false, hasPreviousPage: false };
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return worksAtHost(actor, registry, host, today(deps.clock))
    ? deps.rounds.pageByHost(host, year, args)
    : deps.rounds.pagePublicOfHost(host, year, args);
}

/** Whether a unit may submit today, by the exceptions that the caller may know of. */
export async function viewWindow(
  deps: RoundDeps,
  round: Round,
  rawUnitId: string,
): Promise<SubmissionWindow> {
  const unitId = parseId('unt', rawUnitId);
  if (!unitId) return 'NOT_OPEN';
  const lateExceptions = await listExceptions(deps, round);
  return submissionWindow({ ...round, lateExceptions }, unitId, today(deps.clock));
}

export async function listExceptions(deps: RoundDeps, round: Round): Promise<readonly LateException[]> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return visibleExceptions(actor, registry, round, today(deps.clock));
}
