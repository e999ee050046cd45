import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { forbidden } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { Viewer } from '../records/record.policy.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { sameYear } from './dossier-year.ts';
import { mayTryRules } from './rule-change.policy.ts';
import { viewerOf } from '../units/viewer.ts';

export type DossiersAsked = {
  readonly roundId?: string | null | undefined;
  readonly authorUnitId?: string | null | undefined;
  readonly year?: AchievementYear | null | undefined;
};

/** The dossiers asked about, in the order of their list. */
export type Pile = {
  /** Tells the list from any other. */
  readonly name: string;
  readonly page: (args: PageArgs) => Promise<Page<Dossier>>;
  /** Whether one of the list is meant: of an author's dossiers those of the year. */
  readonly holds: (dossier: Dossier) => boolean;
};

type Deps = Scope & {
  readonly units: UnitStore;
  readonly dossiers: Pick<DossierStore, 'pageByRound' | 'pageByAuthor'>;
  readonly rounds: Pick<RoundStore, 'get'>;
};

/** BAD_USER_INPUT unless a round, or an author with a year, is asked about; FORBIDDEN, whether or not it exists. */
export async function dossiersAsked(
  deps: Deps,
  { roundId, authorUnitId, year }: DossiersAsked,
): Promise<{ viewer: Viewer; pile: Pile }> {
  if (roundId != null && authorUnitId == null && year == null) return ofRound(deps, roundId);
  if (roundId == null && authorUnitId != null && year != null) return ofAuthor(deps, authorUnitId, year);
  throw new AppError('BAD_USER_INPUT', 'Chọn roundId, hoặc authorUnitId và year.');
}

async function ofRound(deps: Deps, raw: string): Promise<{ viewer: Viewer; pile: Pile }> {
  const id = parseId('rnd', raw);
  const [viewer, round] = await Promise.all([viewerOf(deps), id && deps.rounds.get(id)]);
  if (!round || !mayTryRules(viewer, round.hostUnitId)) throw forbidden();
  const page = (args: PageArgs) => deps.dossiers.pageByRound(round.id, null, args);
  return { viewer, pile: { name: round.id, page, holds: () => true } };
}

async function ofAuthor(
  deps: Deps,
  raw: string,
  year: AchievementYear,
): Promise<{ viewer: Viewer; pile: Pile }> {
  const id = parseId('unt', raw);
  const viewer = await viewerOf(deps);
  if (!id || !mayTryRules(viewer, id)) throw forbidden();
  return {
    viewer,
    pile: {
      name: `${id} ${year.kind} ${year.year}`,
      page: (args) => deps.dossiers.pageByAuthor(id, null, args),
      holds: ({ submission }) => sameYear(submission?.law?.year, year),
    },
  };
}
