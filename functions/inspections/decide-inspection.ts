import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { nameAround, type Unit } from '../units/unit.ts';
import { reloadInspection } from './change-inspection.ts';
import type { Checklist } from './checklist.ts';
import type { InspectionDeps } from './deps.ts';
import { inspectionPermissions } from './inspection.policy.ts';
import { inspectionPk } from './inspection.store.ts';
import type { Document, Inspection } from './inspection.ts';
import type { InspectionKind, InspectionPlan } from './plan.ts';
import { checkTeam, loadTeam, type TeamInput } from './team.ts';

export type DecideInspectionInput = {
  readonly hostUnitId: string;
  readonly unitId: string;
  readonly kind: InspectionKind;
  readonly topic: string;
  readonly planId?: string | null | undefined;
  readonly checklistId?: string | null | undefined;
  readonly checklistVersion?: number | null | undefined;
  readonly decision: Document;
  readonly team: TeamInput;
  readonly idempotencyKey: string;
};

/**
 * Decides an inspection, check or supervision of a unit, with its team. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY,
 * DUPLICATE, INSPECTION_DATES, INSPECTION_LEAD, INSPECTION_OWN_UNIT.
 */
export function decideInspection(
  deps: InspectionDeps,
  input: DecideInspectionInput,
): Promise<Result<Inspection>> {
  const planId = input.planId == null ? undefined : parseId('ipl', input.planId);
  const checklistId = input.checklistId == null ? undefined : parseId('ckl', input.checklistId);
  return mutate(deps, {
    operation: 'inspection.decide',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        loadTeam(deps, input.team),
        planId && deps.inspections.plan(planId),
        checklistId && deps.inspections.checklist(checklistId, input.checklistVersion ?? 1),
      ]),
    decide: ([registry, people, plan, checklist], actor) => {
      const roles = inspectionPermissions['inspection.decide'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !actsFor(actor, roles, registry, hostUnitId, on))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const unit = belowHost(input.unitId, hostUnitId, registry, on);
      if (!unit) return refuse(refusal('NOT_FOUND', 'unitId'));
      const decision = checkDocument('decision', input.decision, on);
      const topic = requireLine('topic', input.topic, 500);
      const team = checkTeam(input.team, people, unit.id, { registry, on });
      const refusals = [
        ...refusalsOf(topic, decision, team),
        ...missing(input, { hostUnitId, plan, checklist }),
      ];
      if (!decision.ok || !topic.ok || !team.ok || refusals.length > 0) return refuse(...refusals);
      const inspection: Inspection = {
        ...blank,
        id: deps.ids.next('ins'),
        kind: input.kind,
        hostUnitId,
        unitId: unit.id,
        unitName: nameAround(unit, on),
        topic: topic.value,
        decision: decision.value,
        team: team.value,
        ...named(plan, checklist),
      };
      return accept({
        result: inspection,
        resultId: inspection.id,
        writes: [deps.inspections.save(inspection)],
        event: {
          pk: inspectionPk(inspection.id),
          aggregateId: inspection.id,
          seq: 1,
          name: 'InspectionDecided',
          facts: {
            ...{ hostUnitId, unitId: unit.id, kind: input.kind, number: decision.value.number },
            // Who was checked against which version of the unit register.
            team: team.value.map((one) => one.userId),
            registerVersion: registry.version,
          },
        },
      });
    },
    reload: (id) => reloadInspection(deps, id),
  });
}

function belowHost(
  raw: string,
  hostUnitId: Inspection['hostUnitId'],
  registry: UnitRegistry,
  on: LocalDate,
): Unit | undefined {
  const unitId = parseId('unt', raw);
  const below = unitId && unitId !== hostUnitId && registry.covers(hostUnitId, unitId, on);
  return below ? registry.get(unitId) : undefined;
}

type Named = {
  readonly hostUnitId: Inspection['hostUnitId'];
  readonly plan: InspectionPlan | undefined;
  readonly checklist: Checklist | undefined;
};

const named = (plan: InspectionPlan | undefined, checklist: Checklist | undefined) => ({
  planId: plan?.id ?? null,
  checklist: checklist ? { id: checklist.id, version: checklist.version } : null,
});

/** A plan and a template must be of the same host and of the same kind: inspections and checks are kept apart. */
function missing(input: DecideInspectionInput, { hostUnitId, plan, checklist }: Named): readonly Refusal[] {
  const fits = (one: InspectionPlan | Checklist | undefined) =>
    one?.hostUnitId === hostUnitId && one.kind === input.kind;
  const planFits = fits(plan) && plan?.status === 'APPROVED';
  return [
    ...(input.planId == null || planFits ? [] : [refusal('NOT_FOUND', 'planId')]),
    ...(input.checklistId == null || fits(checklist) ? [] : [refusal('NOT_FOUND', 'checklistId')]),
  ];
}

/** Codes: REQUIRED, TOO_LONG, INSPECTION_DATES for a day to come. */
export function checkDocument(field: string, raw: Document, on: LocalDate): Result<Document> {
  const number = requireLine(`${field}.number`, raw.number, 100);
  const signerName = requireLine(`${field}.signerName`, raw.signerName, 200);
  const ahead = raw.issuedOn > on;
  if (!number.ok || !signerName.ok || ahead)
    return refuse(
      ...refusalsOf(number, signerName),
      ...(ahead ? [refusal('INSPECTION_DATES', `${field}.issuedOn`, { expected: 'không sau hôm nay' })] : []),
    );
  return accept({ number: number.value, issuedOn: raw.issuedOn, signerName: signerName.value });
}

const blank = {
  visits: [],
  findings: [],
  conclusion: null,
  publication: null,
  recommendations: 0,
  cancelReason: null,
  status: 'DECIDED',
  version: 1,
} as const;
