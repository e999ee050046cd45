import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { actsFor } from '../units/standing.ts';
import type { RoundDeps } from './create-round.ts';
import { seesRound, visibleExceptions } from './round.policy.ts';
import type { LateException, Round } from './round.ts';

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

/** Rounds of a year: a host's own with its planned ones for its staff, the public ones otherwise. */
export async function listRounds(
  deps: RoundDeps,
  filter: { readonly year: number; readonly hostUnitId?: string | null | undefined },
  args: PageArgs,
): Promise<Page<Round>> {
  const host = filter.hostUnitId == null ? undefined : parseId('unt', filter.hostUnitId);
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const staff = host && actsFor(actor, ['LEADER', 'APPRAISER', 'AUDITOR'], registry, host, today(deps.clock));
  return host && staff
    ? deps.rounds.pageByHost(host, filter.year, args)
    : deps.rounds.pagePublic(filter.year, args);
}

export async function listExceptions(deps: RoundDeps, round: Round): Promise<readonly LateException[]> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return visibleExceptions(actor, registry, round, today(deps.clock));
}
