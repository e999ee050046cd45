import { instant, today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, acceptUnless, refuse, type Result } from '../kernel/result.ts';
import { changeRound, type RoundChangeInput } from './change-round.ts';
import { checkCalendar, checkRound, type RoundFields } from './check-round.ts';
import type { RoundDeps } from './create-round.ts';
import type { LateException, Round } from './round.ts';

const maxReason = 2_000;

/** Rewrites a round that isn't open yet. */
export const updateRound = (deps: RoundDeps, input: RoundChangeInput & RoundFields): Promise<Result<Round>> =>
  changeRound(deps, input, {
    operation: 'updateRound',
    action: 'round.update',
    event: 'RoundUpdated',
    apply: (round) => {
      const fields = checkRound(input);
      if (!fields.ok) return fields;
      const { name, year, sector, opensOn, closesOn, achievement, awardCodes } = fields.value;
      return accept({
        round: { ...round, name, year, sector, opensOn, closesOn, achievement, awardCodes },
        facts: {},
      });
    },
  });

/** Makes a planned round public; units may submit from its opening day. */
export const openRound = (deps: RoundDeps, input: RoundChangeInput): Promise<Result<Round>> =>
  changeRound(deps, input, {
    operation: 'openRound',
    action: 'round.open',
    event: 'RoundOpened',
    apply: (round) => accept({ round: { ...round, openedOn: today(deps.clock) }, facts: {} }),
  });

/** Calls a round off, with a reason. */
export const cancelRound = (
  deps: RoundDeps,
  input: RoundChangeInput & { readonly reason: string },
): Promise<Result<Round>> =>
  changeRound(deps, input, {
    operation: 'cancelRound',
    action: 'round.cancel',
    event: 'RoundCancelled',
    apply: (round) => {
      const reason = requireText('reason', input.reason, maxReason);
      return reason.ok ? accept({ round, facts: { reason: reason.value } }) : reason;
    },
  });

/** Moves the dates of an open round, with a reason. Dossiers already submitted stay submitted. */
export const changeRoundCalendar = (
  deps: RoundDeps,
  input: RoundChangeInput & {
    readonly opensOn: LocalDate;
    readonly closesOn: LocalDate;
    readonly reason: string;
  },
): Promise<Result<Round>> =>
  changeRound(deps, input, {
    operation: 'changeRoundCalendar',
    action: 'round.changeCalendar',
    event: 'RoundCalendarChanged',
    apply: (round) => {
      const { opensOn, closesOn } = input;
      const reason = requireText('reason', input.reason, maxReason);
      const refusals = [...refusalsOf(reason), ...checkCalendar({ ...round, opensOn, closesOn })];
      const before = { opensOn: round.opensOn, closesOn: round.closesOn };
      return acceptUnless(refusals, () => ({
        round: { ...round, opensOn, closesOn },
        facts: { before, opensOn, closesOn, reason: reason.ok ? reason.value : '' },
      }));
    },
  });

export type GrantLateExceptionInput = RoundChangeInput & {
  readonly unitId: string;
  readonly untilOn: LocalDate;
  readonly reason: string;
  readonly leaderName: string;
};

/** A round's root holds its exceptions; more than this would be a new calendar. */
const maxExceptions = 300;

/** Lets one unit submit late, on a named leader's word. A later grant to the same unit takes the place of the first. */
export const grantLateException = (deps: RoundDeps, input: GrantLateExceptionInput): Promise<Result<Round>> =>
  changeRound(deps, input, {
    operation: 'grantLateException',
    action: 'round.grantLateException',
    event: 'LateExceptionGranted',
    apply: (round, actor, registry) => {
      const named = parseId('unt', input.unitId);
      const unitId = named && registry.get(named)?.id;
      const reason = requireText('reason', input.reason, maxReason);
      const leaderName = requireLine('leaderName', input.leaderName, 200);
      const refusals = [...refusalsOf(reason, leaderName)];
      if (input.untilOn <= round.closesOn)
        refusals.push(refusal('ROUND_CALENDAR', 'untilOn', { expected: `sau ngày đóng ${round.closesOn}` }));
      const others = round.lateExceptions.filter((one) => one.unitId !== unitId);
      if (others.length >= maxExceptions)
        refusals.push(refusal('TOO_MANY', 'unitId', { limit: maxExceptions }));
      if (!unitId) refusals.push(refusal('NOT_FOUND', 'unitId'));
      if (!unitId || !reason.ok || !leaderName.ok || refusals.length > 0) return refuse(...refusals);
      const exception: LateException = {
        unitId,
        untilOn: input.untilOn,
        reason: reason.value,
        leaderName: leaderName.value,
        grantedBy: actor.userId,
        grantedAt: instant(deps.clock),
      };
      return accept({ round: { ...round, lateExceptions: [...others, exception] }, facts: { exception } });
    },
  });
