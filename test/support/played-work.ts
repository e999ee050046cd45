import { campaignSamples } from '../../functions/campaigns/campaign.samples.ts';
import { campaignPk } from '../../functions/campaigns/campaign.store.ts';
import { campaignMethods, launchLevels, type Campaign } from '../../functions/campaigns/campaign.ts';
import { recommendationPk } from '../../functions/inspections/inspection.store.ts';
import type { Recommendation } from '../../functions/inspections/recommendation.ts';
import { userIdOf } from '../../functions/access/user.ts';
import { addDays, yearOf, type LocalDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import type { Write } from '../../functions/kernel/table/write.ts';
import { province } from './units.ts';
import type { World } from './world.ts';

type Happening = { readonly aggregateId: string; readonly seq: number; readonly name: string };

/** What a play by chance gives: the world, its chances, and how an event is kept. */
export type Play = {
  readonly world: World;
  readonly random: (below: number) => number;
  readonly one: <T>(of: readonly T[]) => T;
  readonly leaves: readonly Id<'unt'>[];
  readonly happened: (pk: string, of: Happening, on: LocalDate, facts?: object) => Write;
};

type PlayedCampaign = { campaign: Campaign; cancelledOn: LocalDate | null };
type PlayedRecommendation = {
  recommendation: Recommendation;
  readonly madeOn: LocalDate;
  verifiedOn: LocalDate | null;
};

const who = userIdOf('test', 'officer');

/** Campaigns that are launched and called off, recommendations that are made and verified, as chance has it. */
export function playWork({ world, random, one, leaves, happened }: Play) {
  const campaigns: PlayedCampaign[] = [];
  const recommendations: PlayedRecommendation[] = [];
  const { ids } = world.shared;

  async function campaign(on: LocalDate): Promise<void> {
    const store = world.deps().campaigns;
    const old = campaigns.length > 0 && random(3) === 0 ? one(campaigns) : undefined;
    if (old && old.cancelledOn === null) {
      old.cancelledOn = on;
      old.campaign = { ...old.campaign, status: 'CANCELLED', version: 2 };
      const { id } = old.campaign;
      const event = { aggregateId: id, seq: 2, name: 'CampaignCancelled' };
      return world.write(store.replace(old.campaign), happened(campaignPk(id), event, on));
    }
    const launched: Campaign = {
      ...campaignSamples().campaignIn('LAUNCHED'),
      ...{ id: ids.next('cmp'), hostUnitId: one(leaves), launchedOn: on },
      ...{ method: one([...campaignMethods, null]), kind: one(['MOVEMENT', 'DRIVE'] as const) },
      launcher: { level: one(launchLevels), unitId: null, name: 'A' },
      period: { kind: 'PERIOD', from: on, to: addDays(on, random(60)) },
    };
    campaigns.push({ campaign: launched, cancelledOn: null });
    const event = { aggregateId: launched.id, seq: 1, name: 'CampaignLaunched' };
    return world.write(store.create(launched), happened(campaignPk(launched.id), event, on));
  }

  async function recommendation(on: LocalDate): Promise<void> {
    const store = world.deps().inspections;
    const old = recommendations.length > 0 && random(2) === 0 ? one(recommendations) : undefined;
    if (old && old.verifiedOn === null) {
      old.verifiedOn = on;
      const at = `${on}T05:00:00.000Z`;
      const remedy = { note: 'Xong', evidenceIds: [], by: who, at };
      old.recommendation = {
        ...old.recommendation,
        ...{ status: 'VERIFIED', version: 2 },
        remedies: [{ ...remedy, verdict: { accepted: true, note: '', by: who, at } }],
      };
      const { id } = old.recommendation;
      const event = { aggregateId: id, seq: 2, name: 'RemedyVerified' };
      return world.write(
        store.saveRecommendation(old.recommendation),
        happened(recommendationPk(id), event, on),
      );
    }
    const made: Recommendation = {
      ...{
        id: ids.next('rcm'),
        inspectionId: ids.next('ins'),
        hostUnitId: province,
        ownerUnitId: one(leaves),
      },
      ...{ findingNumber: null, text: 'Khắc phục', dueOn: addDays(on, random(20)) },
      ...{ remedies: [], escalations: [], status: 'OPEN', version: 1 },
    };
    recommendations.push({ recommendation: made, madeOn: on, verifiedOn: null });
    const event = { aggregateId: made.id, seq: 1, name: 'RecommendationMade' };
    return world.write(store.saveRecommendation(made), happened(recommendationPk(made.id), event, on));
  }

  return { campaigns, recommendations, campaign, recommendation };
}

export type PlayedWork = Pick<ReturnType<typeof playWork>, 'campaigns' | 'recommendations'>;

type Add = (of: Id<'unt'>, day: LocalDate, key: string) => void;

/** Tells each fact of a day: whose, of which day, and what it is counted as. */
export function recountWork({ campaigns, recommendations }: PlayedWork, on: LocalDate, add: Add): void {
  for (const one of campaigns) recountCampaign(one, on, add);
  for (const one of recommendations) recountRecommendation(one, on, add);
}

function recountCampaign({ campaign, cancelledOn }: PlayedCampaign, on: LocalDate, add: Add): void {
  const { hostUnitId, kind, launcher, period, method, launchedOn } = campaign;
  if (launchedOn === null || launchedOn > on) return;
  // Of at most sixty days.
  if (yearOf(launchedOn) === yearOf(on))
    add(hostUnitId, launchedOn, `CAMPAIGN_LAUNCHED|${kind}|${launcher.level}|UNDER_1|${method ?? '?'}`);
  if (on <= period.to && (cancelledOn === null || on < cancelledOn)) add(hostUnitId, on, 'CAMPAIGN_RUNNING');
}

function recountRecommendation(
  { recommendation, madeOn, verifiedOn }: PlayedRecommendation,
  on: LocalDate,
  add: Add,
): void {
  if (madeOn > on || (verifiedOn !== null && verifiedOn <= on)) return;
  const { dueOn, ownerUnitId } = recommendation;
  const days = Math.round((Date.parse(dueOn) - Date.parse(on)) / 86_400_000);
  add(ownerUnitId, on, `RECOMMENDATION|${days < 0 ? 'OVERDUE' : days <= 7 ? 'SOON' : 'LATER'}`);
}
