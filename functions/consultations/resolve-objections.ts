import { excluded, released } from '../dossiers/hold-nominees.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeConsultation, type ConsultationInput, type Loaded } from './change-consultation.ts';
import {
  isLive,
  maxNamed,
  type AgencyOpinion,
  type Consultation,
  type ObjectionOutcome,
} from './consultation.ts';
import type { ConsultationDeps } from './deps.ts';

export type ResolveObjectionsInput = ConsultationInput & {
  readonly nomineeIds: readonly string[];
  readonly outcome: ObjectionOutcome;
  readonly reason: string;
};

/**
 * The leader's word on objections: the nominees go on, or leave the list. Codes: those of a step, REQUIRED, TOO_LONG,
 * TOO_MANY, NOT_FOUND, DUPLICATE, WRONG_STATE for taking off a list that is past change.
 */
export const resolveObjections = (
  deps: ConsultationDeps,
  input: ResolveObjectionsInput,
): Promise<Result<Consultation>> =>
  changeConsultation(deps, input, {
    action: 'resolve',
    named: { nomineeIds: input.nomineeIds, attachmentIds: [] },
    decide: ({ root, actor, viewer, extra }) => {
      const { dossier } = extra;
      const reason = requireText('reason', input.reason, 5000);
      const opinions = checkNamed(input.nomineeIds, extra);
      if (!reason.ok || !opinions.ok) return refuse(...refusalsOf(reason, opinions));
      const { outcome } = input;
      if (outcome === 'EXCLUDED' && !isLive(dossier))
        return refuse(refusal('WRONG_STATE', 'outcome', { status: dossier.status, allowed: 'CLEARED' }));
      // One whom the author took out meanwhile needs no release.
      const nominees = extra.nominees.flatMap((one) => one ?? []);
      const { patch, writes } =
        outcome === 'CLEARED'
          ? released(deps, dossier, nominees, root.id)
          : excluded(deps, dossier, nominees, { source: 'OBJECTION', reference: root.id });
      const resolution = { outcome, reason: reason.value, by: actor.userId, on: viewer.on };
      const facts = { outcome, nomineeIds: opinions.value.map((one) => one.nomineeId) };
      return accept({
        patch: { unresolved: root.unresolved - opinions.value.length },
        writes: [
          ...opinions.value.map((one) => deps.consultations.updateOpinion({ ...one, resolution })),
          ...writes,
          ...joinedStep(deps, {
            dossier,
            actorId: actor.userId,
            patch,
            event: outcome === 'CLEARED' ? 'NomineesReleased' : 'NomineesExcluded',
            facts: { consultationId: root.id, postingId: dossier.posting?.id ?? null, ...facts },
          }),
        ],
        event: 'ObjectionsResolved',
        facts: { dossierId: root.dossierId, ...facts },
      });
    },
  });

function checkNamed(ids: readonly string[], { opinions }: Loaded): Result<readonly AgencyOpinion[]> {
  if (ids.length === 0) return refuse(refusal('REQUIRED', 'nomineeIds'));
  if (ids.length > maxNamed) return refuse(refusal('TOO_MANY', 'nomineeIds', { limit: maxNamed }));
  const refusals = ids.flatMap((raw, i): readonly Refusal[] => {
    const said = opinions[i];
    if (said?.kind !== 'OBJECTS') return [refusal('NOT_FOUND', `nomineeIds.${i}`)];
    return said.resolution || ids.indexOf(raw) < i ? [refusal('DUPLICATE', `nomineeIds.${i}`)] : [];
  });
  return refusals.length > 0 ? refuse(...refusals) : accept(opinions.flatMap((one) => one ?? []));
}
