import type { Decision } from '../dossiers/decision.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { awardId, type Id } from '../kernel/ids.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { Round } from '../rounds/round.ts';
import type { ContentOf } from './entry.ts';
import { awardRecordId, maxAttempts, saveEntry, type DecisionDeps } from './save-decided.ts';

/** A decision with what it rests on, and the event that told of it. */
export type Decided = {
  readonly decision: Decision;
  readonly dossier: Pick<Dossier, 'type' | 'campaignId'>;
  readonly round: Pick<Round, 'achievement'> | undefined;
  readonly event: Pick<StoredEvent, 'at' | 'actorId' | 'requestId'>;
  /** Set when the award had been revoked before it came to be recorded. */
  readonly revokedOn: LocalDate | null;
};

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
    const { decision, event } = decided;
    if (await saveEntry(deps, { file, id, content, decisionId: decision.id, event, replaces: null })) return;
  }
  throw new Error(`the records of ${nominee.subjectId} kept changing`);
}

const recordIdOf = (decisionId: Id<'dec'>, nomineeId: Id<'nom'>): Id<'rec'> =>
  awardRecordId(awardId(decisionId, nomineeId));

function contentOf({ decision, dossier, round, revokedOn }: Decided, nominee: Nominee): ContentOf<'AWARD'> {
  return {
    is: 'AWARD',
    awardCode: nominee.awardCode,
    year: yearOfRound(round),
    type: dossier.type,
    campaignId: dossier.campaignId,
    decisionNumber: decision.number,
    decidedOn: decision.issuedOn,
    issuer: decision.issuerName,
    revokedOn,
    achievement: null,
  };
}

/** A round of a year says which one; of a longer or shorter period nothing is said, and a person must look. */
function yearOfRound(round: Decided['round']): AchievementYear | null {
  if (!round || round.achievement.kind === 'PERIOD') return null;
  const year = yearOf(round.achievement.from);
  return { kind: round.achievement.kind === 'SCHOOL_YEAR' ? 'SCHOOL' : 'CALENDAR', year };
}
