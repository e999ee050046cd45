import type { Id } from '../kernel/ids.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { CampaignStore } from './campaign.store.ts';
import type { Campaign } from './campaign.ts';

/** What a stored record names must exist: anything else is a bug, never an answer. */
export async function campaignOf(
  { campaigns }: { readonly campaigns: CampaignStore },
  id: Id<'cmp'>,
): Promise<Campaign> {
  const campaign = await campaigns.get(id);
  if (!campaign) throw new Error(`a record names an unknown campaign ${id}`);
  return campaign;
}

export const unitOf = async (units: UnitStore, id: Id<'unt'>) => (await units.registry()).require(id);
