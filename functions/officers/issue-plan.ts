import { checkFiles, loadFiles } from '../attachments/named-files.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import type { WorkPlanDeps } from './plan-deps.ts';
import { workPlanPermissions } from './plan.policy.ts';
import { workPlanPk } from './plan.store.ts';
import { maxPlanFiles, type WorkPlan } from './plan.ts';

export type IssueWorkPlanInput = {
  readonly hostUnitId: string;
  readonly year: number;
  readonly title: string;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly signerName: string;
  readonly fileIds: readonly string[];
  readonly idempotencyKey: string;
};

/**
 * Enters a plan that a unit has issued, with its files. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE,
 * PLAN_TASK_DATES, DUPLICATE, FILE_NOT_CLEAN.
 */
export function issueWorkPlan(deps: WorkPlanDeps, input: IssueWorkPlanInput): Promise<Result<WorkPlan>> {
  return mutate(deps, {
    operation: 'workPlan.issue',
    input,
    load: () => Promise.all([deps.units.registry(), loadFiles(deps, input.fileIds, maxPlanFiles)]),
    decide: ([registry, files], actor) => {
      const roles = workPlanPermissions['workPlan.issue'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !actsFor(actor, roles, registry, hostUnitId, on))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const title = requireLine('title', input.title, 300);
      const number = requireLine('number', input.number, 100);
      const signerName = requireLine('signerName', input.signerName, 200);
      const refusals: readonly Refusal[] = [
        ...refusalsOf(title, number, signerName),
        ...checkYear(input.year),
        ...(input.issuedOn <= on
          ? []
          : [refusal('PLAN_TASK_DATES', 'issuedOn', { expected: 'không sau hôm nay' })]),
        ...checkFiles(input.fileIds, files, { unitId: hostUnitId, field: 'fileIds', limit: maxPlanFiles }),
      ];
      if (!title.ok || !number.ok || !signerName.ok || refusals.length > 0) return refuse(...refusals);
      const clean = files.flatMap((file) => file ?? []);
      const plan: WorkPlan = {
        id: deps.ids.next('wpl'),
        hostUnitId,
        year: input.year,
        title: title.value,
        number: number.value,
        issuedOn: input.issuedOn,
        signerName: signerName.value,
        fileIds: clean.map((file) => file.id),
        tasks: 0,
        closingNote: null,
        status: 'ISSUED',
        version: 1,
      };
      const owner = { kind: 'WORK_PLAN' as const, id: plan.id };
      return accept({
        result: plan,
        resultId: plan.id,
        writes: [...deps.workPlans.issue(plan), ...clean.map((file) => deps.attachments.attach(file, owner))],
        event: {
          pk: workPlanPk(plan.id),
          aggregateId: plan.id,
          seq: 1,
          name: 'WorkPlanIssued',
          facts: { hostUnitId, year: plan.year, number: plan.number },
        },
      });
    },
    reload: (rawId) => reloadPlan(deps, rawId),
  });
}

const checkYear = (year: number): readonly Refusal[] =>
  year >= 2017 && year <= 2100 ? [] : [refusal('INVALID_VALUE', 'year', { expected: '2017–2100' })];

/** Plans are public, so this is also how one is viewed. */
export async function reloadPlan(
  deps: Pick<WorkPlanDeps, 'workPlans'>,
  rawId: string,
): Promise<WorkPlan | undefined> {
  const id = parseId('wpl', rawId);
  return id && deps.workPlans.get(id);
}
