import { closeDeadline } from '../deadlines/keep-deadline.ts';
import { issuerOf } from '../decisions/issuer-of.ts';
import { takeNumber, type NumberInput } from '../decisions/take-number.ts';
import type { Decision } from '../dossiers/decision.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import { changeRevocation, type RevocationGround, type RevocationInput } from './change-revocation.ts';
import { paymentListId } from '../fund/payment-list.store.ts';
import type { RevocationDeps } from './deps.ts';
import type { Recovery, Revocation } from './revocation.ts';

export type DecideRevocationInput = RevocationInput &
  NumberInput & { readonly signerName: string; readonly signerTitle: string };
export type RejectRevocationInput = RevocationInput & { readonly reason: string };
export type RecordRecoveryInput = RevocationInput & {
  readonly objectOn?: LocalDate | null | undefined;
  readonly moneyOn?: LocalDate | null | undefined;
  readonly amount?: number | null | undefined;
};

/** Revokes the award by a decision; register and certificate show it from then on. Codes: those of a change and of a number. */
export const decideRevocation = (
  deps: RevocationDeps,
  input: DecideRevocationInput,
): Promise<Result<Revocation>> =>
  changeRevocation(deps, {
    operation: 'decideRevocation',
    action: 'revocation.decide',
    from: 'PROPOSED',
    input,
    number: input,
    decide: (ground) => {
      const { revocation, award, deadline, on } = ground;
      const made = revokingDecision(deps, input, ground);
      if (!made.ok) return made;
      const { decision, writes } = made.value;
      const revoked = {
        ...award,
        revocation: { decisionNumber: decision.number, issuedOn: decision.issuedOn },
      };
      return accept({
        patch: { status: 'DECIDED', revokedBy: decision.id, decidedOn: decision.issuedOn },
        writes: [
          ...deps.dossiers.addDecision(decision),
          deps.dossiers.linkCorrection(revocation.decisionId, decision.id),
          ...writes,
          ...deps.awards.change(award, revoked),
          ...closeDeadline(deps, deadline, on, 'DONE').writes,
        ],
        event: 'AwardRevoked',
        facts: { awardId: award.id, decisionId: decision.id },
      });
    },
  });

function revokingDecision(
  deps: RevocationDeps,
  input: DecideRevocationInput,
  { revocation, decision, register, registry, on }: RevocationGround,
): Result<{ readonly decision: Decision; readonly writes: readonly Write[] }> {
  const issuer = issuerOf(decision, registry, on);
  const number = takeNumber(deps.decisionRegisters, input, register, issuer.issuerUnitId);
  const signerName = requireLine('signerName', input.signerName, 200);
  const signerTitle = requireLine('signerTitle', input.signerTitle, 200);
  const { issuedOn } = input;
  const day =
    issuedOn < revocation.proposedOn || issuedOn > on
      ? [refusal('INVALID_VALUE', 'issuedOn', { expected: `từ ${revocation.proposedOn} đến ${on}` })]
      : [];
  if (!number.ok || !signerName.ok || !signerTitle.ok || day.length > 0)
    return refuse(...refusalsOf(number, signerName, signerTitle), ...day);
  return accept({
    writes: number.value.writes,
    decision: {
      ...decision,
      id: deps.ids.next('dec'),
      kind: 'REVOCATION',
      corrects: decision.id,
      changes: [],
      text: `${revocation.groundText}. ${revocation.basis}`,
      number: number.value.number,
      issuedOn,
      year: yearOf(issuedOn),
      signerName: signerName.value,
      signerTitle: signerTitle.value,
      ...issuer,
      legalBases: [revocation.citation],
      awardCounts: {},
    },
  });
}

/** Ends a proposal without revoking. Codes: those of a change, REQUIRED, TOO_LONG. */
export const rejectRevocation = (
  deps: RevocationDeps,
  input: RejectRevocationInput,
): Promise<Result<Revocation>> =>
  changeRevocation(deps, {
    operation: 'rejectRevocation',
    action: 'revocation.decide',
    from: 'PROPOSED',
    input,
    decide: ({ award, deadline, on }) => {
      const reason = requireText('reason', input.reason, 2000);
      if (!reason.ok) return reason;
      return accept({
        patch: { status: 'REJECTED', rejection: reason.value },
        writes: [deps.revocations.release(award.id), ...closeDeadline(deps, deadline, on, 'DONE').writes],
        event: 'RevocationRejected',
        facts: {},
      });
    },
  });

/** Certificate and money came back. Codes: those of a change, REQUIRED, INVALID_VALUE, RECOVERY_THROUGH_FUND. */
export const recordRecovery = (
  deps: RevocationDeps,
  input: RecordRecoveryInput,
): Promise<Result<Revocation>> =>
  changeRevocation(deps, {
    operation: 'recordRecovery',
    action: 'revocation.recover',
    from: 'DECIDED',
    input,
    decide: ({ revocation, on }) => {
      const { objectOn = null, moneyOn = null, amount = null } = input;
      const refusals = checkRecovery({ objectOn, moneyOn, amount }, revocation, on);
      if (refusals.length > 0) return refuse(...refusals);
      const { recovery } = revocation;
      return accept({
        patch: {
          recovery: {
            objectOn: objectOn ?? recovery.objectOn,
            moneyOn: moneyOn ?? recovery.moneyOn,
            amount: amount ?? recovery.amount,
          },
        },
        writes: moneyOn === null ? [] : notThroughFund(deps, revocation),
        event: 'RevocationRecovered',
        facts: { objectOn, moneyOn, amount },
      });
    },
  });

/** What a fund kept here paid comes back into it, and nowhere else. */
const notThroughFund = (deps: RevocationDeps, { nomineeId, decisionId }: Revocation): readonly Write[] =>
  nomineeId === null
    ? []
    : [
        deps.paymentLists.nothingToRecover(
          paymentListId(decisionId),
          nomineeId,
          refusal('RECOVERY_THROUGH_FUND', 'moneyOn'),
        ),
      ];

function checkRecovery(
  { objectOn, moneyOn, amount }: Recovery,
  { decidedOn, proposedOn }: Revocation,
  on: LocalDate,
): readonly Refusal[] {
  if (objectOn === null && moneyOn === null) return [refusal('REQUIRED', 'objectOn')];
  const from = decidedOn ?? proposedOn;
  if ([objectOn, moneyOn].some((day) => day !== null && (day < from || day > on)))
    return [refusal('INVALID_VALUE', 'objectOn', { expected: `từ ${from} đến ${on}` })];
  return (moneyOn === null) !== (amount === null) || (amount !== null && amount < 1)
    ? [refusal('INVALID_VALUE', 'amount', { expected: 'số tiền cùng ngày thu' })]
    : [];
}
