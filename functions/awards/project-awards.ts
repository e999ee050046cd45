import * as z from 'zod/mini';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { servedInitiatives } from '../eligibility/served-initiatives.ts';
import { verdictStore } from '../eligibility/verdict.store.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { ListReader } from '../kernel/lists.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { openTable } from '../kernel/table/table.ts';
import { awardOn } from '../law/awards.ts';
import { initiativeStore } from '../records/initiative.store.ts';
import { markServed } from '../records/mark-served.ts';
import { recordDecision } from '../records/record-decision.ts';
import { recordRevocation } from '../records/record-revocation.ts';
import { fileStore } from '../records/record.store.ts';
import { importStore } from '../records/import/import.store.ts';
import { roundStore } from '../rounds/round.store.ts';
import { subjectStore } from '../subjects/subject.store.ts';
import { emptyUnitCache, unitStore } from '../units/unit.store.ts';
import { awardStore } from './award.store.ts';
import { correctAwards } from './correct-awards.ts';
import { registerAwards, type RegisterDeps } from './register-awards.ts';

export type Projection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const decided = z.object({ decisionId: storedId('dec') });
const revoked = z.object({ awardId: storedId('awd'), decisionId: storedId('dec') });

/**
 * Awards go into the files of records too, and mark the initiatives that they rest on; the dossier and its round, read once,
 * say what year they are for.
 */
function recorder(reader: ListReader, event: StoredEvent): RegisterDeps['record'] {
  const { table } = reader;
  const records = fileStore(reader, importStore(reader));
  const [initiatives, verdicts] = [initiativeStore(reader), verdictStore(table)];
  const basis = lazy(async () => {
    const id = parseId('dos', event.aggregateId);
    const dossier = id && (await dossierStore(reader).get(id));
    if (!dossier) throw new Error(`a decision on an unknown dossier ${event.aggregateId}`);
    return { dossier, round: dossier.round ? await roundStore(reader).get(dossier.round.id) : undefined };
  });
  return async (decision, nominee, award) => {
    const revokedOn = award.revocation?.issuedOn ?? null;
    const { dossier, round } = await basis();
    await recordDecision({ table, records }, { dossier, round, decision, event, revokedOn }, nominee);
    const [law, verdict] = [dossier.submission?.law, await verdicts.get(dossier.id, nominee.id)];
    if (!law || verdict?.revision !== decision.revision) return;
    const { subjectId, awardCode } = nominee;
    const serving = { subjectId, awardCode, awardId: award.id, year: law.year, decision, event };
    for (const one of servedInitiatives(verdict.lines))
      await markServed({ table, records, initiatives }, { ...serving, ...one });
  };
}

/** The register was written with the decision; the records of the subject follow it. */
async function followRevocation(reader: ListReader, event: StoredEvent): Promise<void> {
  const { awardId, decisionId } = revoked.parse(event.facts);
  const award = await awardStore(reader).get(awardId);
  if (!award?.revocation) throw new Error(`the award ${awardId} is not revoked`);
  const { subjectId, revocation } = award;
  if (subjectId === null) return;
  const records = fileStore(reader, importStore(reader));
  await recordRevocation(
    { table: reader.table, records },
    { ...{ awardId, subjectId, decisionId, event }, ...revocation, revokedOn: revocation.issuedOn },
  );
}

const concerns = new Set(['DossierDecided', 'StateAwarded', 'DecisionCorrected', 'AwardRevoked']);

/** Brings the public register, and the records of subjects, up to an event; only decisions concern them. */
export async function projectAwards(
  { client, tableName, secret }: Projection,
  event: StoredEvent,
): Promise<void> {
  if (!concerns.has(event.name)) return;
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'project-awards') };
  if (event.name === 'AwardRevoked') return followRevocation(reader, event);
  const { decisionId } = decided.parse(event.facts);
  const dossiers = dossierStore(reader);
  if (event.name === 'DecisionCorrected')
    return correctAwards({ table, dossiers, awards: awardStore(reader) }, decisionId);
  await registerAwards(
    {
      table,
      dossiers,
      nominees: nomineeStore(reader),
      awards: awardStore(reader),
      subjects: subjectStore(reader, unitStore(table, emptyUnitCache()), { now: () => new Date(event.at) }),
      awardName: (code, on) => awardOn(code, on)?.name ?? code,
      record: recorder(reader, event),
    },
    decisionId,
  );
}
