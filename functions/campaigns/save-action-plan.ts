import { instant } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { isLate } from './addressed-unit.ts';
import { participationIds } from './participate.ts';
import { submitWork, type WorkDeps, type WorkInput } from './submit-work.ts';
import { planPk } from './work.store.ts';
import { planId, type ActionPlan, type PlanStep } from './work.ts';

export type SaveActionPlanInput = WorkInput & {
  readonly contents: string;
  readonly steps: readonly {
    readonly task: string;
    readonly responsible: string;
    readonly dueOn?: LocalDate | null | undefined;
  }[];
};

const maxSteps = 100;

/** Sends or corrects a unit's plan; late by its first sending. */
export function saveActionPlan(deps: WorkDeps, input: SaveActionPlanInput): Promise<Result<ActionPlan>> {
  const { campaignId, unitId } = participationIds(input);
  return submitWork(deps, input, {
    operation: 'saveActionPlan',
    action: 'campaign.savePlan',
    event: 'ActionPlanSaved',
    pk: (plan) => planPk(plan.id),
    load: async () => (campaignId && unitId ? deps.campaignWork.plan(planId(campaignId, unitId)) : undefined),
    decide: ({ campaign, unit, viewer }, existing) => {
      const contents = requireText('contents', input.contents, 20_000);
      const steps = checkSteps(input.steps);
      if (!contents.ok || !steps.ok) return refuse(...refusalsOf(contents, steps));
      return accept({
        id: planId(campaign.id, unit.unitId),
        campaignId: campaign.id,
        unitId: unit.unitId,
        contents: contents.value,
        steps: steps.value,
        submittedAt: existing?.submittedAt ?? instant(deps.clock),
        late: existing?.late ?? isLate(campaign.dueDates.planBy, viewer.on),
        version: (existing?.version ?? 0) + 1,
      });
    },
    save: (plan) => deps.campaignWork.savePlan(plan),
    mark: ({ unit }, plan) => ({ ...unit, plannedAt: plan.submittedAt, plannedLate: plan.late }),
  });
}

function checkSteps(rows: SaveActionPlanInput['steps']): Result<readonly PlanStep[]> {
  if (rows.length > maxSteps) return refuse(refusal('TOO_MANY', 'steps', { limit: maxSteps }));
  const steps: PlanStep[] = [];
  const refusals = rows.flatMap((row, index) => {
    const task = requireLine(`steps.${index}.task`, row.task, 1_000);
    const responsible = checkText(`steps.${index}.responsible`, row.responsible, 200);
    if (!task.ok || !responsible.ok) return refusalsOf(task, responsible);
    steps.push({ task: task.value, responsible: responsible.value, dueOn: row.dueOn ?? null });
    return [];
  });
  return refusals.length > 0 ? refuse(...refusals) : accept(steps);
}
