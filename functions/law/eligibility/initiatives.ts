import { endYear, yearName } from '../achievement-year.ts';
import type { AwardKind } from '../awards.ts';
import type { Facts } from './facts.ts';
import { initiativeScopes, type Initiative, type InitiativeScope } from './records.ts';
import type { Look } from './verdict.ts';

export type Usable = {
  readonly certain: readonly Initiative[];
  readonly possible: readonly Initiative[];
  /** Whether more of these years may exist that nobody entered. */
  readonly complete: boolean;
  readonly looks: readonly Look[];
};

const rank = (scope: InitiativeScope): number => initiativeScopes.indexOf(scope);

/** The initiatives of some years with a scope or a wider one, as far as they may still serve this award. */
export function usable(
  facts: Facts,
  scope: InitiativeScope,
  years: ReadonlySet<number>,
  kindOf: (award: string) => AwardKind | undefined,
): Usable {
  const { records, question } = facts;
  const certain: Initiative[] = [];
  const possible: Initiative[] = [];
  const looks: Look[] = [];
  for (const one of records.initiatives) {
    if (one.recognisedOn > question.on || !years.has(endYear(one.year))) continue;
    if (rank(one.scope) < rank(scope) || one.sharePercent <= 0) continue;
    const use = reuse(facts, one, kindOf);
    if (use === 'NO') continue;
    possible.push(one);
    if (use === 'YES') certain.push(one);
    else
      looks.push({
        code: 'UNCLEAR_LAW',
        text: `Sáng kiến “${one.name}” ${mayBe(one)}đã dùng để xét ${usesOf(one)}; cần xem có được dùng lại không.`,
      });
  }
  const from = records.initiativesKnownFrom;
  return { certain, possible, complete: from === null || [...years].every((y) => y >= from), looks };
}

/** An initiative serves once; whether a title's may serve another title is for the council to say. */
function reuse(facts: Facts, one: Initiative, kindOf: (award: string) => AwardKind | undefined) {
  const { question } = facts;
  const others = one.usedFor.filter(
    (use) => use.awardCode !== question.awardCode || endYear(use.year) !== facts.end,
  );
  if (others.length === 0) return 'YES';
  const sure = others.filter((use) => use.decision?.sure !== false);
  if (sure.length === 0) return 'UNKNOWN';
  const onlyTitles = question.awardKind === 'TITLE' && sure.every((use) => kindOf(use.awardCode) !== 'FORM');
  return question.counting.initiativeOnce.status === 'confirmed' && !onlyTitles ? 'NO' : 'UNKNOWN';
}

const mayBe = ({ usedFor }: Initiative): string =>
  usedFor.every((use) => use.decision?.sure === false) ? 'có thể ' : '';

const usesOf = (one: Initiative): string =>
  one.usedFor
    .map(({ awardCode, year, decision }) =>
      [awardCode, yearName(year), ...(decision ? [`(${decision.number})`] : [])].join(' '),
    )
    .join(', ');
