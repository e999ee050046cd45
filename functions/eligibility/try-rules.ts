import { maySee } from '../dossiers/dossier.policy.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Cursors } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import type { Scope } from '../kernel/scope.ts';
import { nationalBook, withLocal, type LocalCriteria } from '../law/eligibility/book.ts';
import { checkDraft, draftBook, draftCriteria, type Draft } from '../law/eligibility/draft-book.ts';
import { localCriteriaOf } from '../local-rules/local-criteria.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { dossiersAsked, type DossiersAsked, type Pile } from './asked-dossiers.ts';
import { countTurns, type TurnCount } from './compare-verdicts.ts';
import { isFull, turnsOf, type Found, type TurnDeps } from './turned-nominees.ts';

export type RuleChangeInput = DossiersAsked & Draft;

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
    readonly localRules: Pick<LocalRuleStore, 'shelf'>;
  };

export const maxDossiers = 25;

/**
 * Judges nominees of submitted dossiers by the law that the submission fixed, once as it is and once as the draft would
 * have it, by today's records as far as the caller may know them. Writes nothing. FORBIDDEN, BAD_USER_INPUT.
 */
export async function tryRules(
  deps: Deps,
  input: RuleChangeInput,
  after: string | null,
): Promise<RuleChangeImpact> {
  const [{ viewer, pile }, { books }] = await Promise.all([
    dossiersAsked(deps, input),
    deps.localRules.shelf(),
  ]);
  checkDraft(input);
  const draft = draftBook(input.rules);
  const criteria = input.criteria ?? [];
  const added = draftCriteria(criteria);
  const list = JSON.stringify(['rule-change', pile.name, input.rules, criteria]);
  const from: Position = after === null ? {} : await deps.cursors.open(list, after);
  const found: Found = { dossiers: 0, looked: 0, nominees: 0, notJudged: 0, rows: [] };
  const end = await walk(deps, pile, from, {
    found,
    tells: (dossier) =>
      dossier.submission?.law != null &&
      dossier.status !== 'WITHDRAWN' &&
      pile.holds(dossier) &&
      maySee(dossier, viewer),
    turns: (dossier, since) => {
      const { authorUnitId, submission } = dossier;
      const local = localCriteriaOf(books, viewer.registry, authorUnitId, submission?.at);
      const both: LocalCriteria = (award, on) => [...local(award, on), ...added(award, on)];
      const [before, after] = [withLocal(nationalBook(), local), withLocal(draft, both)];
      return turnsOf(deps, { viewer, before, after, dossier, found }, since);
    },
  });
  return { ...found, counts: countTurns(found.rows), endCursor: end && (await deps.cursors.seal(list, end)) };
}

/** After which dossier of the list; and within which one, after which nominee, where a call ended inside it. */
type Position = {
  readonly after?: string;
  readonly dossierId?: string;
  readonly since?: string;
};
type End = Record<string, string> | null;

type Steps = {
  readonly found: Found;
  readonly tells: (dossier: Dossier) => boolean;
  readonly turns: (dossier: Dossier, since?: string) => Promise<string | null>;
};

/** Where the call ended; null when nothing is left. */
async function walk(deps: Deps, pile: Pile, from: Position, steps: Steps): Promise<End> {
  const id = parseId('dos', from.dossierId ?? '');
  const begun = id && (await deps.dossiers.get(id));
  if (begun && steps.tells(begun)) {
    const since = await steps.turns(begun, from.since);
    if (since !== null) return { ...from, since };
  }
  return walkList(pile, from.after, begun ? maxDossiers - 1 : maxDossiers, steps);
}

async function walkList(
  pile: Pile,
  after: string | undefined,
  first: number,
  { found, tells, turns }: Steps,
): Promise<End> {
  const page = await pile.page({ first, after });
  let at: End = after === undefined ? {} : { after };
  for (const { node, cursor } of page.edges) {
    if (isFull(found)) return at;
    at = { after: cursor };
    if (!tells(node)) continue;
    found.dossiers += 1;
    const since = await turns(node);
    if (since !== null) return { ...at, dossierId: node.id, since };
  }
  return page.hasNextPage ? at : null;
}
