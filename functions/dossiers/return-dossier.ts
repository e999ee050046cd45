import { suspendDeadline } from '../deadlines/keep-deadline.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { loadAnswerDeadline } from './answer-deadline.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import { offRoute, type Dossier, type ReturnReason } from './dossier.ts';
import { giveBackSeats } from './seats.ts';
import type { DossierDeps } from './deps.ts';

export type ReturnDossierInput = DossierInput & { readonly reasons: readonly ReturnReason[] };

const maxReasons = 100;

/** Sends the dossier back to be mended. Codes: those of a change, REQUIRED, TOO_MANY, TOO_LONG. */
export const returnDossier = (deps: DossierDeps, input: ReturnDossierInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'return',
    input,
    load: (dossierId) => loadAnswerDeadline(deps, dossierId),
    decide: ({ dossier, on, extra: deadline }) => {
      if (input.reasons.length === 0) return refuse(refusal('REQUIRED', 'reasons'));
      if (input.reasons.length > maxReasons)
        return refuse(refusal('TOO_MANY', 'reasons', { limit: maxReasons }));
      const checked = input.reasons.map(({ path, reason }, i) => ({
        path: path.slice(0, 10).map((step) => step.slice(0, 100)),
        text: requireText(`reasons.${i}.reason`, reason, 2000),
      }));
      const refusals = refusalsOf(...checked.map((c) => c.text));
      if (refusals.length > 0) return refuse(...refusals);
      const returnReasons = checked.flatMap(({ path, text }) =>
        text.ok ? [{ path, reason: text.value }] : [],
      );
      const seats = giveBackSeats(deps, dossier);
      return accept({
        patch: { status: 'RETURNED', returnReasons, ...offRoute, submission: seats.submission },
        writes: [
          ...suspendDeadline(deps, deadline ?? undefined, on, 'Chờ bổ sung hồ sơ').writes,
          ...seats.writes,
        ],
        event: 'DossierReturned',
        facts: { returnReasons, postingId: dossier.posting?.id ?? null },
      });
    },
  });
