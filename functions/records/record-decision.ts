import { createHash } from 'node:crypto';
import type { Decision } from '../dossiers/decision.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { yearOf } from '../kernel/dates.ts';
import { awardId, derivedId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventItem, type StoredEvent } from '../kernel/table/event.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import { create } from '../kernel/table/write.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { Round } from '../rounds/round.ts';
import { clashes } from './clashes.ts';
import type { ContentOf, Entry } from './entry.ts';
import { lanePk, type FileStore } from './record.store.ts';

export type DecisionDeps = { readonly table: Table; readonly records: FileStore };

/** A decision with what it rests on, and the event that told of it. */
export type Decided = {
  readonly decision: Decision;
  readonly dossier: Pick<Dossier, 'type' | 'campaignId'>;
  readonly round: Pick<Round, 'achievement'> | undefined;
  readonly event: Pick<StoredEvent, 'at' | 'actorId' | 'requestId'>;
};

const maxAttempts = 5;

/**
 * Puts an award that was decided here into its subject's file, once: a second delivery finds it there, or among the former
 * ones if it was corrected since. What contradicts it stays and is named, for a person to look at.
 */
export async function recordDecision(deps: DecisionDeps, decided: Decided, nominee: Nominee): Promise<void> {
  const id = recordIdOf(decided.decision.id, nominee.id);
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const [file, former] = await Promise.all([
      deps.records.get(nominee.subjectId),
      deps.records.former(nominee.subjectId, 'OPEN', id),
    ]);
    if (former || file.entries.some((one) => one.id === id)) return;
    const content = contentOf(decided, nominee);
    const entry: Entry = {
      ...{ id, content, verified: null, corrects: null },
      source: { from: 'DECISION', decisionId: decided.decision.id },
      recordedBy: decided.event.actorId,
      recordedAt: decided.event.at,
      contradicts: clashes(file.entries, content).map((clash) => clash.with.id),
    };
    const seq = file.events.OPEN + 1;
    const after = {
      ...file,
      entries: [...file.entries, entry],
      events: { ...file.events, OPEN: seq },
      version: file.version + 1,
    };
    const { at, actorId, requestId } = decided.event;
    const told = eventItem(lanePk(nominee.subjectId, 'OPEN'), {
      ...{ at, actorId, requestId, seq },
      aggregateId: nominee.subjectId,
      name: 'RecordEntered',
      facts: { recordId: id, kind: 'AWARD', decisionId: decided.decision.id },
    });
    const writes = [
      ...deps.records.save(after, [], { at, actorId, requestId }),
      create(told, refusal('BUSY', [])),
    ];
    try {
      await deps.table.transact(writes.map((write) => write.request));
      return;
    } catch (error) {
      // Somebody changed the file meanwhile: look again.
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`the records of ${nominee.subjectId} kept changing`);
}

const recordIdOf = (decisionId: Id<'dec'>, nomineeId: Id<'nom'>): Id<'rec'> =>
  derivedId('rec', createHash('sha256').update(awardId(decisionId, nomineeId)).digest());

function contentOf({ decision, dossier, round }: Decided, nominee: Nominee): ContentOf<'AWARD'> {
  return {
    is: 'AWARD',
    awardCode: nominee.awardCode,
    year: yearOfRound(round),
    type: dossier.type,
    campaignId: dossier.campaignId,
    decisionNumber: decision.number,
    decidedOn: decision.issuedOn,
    issuer: decision.issuerName,
    revokedOn: null,
    achievement: null,
  };
}

/** A round of a year says which one; of a longer or shorter period nothing is said, and a person must look. */
function yearOfRound(round: Decided['round']): AchievementYear | null {
  if (!round || round.achievement.kind === 'PERIOD') return null;
  const year = yearOf(round.achievement.from);
  return { kind: round.achievement.kind === 'SCHOOL_YEAR' ? 'SCHOOL' : 'CALENDAR', year };
}
