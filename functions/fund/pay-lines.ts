import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeFund, entered, type FundDeps, type FundGround, type FundInput } from './change-fund.ts';
import { checkSpending } from './fund-limit.ts';
import type { Fund } from './fund.ts';
import type { PaymentLine, PaymentList } from './payment-list.ts';
import { checkEntryDay, checkOverrun } from './record-entry.ts';

export type PayLinesInput = FundInput & {
  readonly paymentListId: string;
  readonly lineIds: readonly string[];
  readonly paidOn: LocalDate;
  readonly overrunReason?: string | null | undefined;
};

/** A transaction holds 100 actions; each line is one. */
export const maxLinesAtOnce = 90;

type Loaded = {
  readonly list: PaymentList | undefined;
  readonly lines: readonly (PaymentLine | undefined)[];
};

/**
 * Marks lines of a payment list as paid from a fund. Codes: NOT_FOUND, STALE_VERSION, REQUIRED, TOO_MANY, DUPLICATE,
 * INVALID_VALUE, TOO_LONG, PAYMENT_NOT_DUE, PAYMENT_OTHER_FUND, FUND_EXCEEDED.
 */
export const payLines = (deps: FundDeps, input: PayLinesInput): Promise<Result<Fund>> =>
  changeFund<Loaded>(deps, input, {
    operation: 'payBonuses',
    action: 'fund.pay',
    event: 'BonusesPaid',
    load: () => load(deps, input),
    apply: (ground) => {
      const { fund, actor, extra } = ground;
      const overrun = checkOverrun(input.overrunReason);
      const refusals = [
        ...refusalsOf(overrun),
        ...checkLines(input, extra),
        ...checkList(ground, extra.list, ['paidOn', input.paidOn]),
      ];
      if (!overrun.ok || !extra.list || refusals.length > 0) return refuse(...refusals);
      const lines = extra.lines.flatMap((line) => line ?? []);
      const amount = lines.reduce((sum, line) => sum + (line.amount ?? 0n), 0n);
      const over = checkSpending(fund, 'BONUS', amount, overrun.value);
      if (over.length > 0) return refuse(...over);
      const entry = entered(deps, fund, actor.userId, {
        kind: 'BONUS',
        amount,
        on: input.paidOn,
        text: `${lines.length} khoản thưởng theo Quyết định ${extra.list.decisionNumber}`,
        listId: extra.list.id,
        overrunReason: overrun.value,
      });
      const paid = { ...extra.list, paid: extra.list.paid + amount, version: extra.list.version + 1 };
      return accept({
        ...entry,
        writes: [
          ...entry.writes,
          deps.paymentLists.replace(paid),
          ...lines.map((line) =>
            deps.paymentLists.pay({ ...line, status: 'PAID', paidOn: input.paidOn, fundId: fund.id }),
          ),
        ],
        facts: { ...entry.facts, lineIds: lines.map((line) => line.id) },
      });
    },
  });

/** Too many are refused before they are read. */
async function load(deps: FundDeps, { paymentListId, lineIds }: PayLinesInput): Promise<Loaded> {
  const listId = parseId('pyl', paymentListId);
  if (!listId) return { list: undefined, lines: [] };
  const [list, lines] = await Promise.all([
    deps.paymentLists.get(listId),
    Promise.all(
      lineIds.slice(0, maxLinesAtOnce).map(async (raw) => {
        const id = parseId('nom', raw);
        return id && deps.paymentLists.line(listId, id);
      }),
    ),
  ]);
  return { list, lines };
}

function checkLines({ lineIds }: PayLinesInput, { lines }: Loaded): readonly Refusal[] {
  if (lineIds.length === 0) return [refusal('REQUIRED', 'lineIds')];
  if (lineIds.length > maxLinesAtOnce) return [refusal('TOO_MANY', 'lineIds', { limit: maxLinesAtOnce })];
  if (new Set(lineIds).size < lineIds.length) return [refusal('DUPLICATE', 'lineIds')];
  return lines.flatMap((line, index) =>
    line === undefined
      ? [refusal('NOT_FOUND', `lineIds.${index}`)]
      : line.status === 'DUE'
        ? []
        : [refusal('PAYMENT_NOT_DUE', `lineIds.${index}`, { line: line.id, status: line.status })],
  );
}

/** A list is paid by the fund of its payer, or of the one that carries it on, in the year of the payment. */
export function checkList(
  { fund, registry, on }: Pick<FundGround<unknown>, 'fund' | 'registry' | 'on'>,
  list: PaymentList | undefined,
  [field, day]: readonly [string, LocalDate],
): readonly Refusal[] {
  if (!list) return [refusal('NOT_FOUND', 'paymentListId')];
  const own =
    list.payerUnitId === fund.unitId || registry.heirsOn(list.payerUnitId, on).includes(fund.unitId);
  return [
    ...(own ? [] : [refusal('PAYMENT_OTHER_FUND', 'paymentListId')]),
    ...(day < list.issuedOn
      ? [refusal('INVALID_VALUE', field, { expected: `từ ${list.issuedOn}` })]
      : checkEntryDay(field, day, fund, on)),
  ];
}
