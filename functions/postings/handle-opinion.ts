import { excluded, released, suspended } from '../dossiers/hold-nominees.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import { instant } from '../kernel/clock.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import {
  changeOpinion,
  maxAccused,
  type About,
  type OpinionGround,
  type OpinionInput,
} from './change-opinion.ts';
import type { PostingDeps } from './deps.ts';
import { recount, type AccusationOutcome, type Opinion, type OpinionKind } from './opinion.ts';

export type ClassifyOpinionInput = OpinionInput & {
  readonly kind: OpinionKind;
  /** Whom an accusation is about; nobody for the other kinds. */
  readonly accused?: About | null | undefined;
};
export type ResolveAccusationInput = OpinionInput & {
  readonly outcome: AccusationOutcome;
  readonly conclusion: string;
  /** The accused, named again so that they are read together with the opinion. */
  readonly accused: About;
};
export type AnswerOpinionInput = OpinionInput & { readonly text: string };

const maxText = 5000;

/** Says what an opinion is; an accusation stops its nominees. Codes: those of a change, WRONG_STATE, REQUIRED, TOO_MANY, DUPLICATE, NOT_FOUND. */
export const classifyOpinion = (deps: PostingDeps, input: ClassifyOpinionInput): Promise<Result<Opinion>> =>
  changeOpinion(deps, {
    operation: 'classifyOpinion',
    action: 'opinion.handle',
    input,
    about: input.accused,
    decide: (ground) => {
      const { opinion, counts } = ground;
      if (opinion.kind === 'ACCUSATION' || opinion.status === 'ANSWERED') return refuse(wrongState(opinion));
      const moved = recount(counts, opinion.kind, input.kind);
      const patch = { kind: input.kind, status: 'CLASSIFIED' as const };
      const said = { event: 'OpinionClassified', facts: { kind: input.kind }, counts: moved };
      if (input.kind !== 'ACCUSATION')
        return input.accused
          ? refuse(refusal('INVALID_VALUE', 'accused', { expected: 'chỉ với ý kiến tố cáo, phản ánh' }))
          : accept({ ...said, patch });
      const found = requireAccused(ground, input.accused);
      if (!found.ok) return found;
      const { dossier, nominees } = found.value;
      const hold = suspended(deps, dossier, nominees, opinion.id);
      const accused = { dossierId: dossier.id, nomineeIds: nominees.map((one) => one.id) };
      return accept({
        ...said,
        patch: { ...patch, accused },
        writes: [...alongside(deps, ground, found.value, hold, 'NomineesSuspended'), ...hold.writes],
      });
    },
  });

/** A leader ends an accusation: its nominees go on, or leave the list. Codes: those of a change, WRONG_STATE, REQUIRED, TOO_LONG, NOT_FOUND. */
export const resolveAccusation = (
  deps: PostingDeps,
  input: ResolveAccusationInput,
): Promise<Result<Opinion>> =>
  changeOpinion(deps, {
    operation: 'resolveAccusation',
    action: 'opinion.resolve',
    input,
    about: input.accused,
    decide: (ground) => {
      const { opinion } = ground;
      if (!opinion.accused || opinion.resolution) return refuse(wrongState(opinion));
      const conclusion = requireText('conclusion', input.conclusion, maxText);
      const found = requireNamed(ground, input);
      if (!conclusion.ok || !found.ok) return refuse(...refusalsOf(conclusion, found));
      const { dossier, nominees } = found.value;
      const step =
        input.outcome === 'CLEARED'
          ? released(deps, dossier, nominees, opinion.id)
          : excluded(deps, dossier, nominees, { source: 'ACCUSATION', reference: opinion.id });
      const event = input.outcome === 'CLEARED' ? 'NomineesReleased' : 'NomineesExcluded';
      return accept({
        patch: { resolution: { ...saidBy(deps, ground, conclusion.value), outcome: input.outcome } },
        writes: [...alongside(deps, ground, found.value, step, event), ...step.writes],
        event: 'AccusationResolved',
        facts: { outcome: input.outcome },
      });
    },
  });

/** Answers the sender, who reads it by the tracking code. Codes: those of a change, WRONG_STATE, REQUIRED, TOO_LONG. */
export const answerOpinion = (deps: PostingDeps, input: AnswerOpinionInput): Promise<Result<Opinion>> =>
  changeOpinion(deps, {
    operation: 'answerOpinion',
    action: 'opinion.handle',
    input,
    decide: (ground) => {
      const { opinion, counts } = ground;
      const open = opinion.kind === 'ACCUSATION' && opinion.resolution === null;
      if (opinion.status !== 'CLASSIFIED' || open) return refuse(wrongState(opinion));
      const text = requireText('text', input.text, maxText);
      return text.ok
        ? accept({
            patch: { status: 'ANSWERED', answer: saidBy(deps, ground, text.value) },
            counts: { ...counts, answered: counts.answered + 1 },
            event: 'OpinionAnswered',
          })
        : text;
    },
  });

const saidBy = (deps: PostingDeps, { actor }: OpinionGround, text: string) => ({
  text,
  at: instant(deps.clock),
  by: actor.userId,
});

const wrongState = ({ kind, resolution, status }: Opinion): Refusal => {
  const waiting = kind === 'ACCUSATION' && resolution === null;
  const allowed = waiting ? 'resolveAccusation' : status === 'RECEIVED' ? 'classifyOpinion' : 'answerOpinion';
  return refusal('WRONG_STATE', 'opinionId', { status, allowed: status === 'ANSWERED' ? '' : allowed });
};

type Accused = {
  readonly dossier: NonNullable<OpinionGround['dossier']>;
  readonly nominees: readonly Nominee[];
};

/** The named nominees are on the list that the notice shows. */
function requireAccused(ground: OpinionGround, about: About | null | undefined): Result<Accused> {
  const ids = about?.nomineeIds ?? [];
  if (!about || ids.length === 0) return refuse(refusal('REQUIRED', 'accused'));
  if (ids.length > maxAccused)
    return refuse(refusal('TOO_MANY', 'accused.nomineeIds', { limit: maxAccused }));
  const { dossier, nominees, opinion } = ground;
  if (dossier?.posting?.id !== opinion.postingId || !onRoute.includes(dossier.status))
    return refuse(refusal('NOT_FOUND', 'accused.dossierId'));
  const refusals = ids.flatMap((raw, i) => {
    if (ids.indexOf(raw) < i) return [refusal('DUPLICATE', `accused.nomineeIds.${i}`)];
    const nominee = nominees[i];
    return nominee && isSigned(nominee, dossier) ? [] : [refusal('NOT_FOUND', `accused.nomineeIds.${i}`)];
  });
  return refusals.length > 0
    ? refuse(...refusals)
    : accept({ dossier, nominees: nominees.flatMap((one) => one ?? []) });
}

/** While the list can still change. */
const onRoute: readonly DossierStatus[] = ['APPRAISED', 'POSTING', 'COUNCIL'];

/** The very nominees that the accusation stopped; one whom the author took out meanwhile needs no release. */
function requireNamed(
  { opinion, dossier, nominees }: OpinionGround,
  { accused, outcome }: ResolveAccusationInput,
): Result<Accused> {
  const stopped = opinion.accused?.nomineeIds ?? [];
  const same =
    stopped.length === accused.nomineeIds.length && stopped.every((id) => accused.nomineeIds.includes(id));
  if (!dossier || dossier.id !== opinion.accused?.dossierId || !same)
    return refuse(refusal('NOT_FOUND', 'accused'));
  return outcome === 'EXCLUDED' && !onRoute.includes(dossier.status)
    ? refuse(refusal('WRONG_STATE', 'accused.dossierId', { status: dossier.status, allowed: 'CLEARED' }))
    : accept({ dossier, nominees: nominees.flatMap((one) => one ?? []) });
}

const alongside = (
  deps: PostingDeps,
  { actor, opinion }: OpinionGround,
  { dossier, nominees }: Accused,
  { patch }: { readonly patch: Parameters<typeof joinedStep>[1]['patch'] },
  event: string,
) =>
  joinedStep(deps, {
    dossier,
    actorId: actor.userId,
    patch,
    event,
    facts: {
      opinionId: opinion.id,
      postingId: opinion.postingId,
      nomineeIds: nominees.map((one) => one.id),
    },
  });
