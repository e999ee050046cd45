import * as z from 'zod';
import type { Decision } from '../dossiers/decision.ts';
import { dossierStore, type DossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import type { Id } from '../kernel/ids.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { openTable, TransactionRefused, type Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import { bonusList, type PaidLine } from '../law/bonus-list.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { localRuleStore } from '../local-rules/local-rule.store.ts';
import { localRulesIn, ofKind } from '../local-rules/local-rules-on.ts';
import { emptyUnitCache, unitStore } from '../units/unit.store.ts';
import { paymentListId, paymentListStore, type PaymentListStore } from './payment-list.store.ts';
import { sumByUnit, type PaymentLine, type PaymentList, type PaymentStatus } from './payment-list.ts';

type Projection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const decided = z.object({ decisionId: storedId('dec') });

/** Makes the payment list of a decision; a second delivery finds every row there, with what was paid since, and leaves it. */
export async function projectPayments(
  { client, tableName, secret }: Projection,
  event: StoredEvent,
): Promise<void> {
  if (event.name !== 'DossierDecided' && event.name !== 'StateAwarded') return;
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'project-payments') };
  const { decisionId } = decided.parse(event.facts);
  const dossiers = dossierStore(reader);
  const decision = await dossiers.decision(decisionId);
  if (!decision) throw new Error(`no decision ${decisionId}`);
  const payer = decision.issuerUnitId ?? (await proposerOf(dossiers, decision));
  const nominees = await nomineeStore(reader).all(decision.dossierId);
  const signed = nominees.filter((nominee) => isSigned(nominee, decision));
  const [{ books }, registry] = await Promise.all([
    localRuleStore(table).shelf(),
    unitStore(table, emptyUnitCache()).registry(),
  ]);
  const local = localRulesIn(books, registry, payer, decision.issuedOn);
  const lines = paymentLines(decision, signed, local);
  await writeLists(table, paymentListStore(reader), listOf(decision, payer, lines), lines);
}

/** What the state awards is paid by the unit that proposed it upwards: the last that had the dossier before it. */
async function proposerOf(dossiers: DossierStore, decision: Decision): Promise<Id<'unt'>> {
  const dossier = await dossiers.get(decision.dossierId);
  const unitId = dossier?.handlerUnitId ?? dossier?.trail.at(-1)?.unitId;
  if (!unitId) throw new Error(`nobody proposed ${decision.dossierId}`);
  return unitId;
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

function listOf(decision: Decision, payer: Id<'unt'>, lines: readonly PaymentLine[]): PaymentList {
  const units = sumByUnit(lines);
  return {
    id: paymentListId(decision.id),
    decisionId: decision.id,
    decisionNumber: decision.number,
    issuedOn: decision.issuedOn,
    payerUnitId: payer,
    year: decision.year,
    lines: lines.length,
    unknown: lines.filter((line) => line.status === 'UNKNOWN').length,
    total: units.reduce((sum, unit) => sum + unit.total, 0n),
    paid: 0n,
    units,
    version: 1,
  };
}

/** Lines first: a list that can be seen is complete. */
async function writeLists(
  table: Table,
  lists: PaymentListStore,
  list: PaymentList,
  lines: readonly PaymentLine[],
): Promise<void> {
  for (let at = 0; at < lines.length; at += linesAtOnce)
    await writeLines(table, lists, lines.slice(at, at + linesAtOnce));
  await once(table, [lists.create(list)]);
}

const linesAtOnce = 90;

/** All in one transaction; where some are there already, one by one. */
async function writeLines(
  table: Table,
  lists: PaymentListStore,
  lines: readonly PaymentLine[],
): Promise<void> {
  const done = await once(
    table,
    lines.map((line) => lists.createLine(line)),
  );
  if (!done) for (const line of lines) await once(table, [lists.createLine(line)]);
}

/** What is there already stays as it is; false when something was. */
async function once(table: Table, writes: readonly Write[]): Promise<boolean> {
  try {
    await table.transact(writes.map((write) => write.request));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    if (!error.reasons.every((reason) => ['None', 'ConditionalCheckFailed'].includes(reason.code)))
      throw error;
    return false;
  }
}
