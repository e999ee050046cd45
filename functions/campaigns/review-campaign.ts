import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import { nothing } from '../units/change-root.ts';
import type { Campaign } from './campaign.ts';
import { changeCampaign, type CampaignChangeInput } from './change-campaign.ts';
import { checkTargets } from './check-registration.ts';
import type { WorkDeps } from './submit-work.ts';
import type { CampaignReview, TargetResult } from './work.ts';

export type ReviewCampaignInput = CampaignChangeInput & {
  readonly kind: CampaignReview['kind'];
  readonly heldOn: LocalDate;
  readonly summary: string;
  readonly results: readonly TargetResult[];
};

/** Publishes a mid-term or final review with the values reached. The final one ends the campaign. */
export const reviewCampaign = (deps: WorkDeps, input: ReviewCampaignInput): Promise<Result<Campaign>> =>
  changeCampaign(deps, input, {
    operation: 'reviewCampaign',
    action: input.kind === 'FINAL' ? 'campaign.reviewFinal' : 'campaign.reviewMidTerm',
    load: nothing,
    decide: ({ campaign, viewer }) => {
      const summary = requireText('summary', input.summary, 20_000);
      const refusals = [...refusalsOf(summary), ...checkTargets('results', input.results, campaign)];
      if (input.heldOn > viewer.on || input.heldOn < (campaign.launchedOn ?? viewer.on))
        refusals.push(refusal('CAMPAIGN_DATES', 'heldOn', { expected: 'từ ngày phát động đến hôm nay' }));
      const review: CampaignReview = {
        id: deps.ids.next('rvw'),
        campaignId: campaign.id,
        kind: input.kind,
        heldOn: input.heldOn,
        summary: summary.ok ? summary.value : '',
        results: input.results.map(({ code, actual }) => ({ code, actual })),
      };
      const reached = new Map(review.results.map(({ code, actual }) => [code, actual]));
      return acceptUnless(refusals, () => ({
        patch: {
          targets: campaign.targets.map((target) => ({
            ...target,
            actual: reached.get(target.code) ?? target.actual,
          })),
        },
        writes: [deps.campaignWork.createReview(review)],
        event: 'CampaignReviewed',
        facts: { reviewId: review.id, kind: review.kind, results: review.results },
      }));
    },
  });
