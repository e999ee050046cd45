import { closeDeadline } from '../deadlines/keep-deadline.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { loadAnswerDeadline } from './answer-deadline.ts';
import { changeDossier, type DossierInput, type Outcome } from './change-dossier.ts';
import { offRoute, total, type Dossier, type Forwarding } from './dossier.ts';
import { giveBackSeats } from './seats.ts';
import type { DossierDeps } from './deps.ts';

/** Exactly one of a unit above in the system, or an addressee at the state level with the letter's number. */
export type ForwardDossierInput = DossierInput & {
  readonly toUnitId?: string | null | undefined;
  readonly addressee?: Forwarding['addressee'] | null | undefined;
  readonly letterNumber?: string | null | undefined;
};

/** Hands the approved nominees to the level above. Codes: those of a change, REQUIRED, NOT_FOUND, INVALID_VALUE, DOSSIER_NOT_APPRAISED. */
export const forwardDossier = (deps: DossierDeps, input: ForwardDossierInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'forward',
    input,
    load: (dossierId) => loadAnswerDeadline(deps, dossierId),
    decide: ({ dossier, registry, on, extra: deadline }): Result<Outcome> => {
      const { writes } = closeDeadline(deps, deadline ?? undefined, on, 'DONE');
      if (total(dossier.counters.approved) === 0)
        return refuse(refusal('DOSSIER_NOT_APPRAISED', 'dossierId', { missing: 0 }));
      if ((input.toUnitId == null) === (input.addressee == null))
        return refuse(refusal('INVALID_VALUE', 'toUnitId', { expected: 'toUnitId hoặc addressee' }));
      if (input.addressee != null) {
        const letter = requireLine('letterNumber', input.letterNumber ?? '', 100);
        if (!letter.ok) return refuse(...refusalsOf(letter));
        const forwarding = { addressee: input.addressee, letterNumber: letter.value, on };
        const seats = giveBackSeats(deps, dossier, dossier.counters.approved);
        return accept({
          patch: { status: 'FORWARDED', forwarding, submission: seats.submission },
          writes: [...writes, ...seats.writes],
          event: 'DossierForwarded',
          facts: forwarding,
        });
      }
      const to = parseId('unt', input.toUnitId ?? '');
      const above = dossier.handlerUnitId
        ? registry.heirsOn(dossier.handlerUnitId, on).map((heir) => registry.stateOn(heir, on)?.parentId)
        : [];
      if (!to || !above.includes(to)) return refuse(refusal('NOT_FOUND', 'toUnitId'));
      const stage = dossier.stage + 1;
      return accept({
        patch: raised(dossier, to, { unitId: to, stage, on }),
        writes,
        event: 'DossierForwarded',
        facts: { toUnitId: to, stage },
      });
    },
  });

/** Only whom this stage approved goes up; the next stage starts its counts anew. */
const raised = (dossier: Dossier, to: Id<'unt'>, step: Dossier['trail'][number]) => ({
  status: 'SUBMITTED' as const,
  stage: step.stage,
  handlerUnitId: to,
  receipt: null,
  ...offRoute,
  trail: [...dossier.trail, step],
  counters: {
    nominees: total(dossier.counters.approved),
    perAward: dossier.counters.approved,
    reports: dossier.counters.reports,
    appraised: 0,
    confirmed: 0,
    approved: {},
  },
});
