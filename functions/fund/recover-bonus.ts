import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeFund, entered, type FundDeps, type FundInput } from './change-fund.ts';
import type { Fund } from './fund.ts';
import { checkList } from './pay-lines.ts';
import { withLines, type PaymentLine } from './payment-list.ts';

export type RecoverBonusInput = FundInput & {
  readonly paymentListId: string;
  readonly lineId: string;
  readonly amount: bigint;
  readonly recoveredOn: LocalDate;
};

/**
 * What was paid for a revoked award came back into the fund, at once or in parts. Codes: NOT_FOUND, STALE_VERSION,
 * INVALID_VALUE, PAYMENT_NOT_TO_RECOVER, PAYMENT_OTHER_FUND.
 */
export const recoverBonus = (deps: FundDeps, input: RecoverBonusInput): Promise<Result<Fund>> =>
  changeFund(deps, input, {
    operation: 'recoverBonus',
    action: 'fund.record',
    event: 'BonusRecovered',
    load: async () => {
      const [listId, lineId] = [parseId('pyl', input.paymentListId), parseId('nom', input.lineId)];
      const [list, line] = await Promise.all([
        listId && deps.paymentLists.get(listId),
        listId && lineId && deps.paymentLists.line(listId, lineId),
      ]);
      return { list, line };
    },
    apply: (ground) => {
      const { fund, actor, extra } = ground;
      const { list, line } = extra;
      const refusals = [
        ...checkRecovered(line, input),
        ...checkList(ground, list, ['recoveredOn', input.recoveredOn]),
      ];
      if (!list || !line?.recovery || refusals.length > 0) return refuse(...refusals);
      const recovered = line.recovery.recovered + input.amount;
      const after: PaymentLine = {
        ...line,
        status: recovered === line.amount ? 'RECOVERED' : 'TO_RECOVER',
        recovery: { ...line.recovery, recovered },
      };
      const entry = entered(deps, fund, actor.userId, {
        kind: 'RECOVERY',
        amount: input.amount,
        on: input.recoveredOn,
        text: `Thu hồi tiền thưởng theo Quyết định ${line.recovery.decisionNumber}`,
        listId: list.id,
        overrunReason: null,
      });
      return accept({
        ...entry,
        writes: [
          ...entry.writes,
          deps.paymentLists.replace(withLines(list, [{ before: line, after }])),
          deps.paymentLists.changeLine(line, after),
        ],
        facts: { ...entry.facts, lineId: line.id },
      });
    },
  });

function checkRecovered(line: PaymentLine | undefined, { amount }: RecoverBonusInput): readonly Refusal[] {
  if (!line) return [refusal('NOT_FOUND', 'lineId')];
  if (line.status !== 'TO_RECOVER')
    return [refusal('PAYMENT_NOT_TO_RECOVER', 'lineId', { status: line.status })];
  const left = (line.amount ?? 0n) - (line.recovery?.recovered ?? 0n);
  return amount > 0n && amount <= left
    ? []
    : [refusal('INVALID_VALUE', 'amount', { expected: `từ 1 đến ${left} đồng` })];
}
