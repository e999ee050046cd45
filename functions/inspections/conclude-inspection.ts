import { instant } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create } from '../kernel/table/write.ts';
import { nothing } from '../units/change-root.ts';
import { changeInspection, type InspectionInput } from './change-inspection.ts';
import { checkDocument } from './decide-inspection.ts';
import type { InspectionDeps } from './deps.ts';
import { recommendationPk } from './inspection.store.ts';
import { maxRecommendations, type Document, type Inspection } from './inspection.ts';
import type { Recommendation } from './recommendation.ts';
import { remedyTerm } from './remedy-deadline.ts';

export type ConcludeInspectionInput = InspectionInput & {
  readonly conclusion: Document & { readonly text: string };
};

/** Concludes what was visited. Codes: those of a step, REQUIRED, TOO_LONG, INSPECTION_DATES for one before a visit. */
export const concludeInspection = (
  deps: InspectionDeps,
  input: ConcludeInspectionInput,
): Promise<Result<Inspection>> =>
  changeInspection(deps, input, {
    action: 'conclude',
    load: nothing,
    decide: ({ root, viewer }) => {
      const document = checkDocument('conclusion', input.conclusion, viewer.on);
      const text = requireText('conclusion.text', input.conclusion.text, 30_000);
      const early = root.visits.some((visit) => visit.on > input.conclusion.issuedOn);
      if (!document.ok || !text.ok || early)
        return refuse(
          ...refusalsOf(document, text),
          ...(early
            ? [
                refusal('INSPECTION_DATES', 'conclusion.issuedOn', {
                  expected: 'không trước lần làm việc cuối',
                }),
              ]
            : []),
        );
      return accept({
        patch: { conclusion: { ...document.value, text: text.value } },
        event: 'InspectionConcluded',
        facts: { ...document.value, findings: root.findings.length },
      });
    },
  });

/** Makes a conclusion public, on a ground that allows it. Codes: those of a step, DUPLICATE, REQUIRED. */
export const publishConclusion = (
  deps: InspectionDeps,
  input: InspectionInput & { readonly basis: string },
): Promise<Result<Inspection>> =>
  changeInspection(deps, input, {
    action: 'publish',
    load: nothing,
    decide: ({ root, actor }) => {
      const basis = requireText('basis', input.basis, 1_000);
      if (root.publication) return refuse(refusal('DUPLICATE', 'inspectionId'));
      if (!basis.ok) return basis;
      const publication = { at: instant(deps.clock), by: actor.userId, basis: basis.value };
      return accept({ patch: { publication }, event: 'ConclusionPublished', facts: { ...publication } });
    },
  });

/** Gives up an inspection that nobody has visited for. Codes: those of a step, REQUIRED. */
export const cancelInspection = (
  deps: InspectionDeps,
  input: InspectionInput & { readonly reason: string },
): Promise<Result<Inspection>> =>
  changeInspection(deps, input, {
    action: 'cancel',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 2_000);
      return reason.ok
        ? accept({
            patch: { cancelReason: reason.value },
            event: 'InspectionCancelled',
            facts: { reason: reason.value },
          })
        : reason;
    },
  });

export type AddRecommendationInput = InspectionInput & {
  readonly ownerUnitId: string;
  readonly findingNumber?: number | null | undefined;
  readonly text: string;
  readonly dueOn: LocalDate;
};

/**
 * Asks a unit to put something right until a day. The answer is the inspection; the recommendation is an object of its
 * own. Codes: those of a step, NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INSPECTION_DATES.
 */
export const addRecommendation = (
  deps: InspectionDeps,
  input: AddRecommendationInput,
): Promise<Result<Inspection>> =>
  changeInspection(deps, input, {
    action: 'recommend',
    load: () => deps.calendar.current(),
    decide: ({ root, actor, viewer: { registry, on }, extra: calendar }) => {
      const ownerUnitId = parseId('unt', input.ownerUnitId);
      const owner =
        ownerUnitId && registry.covers(root.hostUnitId, ownerUnitId, on) ? ownerUnitId : undefined;
      const text = requireText('text', input.text, 5_000);
      const findingNumber = input.findingNumber ?? null;
      const known =
        findingNumber === null || root.findings.some((finding) => finding.number === findingNumber);
      const refusals = [
        ...(owner ? [] : [refusal('NOT_FOUND', 'ownerUnitId')]),
        ...(known ? [] : [refusal('NOT_FOUND', 'findingNumber')]),
        ...refusalsOf(text),
        ...(input.dueOn <= on ? [refusal('INSPECTION_DATES', 'dueOn', { expected: 'sau hôm nay' })] : []),
        ...(root.recommendations >= maxRecommendations
          ? [refusal('TOO_MANY', 'text', { limit: maxRecommendations })]
          : []),
      ];
      if (!owner || !text.ok || refusals.length > 0) return refuse(...refusals);
      const recommendation: Recommendation = {
        id: deps.ids.next('rcm'),
        inspectionId: root.id,
        hostUnitId: root.hostUnitId,
        ownerUnitId: owner,
        findingNumber,
        text: text.value,
        dueOn: input.dueOn,
        remedies: [],
        escalations: [],
        status: 'OPEN',
        version: 1,
      };
      const event = eventItem(recommendationPk(recommendation.id), {
        aggregateId: recommendation.id,
        seq: 1,
        name: 'RecommendationMade',
        at: instant(deps.clock),
        actorId: actor.userId,
        requestId: deps.requestId,
        facts: { inspectionId: root.id, ownerUnitId: owner, dueOn: input.dueOn },
      });
      return accept({
        patch: { recommendations: root.recommendations + 1 },
        writes: [
          deps.inspections.saveRecommendation(recommendation),
          create(event, refusal('BUSY', [])),
          ...remedyTerm(deps, undefined, recommendation, calendar),
        ],
        event: 'RecommendationAdded',
        facts: { recommendationId: recommendation.id, ownerUnitId: owner, dueOn: input.dueOn },
      });
    },
  });
