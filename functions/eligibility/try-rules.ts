import { maySee } from '../dossiers/dossier.policy.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { forbidden } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import { draftBook, type DraftRule } from '../law/eligibility/draft-book.ts';
import type { Viewer } from '../records/record.policy.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { countTurns, type TurnCount } from './compare-verdicts.ts';
import { sameYear } from './dossier-year.ts';
import { mayTryRules } from './rule-change.policy.ts';
import { isFull, turnsOf, type Found, type TurnDeps } from './turned-nominees.ts';

export type RuleChangeInput = {
  readonly roundId?: string | null | undefined;
  readonly authorUnitId?: string | null | undefined;
  readonly year?: AchievementYear | null | undefined;
  readonly rules: readonly DraftRule[];
};

export type RuleChangeImpact = Readonly<Found> & {
  readonly counts: readonly TurnCount[];
  /** Where to go on; null at the end of the list. */
  readonly endCursor: string | null;
};

type Deps = Scope &
  TurnDeps & {
    readonly cursors: Cursors;
    readonly units: UnitStore;
    readonly dossiers: Pick<DossierStore, 'get' | 'pageByRound' | 'pageByAuthor'>;
    readonly rounds: Pick<RoundStore, 'get'>;
  };

export const maxDossiers = 25;

/** The dossiers asked about, in the order of their list. */
type Pile = {
  readonly name: readonly unknown[];
  readonly page: (args: PageArgs) => Promise<Page<Dossier>>;
  readonly holds: (dossier: Dossier) => boolean;
};

/**
 * Judges nominees of submitted dossiers by the law that the submission fixed, once as it is and once as the draft would
 * have it, by today's records as far as the caller may know them. Writes nothing. FORBIDDEN, BAD_USER_INPUT.
 */
export async function tryRules(
  deps: Deps,
  input: RuleChangeInput,
  after: string | null,
): Promise<RuleChangeImpact> {
  const { viewer, pile } = await pileOf(deps, input);
  const draft = draftBook(input.rules);
  const list = JSON.stringify(['rule-change', pile.name, input.rules]);
  const from: Position = after === null ? {} : await deps.cursors.open(list, after);
  const found: Found = { dossiers: 0, looked: 0, nominees: 0, notJudged: 0, rows: [] };
  const at = await walk(deps, pile, from, {
    found,
    tells: (dossier) =>
      dossier.submission?.law != null &&
      dossier.status !== 'WITHDRAWN' &&
      pile.holds(dossier) &&
      maySee(dossier, viewer),
    turns: (dossier, since) => turnsOf(deps, { viewer, draft, dossier, found }, since),
  });
  return { ...found, counts: countTurns(found.rows), endCursor: at && (await deps.cursors.seal(list, at)) };
}

async function pileOf(deps: Deps, input: RuleChangeInput): Promise<{ viewer: Viewer; pile: Pile }> {
  const { year } = input;
  const byRound = input.roundId != null && input.authorUnitId == null && year == null;
  const byAuthor = input.roundId == null && input.authorUnitId != null && year != null;
  if (!byRound && !byAuthor) throw new AppError('BAD_USER_INPUT', 'Chọn roundId, hoặc authorUnitId và year.');
  const roundId = parseId('rnd', input.roundId ?? '');
  const [actor, registry, round] = await Promise.all([
    deps.actor(),
    deps.units.registry(),
    roundId && deps.rounds.get(roundId),
  ]);
  const viewer = { actor, registry, on: today(deps.clock) };
  const unitId = byRound ? round?.hostUnitId : parseId('unt', input.authorUnitId ?? '');
  if (!unitId || !mayTryRules(viewer, unitId)) throw forbidden();
  const pile: Pile = roundId
    ? {
        name: ['round', roundId],
        page: (args) => deps.dossiers.pageByRound(roundId, null, args),
        holds: () => true,
      }
    : {
        name: ['author', unitId, year?.kind, year?.year],
        page: (args) => deps.dossiers.pageByAuthor(unitId, null, args),
        holds: ({ submission }) => year != null && sameYear(submission?.law?.year, year),
      };
  return { viewer, pile };
}

/** After which dossier of the list; and within which one, after which nominee, where a call ended inside it. */
type Position = {
  readonly after?: string;
  readonly dossierId?: string;
  readonly since?: string;
};

type Steps = {
  readonly found: Found;
  readonly tells: (dossier: Dossier) => boolean;
  readonly turns: (dossier: Dossier, since?: string) => Promise<string | null>;
};

/** Where the call ended; null when nothing is left. */
async function walk(
  deps: Deps,
  pile: Pile,
  from: Position,
  { found, tells, turns }: Steps,
): Promise<Record<string, string> | null> {
  const id = from.dossierId === undefined ? undefined : parseId('dos', from.dossierId);
  const begun = id && (await deps.dossiers.get(id));
  if (begun && tells(begun)) {
    const since = await turns(begun, from.since);
    if (since !== null) return { ...from, since };
  }
  let at = from.after;
  const page = await pile.page({ first: begun ? maxDossiers - 1 : maxDossiers, after: at });
  for (const { node, cursor } of page.edges) {
    if (isFull(found)) return at === undefined ? {} : { after: at };
    if (tells(node)) {
      found.dossiers += 1;
      const since = await turns(node);
      if (since !== null) return { after: cursor, dossierId: node.id, since };
    }
    at = cursor;
  }
  return page.hasNextPage && at !== undefined ? { after: at } : null;
}
