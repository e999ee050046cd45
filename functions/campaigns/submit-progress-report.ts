import { instant } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import { isLate, withReport } from './addressed-unit.ts';
import { checkTargets } from './check-registration.ts';
import { participationIds } from './participate.ts';
import { submitWork, type WorkDeps, type WorkInput } from './submit-work.ts';
import { reportPk } from './work.store.ts';
import { reportId, type ProgressReport, type TargetResult } from './work.ts';

export type SubmitProgressReportInput = WorkInput & {
  readonly dueOn: LocalDate;
  readonly contents: string;
  readonly results: readonly TargetResult[];
};

/** Sends or corrects a unit's report for one due day; late by its first sending. */
export function submitProgressReport(
  deps: WorkDeps,
  input: SubmitProgressReportInput,
): Promise<Result<ProgressReport>> {
  const { campaignId, unitId } = participationIds(input);
  const { dueOn } = input;
  return submitWork(deps, input, {
    operation: 'submitProgressReport',
    action: 'campaign.report',
    event: 'ProgressReported',
    pk: (report) => reportPk(report.id),
    load: async () =>
      campaignId && unitId ? deps.campaignWork.report(reportId(campaignId, unitId, dueOn)) : undefined,
    decide: ({ campaign, unit, viewer }, existing) => {
      const contents = requireText('contents', input.contents, 20_000);
      const refusals = [...refusalsOf(contents), ...checkTargets('results', input.results, campaign)];
      if (!campaign.dueDates.reportsBy.includes(dueOn))
        refusals.push(refusal('CAMPAIGN_REPORT_DATE', 'dueOn'));
      return acceptUnless(refusals, () => ({
        id: reportId(campaign.id, unit.unitId, dueOn),
        campaignId: campaign.id,
        unitId: unit.unitId,
        dueOn,
        contents: contents.ok ? contents.value : '',
        results: input.results.map(({ code, actual }) => ({ code, actual })),
        submittedAt: existing?.submittedAt ?? instant(deps.clock),
        late: existing?.late ?? isLate(dueOn, viewer.on),
        version: (existing?.version ?? 0) + 1,
      }));
    },
    save: (report) => deps.campaignWork.saveReport(report),
    mark: ({ unit, campaign }, report) => withReport(unit, campaign, dueOn, report.late),
  });
}
