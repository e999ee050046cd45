import type { User } from '../kernel/actor.ts';
import { instant } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { checkLink } from '../kernel/link.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import { itemFacts, type MediaItem } from '../publicity/item.ts';
import { mediaItemPk } from '../publicity/publicity.store.ts';
import { nothing } from '../units/change-root.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { changeExemplar, type ExemplarInput } from './change-exemplar.ts';
import type { ExemplarDeps } from './deps.ts';
import { bandOf, type ExemplarUnit } from './exemplar-year.ts';
import { counts, maxIntroductions, maxReplications, type Exemplar, type Introduction } from './exemplar.ts';
import type { MediaKind, OutletLevel } from './media.ts';

/** The unit's part in the year, named again so that it is read along with the exemplar. */
type PartInput = ExemplarInput & { readonly yearId: string; readonly unitId: string };

export type IntroduceExemplarInput = PartInput & {
  readonly medium: MediaKind;
  readonly outlet: string;
  readonly level: OutletLevel;
  readonly title: string;
  readonly on: LocalDate;
  readonly link?: string | null | undefined;
  readonly mediaItemId?: string | null | undefined;
};

function part(deps: ExemplarDeps, input: PartInput) {
  const [yearId, unitId] = [parseId('exy', input.yearId), parseId('unt', input.unitId)];
  return Promise.resolve(yearId && unitId && deps.exemplarYears.unit(yearId, unitId));
}

const isPartOf = (unit: ExemplarUnit | undefined, root: Exemplar): unit is ExemplarUnit =>
  unit !== undefined && unit.yearId === root.yearId && unit.unitId === root.unitId;

/**
 * Introduces an exemplar on a medium; the first time it counts towards its unit's year. Codes: those of a step,
 * EXEMPLAR_LIMIT for one over the limit that the host hasn't let through, REQUIRED, TOO_LONG, TOO_MANY, EXEMPLAR_DATES,
 * NOT_FOUND for a media item that is not one of the unit's.
 */
export const introduceExemplar = (
  deps: ExemplarDeps,
  input: IntroduceExemplarInput,
): Promise<Result<Exemplar>> =>
  changeExemplar(deps, input, {
    action: 'introduce',
    load: () => Promise.all([part(deps, input), entered(deps, input)]),
    decide: ({ root, actor, viewer, extra: [unit, known] }) => {
      if (!isPartOf(unit, root)) return refuse(refusal('NOT_FOUND', 'unitId'));
      const first = root.introducedOn === null;
      const introduction = checkIntroduction(input, root, viewer.on);
      const refusals = [
        ...(first ? overLimit(root, unit) : []),
        ...(input.mediaItemId != null && !known ? [refusal('NOT_FOUND', 'mediaItemId')] : []),
      ];
      if (!introduction.ok || refusals.length > 0) return refuse(...refusalsOf(introduction), ...refusals);
      const { medium, level, on } = introduction.value;
      const entry = known
        ? { mediaItemId: known, writes: [] }
        : published(deps, root, introduction.value, { registry: viewer.registry, actor });
      return accept({
        patch: {
          introductions: [...root.introductions, { ...introduction.value, mediaItemId: entry.mediaItemId }],
          introducedOn: root.introducedOn ?? on,
        },
        writes: [...(first ? moved(deps, unit, 1) : []), ...entry.writes],
        event: 'ExemplarIntroduced',
        facts: { medium, level, on, ...(first && counted(unit, 1)) },
      });
    },
  });

/** One article may be about several exemplars: it is entered with the first, or was before, as the caller says. */
async function entered(deps: ExemplarDeps, input: IntroduceExemplarInput): Promise<Id<'mdi'> | undefined> {
  const unitId = parseId('unt', input.unitId);
  if (input.mediaItemId != null) {
    const named = parseId('mdi', input.mediaItemId);
    const item = named && (await deps.publicity.item(named));
    return item?.unitId === unitId && item?.status === 'RECORDED' ? item.id : undefined;
  }
  const link = checkLink('link', input.link ?? null);
  return unitId && link.ok && link.value !== null ? deps.publicity.linked(unitId, link.value) : undefined;
}

type Checked = Omit<Introduction, 'mediaItemId'>;

/** An introduction is something published like any other, entered once and counted with the rest. */
const publishedItem = (
  { ids }: ExemplarDeps,
  { id: exemplarId, unitId }: Exemplar,
  introduction: Checked,
  registry: UnitRegistry,
): MediaItem => ({
  ...introduction,
  ...{ id: ids.next('mdi'), unitId, exemplarId, countedAt: registry.pathOn(unitId, introduction.on) },
  ...{ fileId: null, planId: null, event: null, campaignId: null, withdrawReason: null },
  ...{ status: 'RECORDED', version: 1 },
});

function published(
  deps: ExemplarDeps,
  root: Exemplar,
  introduction: Checked,
  { registry, actor }: { readonly registry: UnitRegistry; readonly actor: User },
): { readonly mediaItemId: Id<'mdi'>; readonly writes: readonly Write[] } {
  const item = publishedItem(deps, root, introduction, registry);
  const event = eventItem(mediaItemPk(item.id), {
    ...{ aggregateId: item.id, seq: 1, name: 'MediaItemRecorded', at: instant(deps.clock) },
    ...{ actorId: actor.userId, requestId: deps.requestId, facts: itemFacts(item) },
  });
  // Two at once about one article: the second looks again, and finds it entered.
  const busy = () => refusal('BUSY', []);
  return {
    mediaItemId: item.id,
    writes: [
      ...deps.publicity.saveItem(item, null).map((write) => ({ ...write, onConflict: busy })),
      create(event, busy()),
    ],
  };
}

function checkIntroduction(input: IntroduceExemplarInput, root: Exemplar, today: LocalDate): Result<Checked> {
  const outlet = requireLine('outlet', input.outlet, 200);
  const title = requireLine('title', input.title, 500);
  const link = checkLink('link', input.link ?? null);
  const refusals = [
    ...refusalsOf(outlet, title, link),
    ...(input.on > today ? [refusal('EXEMPLAR_DATES', 'on', { expected: 'không sau hôm nay' })] : []),
    // The first one is counted both by its day and by the year of its plan.
    ...(root.introducedOn === null && yearOf(input.on) !== root.year
      ? [refusal('EXEMPLAR_DATES', 'on', { expected: `lần đầu phải trong năm ${root.year}` })]
      : []),
    ...(root.introductions.length >= maxIntroductions
      ? [refusal('TOO_MANY', 'medium', { limit: maxIntroductions })]
      : []),
  ];
  if (!outlet.ok || !title.ok || !link.ok || refusals.length > 0) return refuse(...refusals);
  const { medium, level, on } = input;
  return accept({ medium, level, on, outlet: outlet.value, title: title.value, link: link.value });
}

const overLimit = (root: Exemplar, { introduced, limits }: ExemplarUnit): readonly Refusal[] =>
  introduced < limits.atMost || root.extra
    ? []
    : [
        {
          ...refusal('EXEMPLAR_LIMIT', 'exemplarId', { introduced, limit: limits.atMost }),
          citation: limits.citation,
        },
      ];

const moved = (deps: ExemplarDeps, unit: ExemplarUnit, by: 1 | -1): readonly Write[] => [
  deps.exemplarYears.followUnit({
    ...unit,
    introduced: unit.introduced + by,
    version: unit.version + 1,
  }),
];

/** What a projection needs to keep the counts of a year. */
const counted = (unit: ExemplarUnit, by: 1 | -1) => ({
  yearId: unit.yearId,
  unitId: unit.unitId,
  from: bandOf(unit.introduced, unit.limits),
  to: bandOf(unit.introduced + by, unit.limits),
});

export type RecordReplicationInput = ExemplarInput & {
  readonly replicatingUnitId?: string | null | undefined;
  readonly byName: string;
  readonly on: LocalDate;
  readonly result: string;
};

/** Somebody has copied it, and with what result. Codes: those of a step, NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY. */
export const recordReplication = (
  deps: ExemplarDeps,
  input: RecordReplicationInput,
): Promise<Result<Exemplar>> =>
  changeExemplar(deps, input, {
    action: 'replicate',
    load: nothing,
    decide: ({ root, viewer }) => {
      const named = input.replicatingUnitId ?? null;
      const unitId = named === null ? null : parseId('unt', named);
      const byName = requireLine('byName', input.byName, 200);
      const result = requireText('result', input.result, 5_000);
      const refusals = [
        ...refusalsOf(byName, result),
        ...(unitId === undefined || (unitId !== null && !viewer.registry.get(unitId))
          ? [refusal('NOT_FOUND', 'replicatingUnitId')]
          : []),
        ...(input.on > viewer.on ? [refusal('EXEMPLAR_DATES', 'on', { expected: 'không sau hôm nay' })] : []),
        ...(root.replications.length >= maxReplications
          ? [refusal('TOO_MANY', 'byName', { limit: maxReplications })]
          : []),
      ];
      if (unitId === undefined || !byName.ok || !result.ok || refusals.length > 0) return refuse(...refusals);
      const replication = { unitId, byName: byName.value, on: input.on, result: result.value };
      return accept({
        patch: { replications: [...root.replications, replication] },
        event: 'ExemplarReplicated',
        facts: { unitId, on: input.on },
      });
    },
  });

type ReasonInput = { readonly reason: string };

/** Ends the work on an exemplar. Codes: those of a step, REQUIRED, TOO_LONG. */
export const closeExemplar = (
  deps: ExemplarDeps,
  input: ExemplarInput & ReasonInput,
): Promise<Result<Exemplar>> =>
  changeExemplar(deps, input, {
    action: 'close',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 2_000);
      return reason.ok
        ? accept({
            patch: { closingReason: reason.value },
            event: 'ExemplarClosed',
            facts: { reason: reason.value },
          })
        : reason;
    },
  });

/** Takes an exemplar back, for a violation or an error; it counts no more. Codes: those of a step, REQUIRED, TOO_LONG. */
export const withdrawExemplar = (
  deps: ExemplarDeps,
  input: PartInput & ReasonInput,
): Promise<Result<Exemplar>> =>
  changeExemplar(deps, input, {
    action: 'withdraw',
    load: () => part(deps, input),
    decide: ({ root, extra: unit }) => {
      if (!isPartOf(unit, root)) return refuse(refusal('NOT_FOUND', 'unitId'));
      const reason = requireText('reason', input.reason, 2_000);
      if (!reason.ok) return reason;
      return accept({
        patch: { closingReason: reason.value },
        writes: counts(root) ? moved(deps, unit, -1) : [],
        event: 'ExemplarWithdrawn',
        facts: { reason: reason.value, ...(counts(root) && counted(unit, -1)) },
      });
    },
  });
