import * as z from 'zod/mini';
import type { Decision } from '../dossiers/decision.ts';
import { dossierStore, type DossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned } from '../dossiers/nominee.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import type { Id } from '../kernel/ids.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { openTable, TransactionRefused, type Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import { paymentListId, paymentListStore, type PaymentListStore } from './payment-list.store.ts';
import { followCorrection, followRevocation } from './follow-awards.ts';
import { localRulesOf, paymentLines } from './payment-lines.ts';
import { sumByUnit, type PaymentLine, type PaymentList } from './payment-list.ts';

type Projection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const concerns = new Set(['DossierDecided', 'StateAwarded', 'DecisionCorrected', 'AwardRevoked']);
const decided = z.object({ decisionId: storedId('dec') });
const revoked = z.object({ awardId: storedId('awd') });

/**
 * Makes the payment list of a decision; a second delivery finds every row there, with what was paid since, and leaves it.
 * What a correction or revocation does to the list follows it.
 */
export async function projectPayments(
  { client, tableName, secret }: Projection,
  event: StoredEvent,
): Promise<void> {
  if (!concerns.has(event.name)) return;
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'project-payments') };
  if (event.name === 'AwardRevoked') return followRevocation(reader, revoked.parse(event.facts).awardId);
  const { decisionId } = decided.parse(event.facts);
  const dossiers = dossierStore(reader);
  const decision = await dossiers.decision(decisionId);
  if (!decision) throw new Error(`no decision ${decisionId}`);
  if (event.name === 'DecisionCorrected') return followCorrection(reader, decision);
  const payer = decision.issuerUnitId ?? (await proposerOf(dossiers, decision));
  const nominees = await nomineeStore(reader).all(decision.dossierId);
  const signed = nominees.filter((nominee) => isSigned(nominee, decision));
  const lines = paymentLines(decision, signed, await localRulesOf(table, payer, decision));
  await writeLists(table, paymentListStore(reader), listOf(decision, payer, lines), lines);
}

/** What the state awards is paid by the unit that proposed it upwards: the last that had the dossier before it. */
async function proposerOf(dossiers: DossierStore, decision: Decision): Promise<Id<'unt'>> {
  const dossier = await dossiers.get(decision.dossierId);
  const unitId = dossier?.handlerUnitId ?? dossier?.trail.at(-1)?.unitId;
  if (!unitId) throw new Error(`nobody proposed ${decision.dossierId}`);
  return unitId;
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
    toRecover: 0n,
    recovered: 0n,
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
