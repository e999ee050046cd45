import { mediaKinds, type MediaKind } from '../exemplars/media.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeRoot, nothing, type ChangeInput, type Step } from '../units/change-root.ts';
import type { Viewer } from '../units/machine.ts';
import { actsFor } from '../units/standing.ts';
import type { PublicityDeps } from './deps.ts';
import { maxEvents, type PublicityEvent, type PublicityPlan } from './plan.ts';
import {
  publicityPermissions,
  publicityPlanMachine,
  seesPublicityPlan,
  type PublicityPlanAction,
} from './publicity.policy.ts';
import { publicityPlanPk } from './publicity.store.ts';

type EventInput = {
  readonly name: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly topic: string;
  readonly unitId: string;
  readonly media: readonly MediaKind[];
  readonly intended: number;
};

type Terms = {
  readonly title: string;
  readonly documentNumber?: string | null | undefined;
  readonly events: readonly EventInput[];
};

export type DraftPublicityPlanInput = Terms & {
  readonly hostUnitId: string;
  readonly year: number;
  readonly idempotencyKey: string;
};

type PlanInput = ChangeInput & { readonly publicityPlanId: string };

/** Drafts a year's communication plan. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE, PUBLICITY_DATES. */
export function draftPublicityPlan(
  deps: PublicityDeps,
  input: DraftPublicityPlanInput,
): Promise<Result<PublicityPlan>> {
  return mutate(deps, {
    operation: 'publicityPlan.draft',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      const roles = publicityPermissions['publicityPlan.draft'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const viewer = { actor, registry, on: today(deps.clock) };
      const hostUnitId = parseId('unt', input.hostUnitId);
      if (!hostUnitId || !actsFor(actor, roles, registry, hostUnitId, viewer.on))
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const { year } = input;
      const terms = checkTerms(input, { hostUnitId, year }, viewer);
      const known = year >= 2017 && year <= 2100;
      if (!terms.ok || !known)
        return refuse(
          ...refusalsOf(terms),
          ...(known ? [] : [refusal('INVALID_VALUE', 'year', { expected: '2017–2100' })]),
        );
      const id = deps.ids.next('pbp');
      const plan: PublicityPlan = { ...terms.value, id, hostUnitId, year, status: 'DRAFT', version: 1 };
      return accept({
        result: plan,
        resultId: id,
        writes: [deps.publicity.savePlan(plan)],
        event: {
          pk: publicityPlanPk(id),
          aggregateId: id,
          seq: 1,
          name: 'PublicityPlanDrafted',
          facts: { hostUnitId, year },
        },
      });
    },
    reload: (rawId) => reloadPlan(deps, rawId),
  });
}

export async function reloadPlan(
  deps: Pick<PublicityDeps, 'publicity'>,
  rawId: string,
): Promise<PublicityPlan | undefined> {
  const id = parseId('pbp', rawId);
  return id && deps.publicity.plan(id);
}

const change = (
  deps: PublicityDeps,
  input: PlanInput,
  step: Step<PublicityPlanAction, PublicityPlan, null>,
) =>
  changeRoot(
    deps,
    input,
    {
      machine: publicityPlanMachine,
      get: () => reloadPlan(deps, input.publicityPlanId),
      sees: seesPublicityPlan,
      replace: (after) => [deps.publicity.savePlan(after)],
      pk: (plan) => publicityPlanPk(plan.id),
      reload: (rawId) => reloadPlan(deps, rawId),
    },
    step,
  );

/** Rewrites a draft. Codes: those of a step and of a draft. */
export const updatePublicityPlan = (deps: PublicityDeps, input: PlanInput & Terms) =>
  change(deps, input, {
    action: 'update',
    load: nothing,
    decide: ({ root, viewer }) => {
      const terms = checkTerms(input, root, viewer);
      return terms.ok ? accept({ patch: terms.value, event: 'PublicityPlanUpdated' }) : terms;
    },
  });

/** The leader signs the plan: units below know of it from now on. Codes: those of a step, REQUIRED without any event. */
export const approvePublicityPlan = (deps: PublicityDeps, input: PlanInput) =>
  change(deps, input, {
    action: 'approve',
    load: nothing,
    decide: ({ root }) =>
      root.events.length === 0
        ? refuse(refusal('REQUIRED', 'events'))
        : accept({ patch: {}, event: 'PublicityPlanApproved' }),
  });

/** Nothing more is linked to it. Codes: those of a step, REQUIRED, TOO_LONG. */
export const closePublicityPlan = (deps: PublicityDeps, input: PlanInput & { readonly note: string }) =>
  change(deps, input, {
    action: 'close',
    load: nothing,
    decide: () => {
      const note = requireText('note', input.note, 2_000);
      return note.ok
        ? accept({ patch: {}, event: 'PublicityPlanClosed', facts: { note: note.value } })
        : note;
    },
  });

type Of = { readonly hostUnitId: Id<'unt'>; readonly year: number };

function checkTerms(
  input: Terms,
  of: Of,
  viewer: Viewer,
): Result<Pick<PublicityPlan, 'title' | 'documentNumber' | 'events'>> {
  const title = requireLine('title', input.title, 300);
  const number = checkText('documentNumber', input.documentNumber ?? '', 100);
  const events = input.events.slice(0, maxEvents).map((event, i) => checkEvent(event, i, of, viewer));
  const refusals = [
    ...refusalsOf(title, number, ...events),
    ...(input.events.length > maxEvents ? [refusal('TOO_MANY', 'events', { limit: maxEvents })] : []),
  ];
  if (!title.ok || !number.ok || refusals.length > 0) return refuse(...refusals);
  return accept({
    title: title.value,
    documentNumber: number.value === '' ? null : number.value,
    events: events.flatMap((event) => (event.ok ? [event.value] : [])),
  });
}

function checkEvent(
  input: EventInput,
  i: number,
  { hostUnitId, year }: Of,
  { registry, on }: Viewer,
): Result<PublicityEvent> {
  const at = (field: string) => `events.${i}.${field}`;
  const name = requireLine(at('name'), input.name, 300);
  const topic = requireText(at('topic'), input.topic, 2_000);
  const { from, to, intended } = input;
  const unitId = parseId('unt', input.unitId);
  const unit = unitId && registry.covers(hostUnitId, unitId, on) ? unitId : undefined;
  const refusals: readonly Refusal[] = [
    ...refusalsOf(name, topic),
    ...(unit ? [] : [refusal('NOT_FOUND', at('unitId'))]),
    ...checkDays({ from, to }, year, at('to')),
    ...(input.media.length > 0 ? [] : [refusal('REQUIRED', at('media'))]),
    ...(intended >= 1 && intended <= 1_000
      ? []
      : [refusal('INVALID_VALUE', at('intended'), { expected: '1–1000' })]),
  ];
  if (!unit || !name.ok || !topic.ok || refusals.length > 0) return refuse(...refusals);
  const media = mediaKinds.filter((kind) => input.media.includes(kind));
  return accept({
    number: i + 1,
    name: name.value,
    from,
    to,
    topic: topic.value,
    unitId: unit,
    media,
    intended,
  });
}

/** An event lies in the plan's year, at least for a part. */
const checkDays = (
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  year: number,
  field: string,
): readonly Refusal[] =>
  from <= to && yearOf(from) <= year && year <= yearOf(to)
    ? []
    : [refusal('PUBLICITY_DATES', field, { expected: `từ ngày đến ngày, trong năm ${year}` })];
