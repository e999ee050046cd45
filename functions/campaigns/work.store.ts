import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item } from '../kernel/table/item.ts';
import { storedDate, storedDecimal, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { reviewKinds, type ActionPlan, type CampaignReview, type ProgressReport } from './work.ts';

/** Plans and reports of units, and the reviews of campaigns. */
export interface CampaignWorkStore {
  plan(id: Id<'pln'>): Promise<ActionPlan | undefined>;
  report(id: Id<'prg'>): Promise<ProgressReport | undefined>;
  review(id: Id<'rvw'>): Promise<CampaignReview | undefined>;
  /** Writes version 1 anew, and a later one over the version before. */
  savePlan(plan: ActionPlan): Write;
  saveReport(report: ProgressReport): Write;
  createReview(review: CampaignReview): Write;
  pagePlans(campaignId: Id<'cmp'>, args: PageArgs): Promise<Page<ActionPlan>>;
  pageReportsOfUnit(campaignId: Id<'cmp'>, unitId: Id<'unt'>, args: PageArgs): Promise<Page<ProgressReport>>;
  pageReportsDue(campaignId: Id<'cmp'>, dueOn: LocalDate, args: PageArgs): Promise<Page<ProgressReport>>;
  pageReviews(campaignId: Id<'cmp'>, args: PageArgs): Promise<Page<CampaignReview>>;
}

const results = z.readonly(z.array(z.object({ code: z.string(), actual: storedDecimal })));
const part = { campaignId: storedId('cmp'), unitId: storedId('unt') };
const sending = { submittedAt: storedInstant, late: z.boolean() };

const planShape = itemShape({
  type: 'actionPlan',
  v: 1,
  data: () =>
    z.object({
      id: storedId('pln'),
      ...part,
      ...sending,
      contents: z.string(),
      steps: z.readonly(
        z.array(z.object({ task: z.string(), responsible: z.string(), dueOn: z.nullable(storedDate) })),
      ),
    }),
});

const reportShape = itemShape({
  type: 'progressReport',
  v: 1,
  data: () =>
    z.object({
      id: storedId('prg'),
      ...part,
      ...sending,
      dueOn: storedDate,
      contents: z.string(),
      results,
    }),
});

const reviewShape = itemShape({
  type: 'campaignReview',
  v: 1,
  data: () =>
    z.object({
      id: storedId('rvw'),
      campaignId: storedId('cmp'),
      kind: z.enum(reviewKinds),
      heldOn: storedDate,
      summary: z.string(),
      results,
    }),
});

export const planPk = (id: Id<'pln'>) => `PLN#${id}`;
export const reportPk = (id: Id<'prg'>) => `PRG#${id}`;
const reviewPk = (id: Id<'rvw'>) => `RVW#${id}`;

export function campaignWorkStore(reader: ListReader): CampaignWorkStore {
  const get = async <T>(pk: string, read: (item: Item) => T): Promise<T | undefined> => {
    const item = await reader.table.get({ pk, sk: '#' });
    return item && read(item);
  };
  const save = (item: Item, version: number): Write =>
    version === 1 ? create(item, refusal('BUSY', []), 1) : replace(item, version - 1);
  return {
    plan: (id) => get(planPk(id), readPlan),
    report: (id) => get(reportPk(id), readReport),
    review: (id) => get(reviewPk(id), readReview),
    savePlan: ({ version, ...data }) =>
      save(
        planShape.item(
          {
            pk: planPk(data.id),
            sk: '#',
            gsi1pk: `PLNC#${data.campaignId}`,
            gsi1sk: data.unitId,
          },
          data,
        ),
        version,
      ),
    saveReport: ({ version, ...data }) =>
      save(
        reportShape.item(
          {
            pk: reportPk(data.id),
            sk: '#',
            gsi1pk: `PRGU#${data.campaignId}#${data.unitId}`,
            gsi1sk: data.dueOn,
            gsi2pk: `PRGC#${data.campaignId}`,
            gsi2sk: `${data.dueOn}#${data.unitId}`,
          },
          data,
        ),
        version,
      ),
    createReview: (review) =>
      create(
        reviewShape.item(
          {
            pk: reviewPk(review.id),
            sk: '#',
            gsi1pk: `RVWC#${review.campaignId}`,
            gsi1sk: `${review.heldOn}#${review.id}`,
          },
          review,
        ),
        refusal('BUSY', []),
      ),
    pagePlans: (campaignId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `PLNC#${campaignId}` }, args, readPlan),
    pageReportsOfUnit: (campaignId, unitId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `PRGU#${campaignId}#${unitId}` }, args, readReport),
    pageReportsDue: (campaignId, dueOn, args) =>
      pageOf(reader, { index: 'gsi2', pk: `PRGC#${campaignId}`, skPrefix: `${dueOn}#` }, args, readReport),
    pageReviews: (campaignId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `RVWC#${campaignId}` }, args, readReview),
  };
}

const readPlan = (item: Item): ActionPlan => ({ ...planShape.read(item), version: versionOf(item) });
const readReport = (item: Item): ProgressReport => ({
  ...reportShape.read(item),
  version: versionOf(item),
});
const readReview = (item: Item): CampaignReview => reviewShape.read(item);
