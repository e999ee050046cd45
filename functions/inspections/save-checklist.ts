import { forbidden, unitsWithRole, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { ChangeInput } from '../units/change-root.ts';
import { actsFor } from '../units/standing.ts';
import { maxQuestions, type Checklist, type Question } from './checklist.ts';
import type { InspectionDeps } from './deps.ts';
import { inspectionPermissions } from './inspection.policy.ts';
import { checklistPk } from './inspection.store.ts';
import type { InspectionKind } from './plan.ts';

type Terms = {
  readonly title: string;
  readonly questions: readonly {
    readonly code: string;
    readonly text: string;
    readonly citation?: string | null | undefined;
  }[];
};

export type CreateChecklistInput = Terms & {
  readonly hostUnitId: string;
  readonly kind: InspectionKind;
  readonly idempotencyKey: string;
};
export type ReviseChecklistInput = Terms & ChangeInput & { readonly checklistId: string };

function requirePlanner(actor: User): void {
  if (unitsWithRole(actor, inspectionPermissions['checklist.save']).length === 0) throw forbidden();
}

/** Writes the first version of a template. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, DUPLICATE, INVALID_VALUE. */
export function createChecklist(
  deps: InspectionDeps,
  input: CreateChecklistInput,
): Promise<Result<Checklist>> {
  return mutate(deps, {
    operation: 'checklist.create',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      requirePlanner(actor);
      const hostUnitId = parseId('unt', input.hostUnitId);
      const roles = inspectionPermissions['checklist.save'];
      if (!hostUnitId || !actsFor(actor, roles, registry, hostUnitId, today(deps.clock)))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const terms = checkTerms(input);
      if (!terms.ok) return terms;
      const id = deps.ids.next('ckl');
      return accept(saved(deps, { ...terms.value, id, hostUnitId, kind: input.kind, version: 1 }));
    },
    reload: (rawId) => viewLatest(deps, rawId),
  });
}

/** Writes the next version; those before stay as they are. Codes: those of a first version, STALE_VERSION. */
export function reviseChecklist(
  deps: InspectionDeps,
  input: ReviseChecklistInput,
): Promise<Result<Checklist>> {
  return mutate(deps, {
    operation: 'checklist.revise',
    input,
    load: () => Promise.all([deps.units.registry(), viewLatest(deps, input.checklistId)]),
    decide: ([registry, before], actor) => {
      requirePlanner(actor);
      const roles = inspectionPermissions['checklist.save'];
      if (!before || !actsFor(actor, roles, registry, before.hostUnitId, today(deps.clock)))
        return refuse(refusal('NOT_FOUND', 'checklistId'));
      if (before.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: before.version }));
      const terms = checkTerms(input);
      if (!terms.ok) return terms;
      return accept(saved(deps, { ...before, ...terms.value, version: before.version + 1 }));
    },
    reload: (rawId) => viewLatest(deps, rawId),
  });
}

async function viewLatest(deps: InspectionDeps, rawId: string): Promise<Checklist | undefined> {
  const id = parseId('ckl', rawId);
  return id && deps.inspections.checklist(id);
}

const saved = (deps: InspectionDeps, checklist: Checklist) => ({
  result: checklist,
  resultId: checklist.id,
  writes: deps.inspections.saveChecklist(checklist),
  event: {
    pk: checklistPk(checklist.id),
    aggregateId: checklist.id,
    seq: checklist.version,
    name: 'ChecklistSaved',
    facts: { hostUnitId: checklist.hostUnitId, questions: checklist.questions.length },
  },
});

function checkTerms(input: Terms): Result<Terms & { readonly questions: readonly Question[] }> {
  const title = requireLine('title', input.title, 300);
  const codes = input.questions.map((one) => one.code.trim());
  const questions = input.questions.slice(0, maxQuestions).map((one, i): Result<Question> => {
    const code = requireLine(`questions.${i}.code`, one.code, 20);
    const text = requireText(`questions.${i}.text`, one.text, 2_000);
    const citation =
      one.citation == null ? accept(null) : requireLine(`questions.${i}.citation`, one.citation, 300);
    const again = codes.indexOf(one.code.trim()) < i;
    if (!code.ok || !text.ok || !citation.ok || again)
      return refuse(
        ...refusalsOf(code, text, citation),
        ...(again ? [refusal('DUPLICATE', `questions.${i}.code`)] : []),
      );
    return accept({ code: code.value, text: text.value, citation: citation.value });
  });
  const refusals: readonly Refusal[] = [
    ...refusalsOf(title, ...questions),
    ...(input.questions.length === 0 ? [refusal('REQUIRED', 'questions')] : []),
    ...(input.questions.length > maxQuestions
      ? [refusal('TOO_MANY', 'questions', { limit: maxQuestions })]
      : []),
  ];
  if (!title.ok || refusals.length > 0) return refuse(...refusals);
  return accept({ title: title.value, questions: questions.flatMap((one) => (one.ok ? [one.value] : [])) });
}
