import { closeDeadline } from '../deadlines/keep-deadline.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { loadAnswerDeadline } from './answer-deadline.ts';
import { loadResultNotice, openResultNotice } from './result-notice.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import type { Dossier } from './dossier.ts';
import { giveBackSeats } from './seats.ts';
import type { DossierDeps } from './deps.ts';

export type WithdrawDossierInput = DossierInput & { readonly reason: string };
export type CloseDossierInput = WithdrawDossierInput;

/** The author takes the dossier back for good. Codes: those of a change, REQUIRED, TOO_LONG. */
export const withdrawDossier = (deps: DossierDeps, input: WithdrawDossierInput): Promise<Result<Dossier>> =>
  ending(deps, input, { action: 'withdraw', status: 'WITHDRAWN', event: 'DossierWithdrawn' });

/** The handler's leader ends it without an award. Codes: those of a change, REQUIRED, TOO_LONG. */
export const closeDossier = (deps: DossierDeps, input: CloseDossierInput): Promise<Result<Dossier>> =>
  ending(deps, input, { action: 'close', status: 'CLOSED_WITHOUT_AWARD', event: 'DossierClosed' });

type Ending =
  | { readonly action: 'withdraw'; readonly status: 'WITHDRAWN'; readonly event: string }
  | { readonly action: 'close'; readonly status: 'CLOSED_WITHOUT_AWARD'; readonly event: string };

const ending = (deps: DossierDeps, input: WithdrawDossierInput, { action, status, event }: Ending) =>
  changeDossier(deps, {
    action,
    input,
    load: (dossierId) =>
      Promise.all([loadAnswerDeadline(deps, dossierId), loadResultNotice(deps, dossierId)]),
    decide: ({ dossier, on, extra: [deadline, notice] }) => {
      const reason = requireText('reason', input.reason, 2000);
      if (!reason.ok) return refuse(...refusalsOf(reason));
      const outcome = action === 'close' ? 'DONE' : 'CANCELLED';
      const seats = giveBackSeats(deps, dossier);
      return accept({
        patch: { status, closingReason: reason.value, submission: seats.submission },
        writes: [
          ...seats.writes,
          ...closeDeadline(deps, deadline ?? undefined, on, outcome).writes,
          ...(action === 'close' && dossier.handlerUnitId
            ? openResultNotice(deps, notice, dossier, { unitId: dossier.handlerUnitId, on, what: 'refusal' })
                .writes
            : []),
        ],
        event,
        facts: { reason: reason.value, postingId: dossier.posting?.id ?? null },
      });
    },
  });
