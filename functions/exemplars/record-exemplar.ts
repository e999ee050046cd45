import { isPublic, type Campaign } from '../campaigns/campaign.ts';
import type { Subject } from '../subjects/subject.ts';
import type { ExemplarUnit } from './exemplar-year.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, acceptUnless, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import { changeExemplar, reloadExemplar, type ExemplarInput } from './change-exemplar.ts';
import type { ExemplarDeps } from './deps.ts';
import { exemplarPermissions } from './exemplar.policy.ts';
import { exemplarPk } from './exemplar.store.ts';
import type { Exemplar } from './exemplar.ts';
import { nothing } from '../units/change-root.ts';

type Words = { readonly field: string; readonly story: string };

export type RecordExemplarInput = Words & {
  readonly yearId: string;
  readonly unitId: string;
  readonly subjectId: string;
  readonly campaignId?: string | null | undefined;
  readonly idempotencyKey: string;
};

/** Records a discovery. Codes: NOT_FOUND, EXEMPLAR_UNIT_NOT_ENROLLED, REQUIRED, TOO_LONG. */
export function recordExemplar(deps: ExemplarDeps, input: RecordExemplarInput): Promise<Result<Exemplar>> {
  const [yearId, unitId] = [parseId('exy', input.yearId), parseId('unt', input.unitId)];
  const subjectId = parseId('sub', input.subjectId);
  const campaignId = input.campaignId == null ? undefined : parseId('cmp', input.campaignId);
  return mutate(deps, {
    operation: 'exemplar.record',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        yearId && unitId && deps.exemplarYears.unit(yearId, unitId),
        subjectId && deps.subjects.get(subjectId),
        campaignId && deps.campaigns.get(campaignId),
      ]),
    decide: ([registry, part, subject, campaign], actor) => {
      const roles = exemplarPermissions['exemplar.record'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      if (!unitId || !actsFor(actor, roles, registry, unitId, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const words = checkWords(input);
      const theirs = subject && registry.covers(unitId, subject.unitId, on) ? subject : undefined;
      const found = checkFound(part, theirs, input.campaignId == null ? null : campaign);
      if (!found.ok || !words.ok) return refuse(...refusalsOf(found, words));
      const exemplar: Exemplar = {
        ...blank,
        ...words.value,
        ...found.value,
        id: deps.ids.next('exm'),
        unitId,
        recordedBy: actor.userId,
      };
      return accept({
        result: exemplar,
        resultId: exemplar.id,
        writes: [deps.exemplars.create(exemplar)],
        event: {
          pk: exemplarPk(exemplar.id),
          aggregateId: exemplar.id,
          seq: 1,
          name: 'ExemplarDiscovered',
          facts: { yearId: exemplar.yearId, unitId, subjectId: exemplar.subjectId },
        },
      });
    },
    reload: (id) => reloadExemplar(deps, id),
  });
}

/** What an exemplar takes over from the records that it names; `campaign` is null when none is named. */
function checkFound(
  part: ExemplarUnit | undefined,
  subject: Subject | undefined,
  campaign: Campaign | null | undefined,
) {
  const campaignSeen = campaign === null || (campaign !== undefined && isPublic(campaign));
  if (!part || !subject || !campaignSeen)
    return refuse(
      ...(part ? [] : [refusal('EXEMPLAR_UNIT_NOT_ENROLLED', 'unitId')]),
      ...(subject ? [] : [refusal('NOT_FOUND', 'subjectId')]),
      ...(campaignSeen ? [] : [refusal('NOT_FOUND', 'campaignId')]),
    );
  const { yearId, hostUnitId, year, name: unitName } = part;
  const { id: subjectId, kind, name, position } = subject;
  const campaignId = campaign?.id ?? null;
  return accept({ yearId, hostUnitId, year, unitName, subjectId, kind, name, position, campaignId });
}

/** Rewrites a discovery that nobody has verified yet. Codes: those of a step, REQUIRED, TOO_LONG. */
export const updateExemplar = (deps: ExemplarDeps, input: ExemplarInput & Words): Promise<Result<Exemplar>> =>
  changeExemplar(deps, input, {
    action: 'update',
    load: nothing,
    decide: () => {
      const words = checkWords(input);
      return words.ok ? accept({ patch: words.value, event: 'ExemplarUpdated' }) : words;
    },
  });

function checkWords(input: Words): Result<Words> {
  const field = requireLine('field', input.field, 200);
  const story = requireText('story', input.story, 20_000);
  return acceptUnless(refusalsOf(field, story), () => ({
    field: field.ok ? field.value : '',
    story: story.ok ? story.value : '',
  }));
}

const blank = {
  status: 'DISCOVERED',
  verification: null,
  approval: null,
  nurture: [],
  extra: null,
  introductions: [],
  introducedOn: null,
  replications: [],
  dossierIds: [],
  closingReason: null,
  version: 1,
} as const;
