import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import { checkTerms, loadAccount, reloadOfficer, type Terms } from './appoint-officer.ts';
import type { OfficerDeps } from './deps.ts';
import { officerMachine, seesOfficer, type OfficerAction } from './officer.policy.ts';
import { officerPk } from './officer.store.ts';
import type { Officer } from './officer.ts';

type OfficerInput = ChangeInput & { readonly officerId: string };

const change = <E>(deps: OfficerDeps, input: OfficerInput, step: Step<OfficerAction, Officer, E>) =>
  changeRoot(
    deps,
    input,
    {
      machine: officerMachine,
      get: () => reloadOfficer(deps, input.officerId),
      sees: seesOfficer,
      replace: (after, before) => deps.officers.save(after, before),
      pk: (officer) => officerPk(officer.id),
      reload: (rawId) => reloadOfficer(deps, rawId),
    },
    step,
  );

export type CorrectOfficerInput = OfficerInput & Terms;

/** Puts right what is on record of a term. Codes: those of a step and of an appointment. */
export const correctOfficer = (deps: OfficerDeps, input: CorrectOfficerInput): Promise<Result<Officer>> =>
  change(deps, input, {
    action: 'correct',
    load: () => loadAccount(deps, input.userId),
    decide: ({ root, viewer, extra: account }) => {
      // An account that has left the unit since stays named.
      const named = account && account.id === root.userId ? null : account;
      const terms = checkTerms(input, named, root.unitId, viewer);
      const tooLate = root.to !== null && input.from >= root.to;
      if (!terms.ok || tooLate)
        return refuse(
          ...refusalsOf(terms),
          ...(tooLate ? [refusal('OFFICER_DATES', 'from', { expected: `trước ${root.to}` })] : []),
        );
      const userId = account?.id ?? null;
      return accept({ patch: { ...terms.value, userId }, event: 'OfficerCorrected' });
    },
  });

export type EndOfficerInput = OfficerInput & { readonly to: LocalDate; readonly reason: string };

/** Ends a term; `to` is the first day on which it no longer holds. Codes: those of a step, REQUIRED, TOO_LONG, OFFICER_DATES. */
export const endOfficer = (deps: OfficerDeps, input: EndOfficerInput): Promise<Result<Officer>> =>
  change(deps, input, {
    action: 'end',
    load: nothing,
    decide: ({ root, viewer }) => {
      const { to } = input;
      const reason = requireText('reason', input.reason, 2_000);
      const sound = to > root.from && to <= viewer.on;
      const expected = `sau ${root.from} và không sau hôm nay`;
      if (!reason.ok || !sound)
        return refuse(
          ...refusalsOf(reason),
          ...(sound ? [] : [refusal('OFFICER_DATES', 'to', { expected })]),
        );
      return accept({
        patch: { to, endReason: reason.value },
        event: 'OfficerTermEnded',
        facts: { unitId: root.unitId, to, reason: reason.value },
      });
    },
  });
