import type { LocalRule } from '../local-rules/local-rule.ts';
import { ofKind } from '../local-rules/local-rules-on.ts';
import { awardOn, type AwardRule } from '../law/awards.ts';
import { fitsSimpleCases, simpleProcedureOn } from '../law/procedure.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { submissionWindow, type Round } from '../rounds/round.ts';
import { lacking, type Component, type ComponentChoice } from '../law/component.ts';
import { componentRoomOn } from '../law/local-room.ts';
import type { Dossier, LateMark } from './dossier.ts';

/** Whether the dossier is complete and may go up, by national and local rules; every reason at once. */
export function checkContents(
  dossier: Dossier,
  on: LocalDate,
  local: readonly LocalRule[],
): readonly Refusal[] {
  const codes = Object.keys(dossier.totalPerAward);
  const awards = codes.flatMap((code) => awardOn(code, on) ?? []);
  const unknown = codes.filter((code) => !awards.some((a) => a.code === code));
  return [
    ...(dossier.totalNominees === 0 ? [refusal('DOSSIER_NO_NOMINEES', 'dossierId')] : []),
    ...unknown.map((code) => refusal('INVALID_VALUE', ['nominees', code], { expected: 'còn hiệu lực' })),
    ...missingComponents(dossier, awards, local, on).map((choice) =>
      refusal('DOSSIER_COMPONENT_MISSING', ['attachments', ...choice.slice(0, 1)], {
        component: choice.join(' hoặc '),
      }),
    ),
    ...(sameAuthority(awards) ? [] : [refusal('DOSSIER_MIXED_AUTHORITY', 'dossierId')]),
    ...checkSimpleCases(dossier, awards, on),
  ];
}

/** One known case suffices, or all of the day's law must be claimed together. */
function checkSimpleCases(
  { simpleCases, type }: Dossier,
  awards: readonly AwardRule[],
  on: LocalDate,
): readonly Refusal[] {
  if (simpleCases.length === 0) return [];
  return awards.flatMap((award) => {
    const rule = simpleProcedureOn({ awardCode: award.code, type, on });
    if (rule && fitsSimpleCases(rule, simpleCases)) return [];
    const expected = (rule?.cases ?? []).map((one) => one.key).join(rule?.mode === 'ALL' ? ' và ' : ' hoặc ');
    return [refusal('DOSSIER_SIMPLE_CASE', 'simpleCases', { award: award.code, expected })];
  });
}

/** The simple procedure asks for no minutes of a council, and so for no count of its votes. */
const ofCouncil: readonly Component[] = ['MEETING_MINUTES', 'BALLOT_RESULT'];

/** A report written for every nominee stands for the report as a file. */
function missingComponents(
  dossier: Dossier,
  awards: readonly AwardRule[],
  local: readonly LocalRule[],
  on: LocalDate,
): readonly ComponentChoice[] {
  const written = dossier.totalNominees > 0 && dossier.counters.reports === dossier.totalNominees;
  const required = awards.flatMap((award) => choicesOf(award, local, on));
  const once = [...new Map(required.map((choice) => [choice.join(), choice])).values()];
  return lacking(
    once,
    (c) =>
      dossier.files.some((f) => f.component === c) ||
      (c === 'ACHIEVEMENT_REPORT' && written) ||
      (dossier.simpleCases.length > 0 && ofCouncil.includes(c)),
  );
}

/** What the province lays down takes the place of the national list, which it may only lengthen where the law says so. */
function choicesOf(award: AwardRule, local: readonly LocalRule[], on: LocalDate): readonly ComponentChoice[] {
  const own = ofKind(local, 'COMPONENTS', award.code)[0]?.content.components;
  const room = componentRoomOn({ awardCode: award.code, type: 'MERIT', on });
  const free = own !== undefined && room?.provinceDefines === true;
  return [...(own ?? award.components).map((part) => [part]), ...(free ? [] : award.oneOf)];
}

const sameAuthority = (awards: readonly AwardRule[]): boolean => {
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

export type Entry = { readonly refusals: readonly Refusal[]; readonly late: LateMark | null };

/**
 * Whether the round takes this dossier today, and by whose leave when it is late. One that went in before and was
 * returned may be mended after the close: how long its handler took is not the author's fault.
 */
export function checkRound(round: Round, dossier: Dossier, on: LocalDate): Entry {
  const outside = Object.keys(dossier.totalPerAward)
    .filter((code) => !round.awardCodes.includes(code))
    .map((award) => refusal('DOSSIER_AWARD_NOT_IN_ROUND', ['nominees', award], { award }));
  const window = submissionWindow(round, dossier.authorUnitId, on);
  const before = dossier.submission?.roundId === round.id ? dossier.submission : undefined;
  if (before && round.status === 'OPEN') return { late: before.late, refusals: outside };
  if (window === 'CLOSED' || round.status === 'CANCELLED')
    return {
      late: null,
      refusals: [...outside, refusal('DOSSIER_ROUND_CLOSED', 'roundId', { closesOn: round.closesOn })],
    };
  if (window === 'NOT_OPEN')
    return {
      late: null,
      refusals: [...outside, refusal('DOSSIER_ROUND_NOT_OPEN', 'roundId', { opensOn: round.opensOn })],
    };
  const exception =
    window === 'LATE_WITH_EXCEPTION'
      ? round.lateExceptions.find((one) => one.unitId === dossier.authorUnitId)
      : undefined;
  return {
    late: exception ? { grantedBy: exception.leaderName, reason: exception.reason } : null,
    refusals: outside,
  };
}
