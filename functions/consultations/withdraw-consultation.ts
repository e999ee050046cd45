import { closeDeadline } from '../deadlines/keep-deadline.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import { requireText } from '../kernel/fields.ts';
import { accept, type Result } from '../kernel/result.ts';
import { changeConsultation, nothingNamed, type ConsultationInput } from './change-consultation.ts';
import { isAbout, isLive, settled, type Consultation } from './consultation.ts';
import type { ConsultationDeps } from './deps.ts';

/** Takes an open question back; objections that came already stay until they are resolved. Codes: those of a step, REQUIRED, TOO_LONG. */
export const withdrawConsultation = (
  deps: ConsultationDeps,
  input: ConsultationInput & { readonly reason: string },
): Promise<Result<Consultation>> =>
  changeConsultation(deps, input, {
    action: 'withdraw',
    named: nothingNamed,
    decide: ({ root, actor, viewer, extra: { dossier, deadline } }) => {
      const reason = requireText('reason', input.reason, 2000);
      if (!reason.ok) return reason;
      return accept({
        patch: { withdrawal: reason.value, closedOn: viewer.on },
        writes: [
          ...closeDeadline(deps, deadline, viewer.on, 'CANCELLED').writes,
          ...(isAbout(root, dossier) && isLive(dossier)
            ? joinedStep(deps, {
                dossier,
                actorId: actor.userId,
                patch: unasked(dossier, root),
                event: 'AgencyUnasked',
                facts: { consultationId: root.id, agency: root.agency },
              })
            : []),
        ],
        event: 'ConsultationWithdrawn',
        facts: { dossierId: root.dossierId, askerUnitId: root.askerUnitId, agencyUnitId: root.agencyUnitId },
      });
    },
  });

/** Nobody waits for what was taken back, nor is it told as asked. */
function unasked(dossier: Dossier, root: Consultation): Pick<Dossier, 'consulted'> {
  const { consulted } = settled(dossier, root);
  return { consulted: { ...consulted, asked: consulted.asked - 1 } };
}
