import type { Decision } from '../dossiers/decision.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import type { Id } from '../kernel/ids.ts';
import type { Table } from '../kernel/table/table.ts';
import { bonusList, type PaidLine } from '../law/bonus-list.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { localRuleStore } from '../local-rules/local-rule.store.ts';
import { localRulesIn, ofKind } from '../local-rules/local-rules-on.ts';
import { emptyUnitCache, unitStore } from '../units/unit.store.ts';
import { paymentListId } from './payment-list.store.ts';
import type { PaymentLine, PaymentStatus } from './payment-list.ts';

/** What the payer's province had laid down on the day of the decision. */
export async function localRulesOf(
  table: Table,
  payer: Id<'unt'>,
  { issuedOn }: Pick<Decision, 'issuedOn'>,
): Promise<readonly LocalRule[]> {
  const [{ books }, registry] = await Promise.all([
    localRuleStore(table).shelf(),
    unitStore(table, emptyUnitCache()).registry(),
  ]);
  return localRulesIn(books, registry, payer, issuedOn);
}

/**
 * A line for everybody on the signed list. Awards of one person on one list count as of one period: only the highest title is
 * due (Decree 152/2025 art. 49(5)), and the note says so. Where the law names only the most, the province's coefficient counts.
 */
export function paymentLines(
  decision: Decision,
  signed: readonly Nominee[],
  local: readonly LocalRule[],
): readonly PaymentLine[] {
  const coefficientOf = (code: string) => ofKind(local, 'COEFFICIENT', code)[0]?.content.hundredths;
  const listId = paymentListId(decision.id);
  const asked = signed.map((nominee) => ({
    awardCode: nominee.awardCode,
    subjectKind: nominee.kind,
    count: 1,
    recipient: nominee.subjectId,
    period: decision.id,
    localHundredths: hundredthsOf(coefficientOf(nominee.awardCode)),
    nominee,
  }));
  const priced = new Map(bonusList(asked, decision.issuedOn).lines.map((line) => [keyOf(line), line]));
  return asked.map(({ nominee, ...line }) => {
    const found = priced.get(keyOf(line));
    return {
      id: nominee.id,
      listId,
      name: nominee.name,
      kind: nominee.kind,
      unitId: nominee.unitId,
      unitName: nominee.unitName,
      awardCode: nominee.awardCode,
      amount: found?.bonus.amount ?? null,
      ...standing(found),
      paidOn: null,
      fundId: null,
      recovery: null,
      byHand: null,
    };
  });
}

const hundredthsOf = (given: number | undefined): bigint | undefined =>
  given === undefined ? undefined : BigInt(given);

/** A subject is on a list once for each award. */
const keyOf = (line: { readonly awardCode: string; readonly recipient: string | null }): string =>
  `${line.awardCode} ${line.recipient ?? ''}`;

function standing(line: PaidLine | undefined): { readonly status: PaymentStatus; readonly note: string } {
  if (!line) return { status: 'UNKNOWN', note: 'Không có danh hiệu, hình thức này vào ngày quyết định.' };
  const { bonus, notPaid } = line;
  if (notPaid) return { status: 'NOT_DUE', note: `${notPaid.text} ${notPaid.citation}` };
  if (bonus.paidFrom === 'ELSEWHERE')
    return { status: 'NOT_DUE', note: 'Chi từ nguồn khác, ngoài Quỹ thi đua, khen thưởng.' };
  return { status: bonus.amount === null ? 'UNKNOWN' : 'DUE', note: bonus.needsHumanLook.join(' ') };
}
