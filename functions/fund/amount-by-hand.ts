import { forbidden, unitsWithRole, type User } from '../kernel/actor.ts';
import { instant, today } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import { maxDong, type FundDeps } from './change-fund.ts';
import { paymentPermissions, seesMoneyOf, type PaymentAction } from './fund.policy.ts';
import { paymentListPk } from './payment-list.store.ts';
import { withLines, type PaymentLine, type PaymentList } from './payment-list.ts';

export type PaymentLineInput = {
  readonly paymentListId: string;
  readonly expectedVersion: number;
  readonly lineId: string;
  readonly idempotencyKey: string;
};
export type ProposePaymentAmountInput = PaymentLineInput & {
  readonly amount: bigint;
  readonly reason: string;
};
export type AgreePaymentAmountInput = PaymentLineInput & { readonly agrees: boolean };

type Deps = Omit<FundDeps, 'funds'>;

type Change = {
  readonly operation: string;
  readonly action: PaymentAction;
  readonly event: string;
  /** What becomes of the line. */
  readonly apply: (line: PaymentLine, actor: User) => Result<PaymentLine>;
};

/**
 * Names an amount for a line of which the law names none; nothing is due until a second person agrees. Nothing at all is an
 * amount too. Codes: NOT_FOUND, STALE_VERSION, PAYMENT_KNOWN, INVALID_VALUE, REQUIRED, TOO_LONG.
 */
export const proposePaymentAmount = (
  deps: Deps,
  input: ProposePaymentAmountInput,
): Promise<Result<PaymentList>> =>
  changeLine(deps, input, {
    operation: 'proposePaymentAmount',
    action: 'payment.propose',
    event: 'PaymentAmountProposed',
    apply: (line, actor) => {
      const { amount } = input;
      const reason = requireText('reason', input.reason, 1_000);
      const odd =
        amount < 0n || amount >= maxDong
          ? [refusal('INVALID_VALUE', 'amount', { expected: 'số đồng từ 0, dưới một triệu tỷ' })]
          : [];
      if (!reason.ok || odd.length > 0) return refuse(...odd, ...(reason.ok ? [] : reason.refusals));
      const byHand = {
        amount,
        reason: reason.value,
        by: actor.userId,
        at: instant(deps.clock),
        agreed: null,
      };
      return accept({ ...line, byHand });
    },
  });

/**
 * A second person agrees, and the line is due, or not, and it waits for another amount. Codes: NOT_FOUND, STALE_VERSION,
 * PAYMENT_KNOWN, PAYMENT_NOT_PROPOSED, PAYMENT_SAME_PERSON.
 */
export const agreePaymentAmount = (
  deps: Deps,
  input: AgreePaymentAmountInput,
): Promise<Result<PaymentList>> =>
  changeLine(deps, input, {
    operation: 'agreePaymentAmount',
    action: 'payment.agree',
    event: input.agrees ? 'PaymentAmountAgreed' : 'PaymentAmountDeclined',
    apply: (line, actor) => {
      const { byHand } = line;
      if (!byHand) return refuse(refusal('PAYMENT_NOT_PROPOSED', 'lineId'));
      if (byHand.by === actor.userId) return refuse(refusal('PAYMENT_SAME_PERSON', 'lineId'));
      if (!input.agrees) return accept({ ...line, byHand: null });
      const agreed = { by: actor.userId, at: instant(deps.clock) };
      return accept({
        ...line,
        amount: byHand.amount,
        status: byHand.amount > 0n ? 'DUE' : 'NOT_DUE',
        note: byHand.reason,
        byHand: { ...byHand, agreed },
      });
    },
  });

function changeLine(deps: Deps, input: PaymentLineInput, change: Change): Promise<Result<PaymentList>> {
  const listId = parseId('pyl', input.paymentListId);
  const lineId = parseId('nom', input.lineId);
  const roles = paymentPermissions[change.action];
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        listId && deps.paymentLists.get(listId),
        listId && lineId && deps.paymentLists.line(listId, lineId),
      ]),
    decide: ([registry, list, line], actor) => {
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      const theirs = (id: Id<'unt'>) =>
        seesMoneyOf(actor, registry, id, on) && actsFor(actor, roles, registry, id, on);
      if (!list || !theirs(list.payerUnitId)) return refuse(refusal('NOT_FOUND', 'paymentListId'));
      if (!line) return refuse(refusal('NOT_FOUND', 'lineId'));
      if (list.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: list.version }));
      if (line.status !== 'UNKNOWN') return refuse(refusal('PAYMENT_KNOWN', 'lineId'));
      const changed = change.apply(line, actor);
      if (!changed.ok) return changed;
      const turn = { before: line, after: changed.value };
      const after = withLines(list, [turn]);
      return accept({
        result: after,
        resultId: after.id,
        writes: [deps.paymentLists.replace(after), deps.paymentLists.changeLine(turn.before, turn.after)],
        event: {
          pk: paymentListPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: change.event,
          facts: factsOf(changed.value.byHand ?? line.byHand, line),
        },
      });
    },
    reload: async (raw) => {
      const id = parseId('pyl', raw);
      return id && deps.paymentLists.get(id);
    },
  });
}

const factsOf = (byHand: PaymentLine['byHand'], line: PaymentLine) => ({
  lineId: line.id,
  amount: byHand === null ? null : String(byHand.amount),
  reason: byHand?.reason ?? null,
});
