import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { spendOne, type RateRule } from '../kernel/rate-limit.ts';
import type { PostingDeps } from './deps.ts';
import { codeHash, type Opinion, type OpinionStatus } from './opinion.ts';
import { mayPosting } from './posting.policy.ts';
import type { Posting } from './posting.ts';

/** A notice, open or closed; all of them are public. */
export async function viewPosting(deps: PostingDeps, raw: string): Promise<Posting | undefined> {
  const id = parseId('pst', raw);
  return id && deps.postings.get(id);
}

/** Of a year by its first day, or those that still receive opinions. */
export const listPostings = (
  deps: PostingDeps,
  year: number | null | undefined,
  args: PageArgs,
): Promise<Page<Posting>> =>
  year == null ? deps.postings.pageOpen(args) : deps.postings.pageByYear(year, args);

/** Whether the caller handles what was sent about the notice. */
export async function handles(deps: PostingDeps, unitId: Posting['unitId']): Promise<boolean> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return mayPosting(actor, 'opinion.view', registry, unitId, today(deps.clock));
}

/** An opinion, for those who handle it. */
export async function viewOpinion(deps: PostingDeps, raw: string): Promise<Opinion | undefined> {
  const id = parseId('opi', raw);
  const opinion = id && (await deps.opinions.get(id));
  return opinion && (await handles(deps, opinion.unitId)) ? opinion : undefined;
}

/** FORBIDDEN for all others, who learn of opinions by the counts of the closing report alone. */
export async function listOpinions(
  deps: PostingDeps,
  posting: Posting,
  status: OpinionStatus | null,
  args: PageArgs,
): Promise<Page<Opinion>> {
  if (!(await handles(deps, posting.unitId))) throw forbidden();
  return deps.opinions.page(posting.id, status, args);
}

export const trackingPerSource: RateRule = { name: 'opinion-track', limit: 30, windowSeconds: 600 };

/** What became of an opinion, for whoever holds its code. Throws RATE_LIMITED. */
export async function trackOpinion(deps: PostingDeps, code: string): Promise<Opinion | undefined> {
  await spendOne(deps, trackingPerSource, await deps.source());
  const hash = codeHash(code);
  return hash === undefined ? undefined : deps.opinions.byCode(hash);
}
