import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { AddressedUnit } from './addressed-unit.ts';
import { participantPermissions, requireRole } from './campaign.policy.ts';
import type { CampaignDeps } from './create-campaign.ts';
import {
  findParticipation,
  loadParticipation,
  participationIds,
  type Participation,
  type ParticipationInput,
} from './participate.ts';
import type { CampaignWorkStore } from './work.store.ts';

export type WorkDeps = CampaignDeps & { readonly campaignWork: CampaignWorkStore };

/** `expectedVersion` is 0 for what isn't there yet. */
export type WorkInput = ParticipationInput & { readonly expectedVersion: number };

type Piece = { readonly id: string; readonly version: number; readonly late: boolean };

type Work<T extends Piece> = {
  readonly operation: string;
  readonly action: keyof typeof participantPermissions;
  readonly event: string;
  readonly pk: (piece: T) => string;
  readonly load: () => Promise<T | undefined>;
  /** The piece as it is to be; `existing` is what stood there. */
  readonly decide: (participation: Participation, existing: T | undefined) => Result<T>;
  readonly save: (piece: T) => Write;
  /** The unit's item after the first sending. */
  readonly mark: (participation: Participation, piece: T) => AddressedUnit;
};

/** A plan or a report of an addressed unit, sent for the first time or corrected. */
export function submitWork<T extends Piece>(
  deps: WorkDeps,
  input: WorkInput,
  work: Work<T>,
): Promise<Result<T>> {
  const ids = participationIds(input);
  return mutate(deps, {
    operation: work.operation,
    input,
    load: () => Promise.all([loadParticipation(deps, ids), work.load()]),
    decide: ([loaded, existing], actor) => {
      requireRole(actor, participantPermissions[work.action]);
      const found = findParticipation(deps, loaded, actor, work.action);
      if (!found.ok) return found;
      if (found.value.unit.acknowledgedAt === null)
        return refuse(refusal('CAMPAIGN_NOT_ACKNOWLEDGED', 'campaignId'));
      const currentVersion = existing?.version ?? 0;
      if (input.expectedVersion !== currentVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion }));
      const decided = work.decide(found.value, existing);
      if (!decided.ok) return decided;
      const piece = decided.value;
      const marked = { ...work.mark(found.value, piece), version: found.value.unit.version + 1 };
      return accept({
        result: piece,
        resultId: piece.id,
        writes: [work.save(piece), ...(existing ? [] : [deps.addressedUnits.follow(marked)])],
        event: {
          pk: work.pk(piece),
          aggregateId: piece.id,
          seq: piece.version,
          name: work.event,
          facts: { campaignId: input.campaignId, unitId: input.unitId, late: piece.late },
        },
      });
    },
    reload: work.load,
  });
}
