import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { Dossier, LateMark, RoundSnapshot } from './dossier.ts';
import type { Component } from '../law/component.ts';
import type { AwardTerms, LawPort, RoundTerms } from './ports.ts';

/** Whether the dossier is complete and may go up; every reason at once. */
export function checkContents(dossier: Dossier, law: LawPort, on: LocalDate): readonly Refusal[] {
  const codes = Object.keys(dossier.totalPerAward);
  const awards = codes.flatMap((code) => law.awardOn(code, on) ?? []);
  const unknown = codes.filter((code) => !awards.some((a) => a.code === code));
  return [
    ...(dossier.totalNominees === 0 ? [refusal('DOSSIER_NO_NOMINEES', 'dossierId')] : []),
    ...unknown.map((code) => refusal('INVALID_VALUE', ['nominees', code], { expected: 'còn hiệu lực' })),
    ...missingComponents(dossier, awards).map((component) =>
      refusal('DOSSIER_COMPONENT_MISSING', ['attachments', component], { component }),
    ),
    ...(sameAuthority(awards) ? [] : [refusal('DOSSIER_MIXED_AUTHORITY', 'dossierId')]),
  ];
}

/** A report written for every nominee stands for the report as a file. */
function missingComponents(dossier: Dossier, awards: readonly AwardTerms[]): readonly Component[] {
  const written = dossier.totalNominees > 0 && dossier.counters.reports === dossier.totalNominees;
  return [...new Set(awards.flatMap((a) => a.components))].filter(
    (c) => !dossier.files.some((f) => f.component === c) && !(c === 'ACHIEVEMENT_REPORT' && written),
  );
}

const sameAuthority = (awards: readonly AwardTerms[]): boolean => {
  const [first, ...rest] = awards;
  return !first || first.decidedBy.some((level) => rest.every((a) => a.decidedBy.includes(level)));
};

/** The unit that receives must be alive and above the author; the province may submit to itself. */
export const mayReceive = (
  registry: UnitRegistry,
  authorUnitId: Id<'unt'>,
  receiver: Id<'unt'>,
  on: LocalDate,
): boolean => {
  const state = registry.stateOn(receiver, on);
  if (!state) return false;
  if (receiver === authorUnitId) return state.parentId === null;
  return registry.covers(receiver, authorUnitId, on);
};

/** The snapshot alone lets the dossier through: the round was open for everybody and takes its awards. */
export const plainlyOpen = (round: RoundSnapshot, dossier: Dossier, on: LocalDate): boolean =>
  round.status === 'OPEN' &&
  round.opensOn <= on &&
  on <= round.closesOn &&
  awardsOutside(round, dossier).length === 0;

const awardsOutside = (round: Pick<RoundSnapshot, 'awardCodes'>, dossier: Dossier): readonly string[] =>
  Object.keys(dossier.totalPerAward).filter((code) => !round.awardCodes.includes(code));

export type Entry = { readonly refusals: readonly Refusal[]; readonly late: LateMark | null };

/** What a round, read afresh, says of a submission today. */
export function checkRound(round: RoundTerms, dossier: Dossier, on: LocalDate): Entry {
  const outside = awardsOutside(round, dossier).map((award) =>
    refusal('DOSSIER_AWARD_NOT_IN_ROUND', ['nominees', award], { award }),
  );
  if (round.status === 'CANCELLED' || (on > round.closesOn && !exceptionFor(round, dossier, on)))
    return { late: null, refusals: [...outside, closed(round)] };
  if (round.status !== 'OPEN' || on < round.opensOn)
    return {
      late: null,
      refusals: [...outside, refusal('DOSSIER_ROUND_NOT_OPEN', 'dossierId', { opensOn: round.opensOn })],
    };
  const exception = on > round.closesOn ? exceptionFor(round, dossier, on) : undefined;
  const late = exception ? { grantedBy: exception.leaderName, reason: exception.reason } : null;
  return { late, refusals: outside };
}

const closed = (round: RoundTerms): Refusal =>
  refusal('DOSSIER_ROUND_CLOSED', 'dossierId', { closesOn: round.closesOn });

const exceptionFor = (round: RoundTerms, dossier: Dossier, on: LocalDate) =>
  round.lateExceptions.find((e) => e.unitId === dossier.authorUnitId && on <= e.untilOn);
