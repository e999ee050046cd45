import { awardStore } from '../awards/award.store.ts';
import type { Award } from '../awards/award.ts';
import type { Decision } from '../dossiers/decision.ts';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import { awardId, type Id } from '../kernel/ids.ts';
import type { ListReader } from '../kernel/lists.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import { localRulesOf, paymentLines } from './payment-lines.ts';
import { paymentListId, paymentListStore } from './payment-list.store.ts';
import { withLines, type PaymentLine, type PaymentList } from './payment-list.ts';

const maxAttempts = 5;

type Changed = { readonly before: PaymentLine; readonly after: PaymentLine };

/** Lines show the names that a correction gave. */
export async function followCorrection(reader: ListReader, { changes }: Decision): Promise<void> {
  const awards = awardStore(reader);
  for (const change of changes) {
    const award = await awards.get(change.awardId);
    if (!award?.nomineeId) continue;
    const { nomineeId, name, unitName, decisionId } = award;
    await changeLines(reader, decisionId, async (list) => {
      const before = await paymentListStore(reader).line(list.id, nomineeId);
      return before && (before.name !== name || before.unitName !== unitName)
        ? [{ before, after: { ...before, name, unitName } }]
        : [];
    });
  }
}

/**
 * What was due for a revoked award is cancelled, what was paid is to come back, and what the same person was not paid
 * because of it becomes due.
 */
export async function followRevocation(reader: ListReader, id: Id<'awd'>): Promise<void> {
  const award = await awardStore(reader).get(id);
  if (!award?.nomineeId) return;
  await changeLines(reader, award.decisionId, async (list) => {
    const decision = await dossierStore(reader).decision(award.decisionId);
    if (!decision) throw new Error(`no decision ${award.decisionId}`);
    const own = await ofRecipient(reader, decision, award);
    const standing = own.filter(({ award: one }) => !one?.revocation).map((one) => one.nominee);
    const local = await localRulesOf(reader.table, list.payerUnitId, decision);
    const wanted = paymentLines(decision, standing, local);
    const lines = await Promise.all(
      own.map(async (one) => {
        const before = await paymentListStore(reader).line(list.id, one.nominee.id);
        const due = wanted.find((line) => line.id === one.nominee.id);
        const after =
          before && afterRevocation(before, { list, due, revocation: one.award?.revocation ?? null });
        return before && after && after !== before ? [{ before, after }] : [];
      }),
    );
    return lines.flat();
  });
}

type Owned = { readonly nominee: Nominee; readonly award: Award | undefined };

/** Every award of the decision to the same subject: only the highest of them is paid. */
async function ofRecipient(
  reader: ListReader,
  decision: Decision,
  { subjectId }: Award,
): Promise<readonly Owned[]> {
  const nominees = await nomineeStore(reader).all(decision.dossierId);
  const own = nominees.filter((one) => one.subjectId === subjectId && isSigned(one, decision));
  return Promise.all(
    own.map(async (nominee) => ({
      nominee,
      award: await awardStore(reader).get(awardId(decision.id, nominee.id)),
    })),
  );
}

type Turn = {
  readonly list: PaymentList;
  readonly due: PaymentLine | undefined;
  readonly revocation: Award['revocation'];
};

/** The same line where nothing changes. Money that went out is never recomputed. */
function afterRevocation(before: PaymentLine, { list, due, revocation }: Turn): PaymentLine {
  const open = ['DUE', 'UNKNOWN', 'NOT_DUE'].includes(before.status);
  if (!revocation) {
    // What two people agreed on stays: the law names no other amount.
    const same =
      before.byHand?.agreed != null || (due?.status === before.status && due.amount === before.amount);
    return open && due && !same
      ? { ...before, amount: due.amount, status: due.status, note: due.note }
      : before;
  }
  const { decisionNumber, issuedOn } = revocation;
  const note = `Khen thưởng bị hủy bỏ theo Quyết định ${decisionNumber}.`;
  if (open) return { ...before, status: 'CANCELLED', note };
  if (before.status !== 'PAID') return before;
  const recovery = { unitId: list.payerUnitId, decisionNumber, since: issuedOn, recovered: 0n };
  return { ...before, status: 'TO_RECOVER', note, recovery };
}

/** Computes and writes lines with their list in one transaction; again when a payment came between. */
async function changeLines(
  reader: ListReader,
  decisionId: Id<'dec'>,
  compute: (list: PaymentList) => Promise<readonly Changed[]>,
): Promise<void> {
  const lists = paymentListStore(reader);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const list = await lists.get(paymentListId(decisionId));
    if (!list) throw new Error(`no payment list of ${decisionId} yet`);
    const changes = await compute(list);
    if (changes.length === 0) return;
    const writes = [
      lists.replace(withLines(list, changes)),
      ...changes.map(({ before, after }) => lists.changeLine(before, after)),
    ];
    if (await committed(reader.table, writes)) return;
  }
  throw new Error(`the payment list of ${decisionId} kept changing`);
}

async function committed(
  table: Table,
  writes: readonly { readonly request: Parameters<Table['transact']>[0][number] }[],
): Promise<boolean> {
  try {
    await table.transact(writes.map((write) => write.request));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionRefused)) throw error;
    return false;
  }
}
