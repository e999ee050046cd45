import { closeDeadline } from '../deadlines/keep-deadline.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import { today } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import { systemUser } from '../kernel/system-user.ts';
import { isAbout, isLive, settled } from './consultation.ts';
import {
  openScope,
  systemStep,
  type ConsultationProcess,
  type SystemGround,
  type SystemOutcome,
  type SystemScope,
} from './system-step.ts';

/**
 * Records as no objection what agencies left unanswered past their last day, where the law takes silence so. Comes after
 * due days were moved by the calendar. One run too many, or two at once, change nothing: what is recorded leaves the list.
 */
export async function recordSilences(process: ConsultationProcess, requestId: string): Promise<number> {
  const on = today(process.clock);
  const { consultations } = openScope(process, requestId);
  const failures: unknown[] = [];
  let recorded = 0;
  let after: string | undefined;
  do {
    const page = await consultations.pageSilentBy(on, { first: 100, ...(after !== undefined && { after }) });
    for (const { node } of page.edges)
      await systemStep(process, requestId, node, silent).then(
        (taken) => (recorded += taken ? 1 : 0),
        (error: unknown) => failures.push(error),
      );
    after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
  } while (after !== undefined);
  log.info('SILENCES_RECORDED', { recorded, failed: failures.length });
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} silences failed`);
  return recorded;
}

function silent(scope: SystemScope, { root, dossier, deadline }: SystemGround): SystemOutcome | undefined {
  const on = today(scope.clock);
  const over = deadline?.state === 'RUNNING' && on > deadline.dueOn;
  if (root.status !== 'OPEN' || root.silence.meaning !== 'NO_OBJECTION' || !over) return undefined;
  return {
    patch: { status: 'SILENT', closedOn: on },
    writes: [
      ...closeDeadline(scope, deadline, on, 'CANCELLED').writes,
      ...(dossier && isAbout(root, dossier) && isLive(dossier)
        ? joinedStep(scope, {
            dossier,
            actorId: systemUser,
            patch: settled(dossier, root),
            event: 'AgencySilent',
            facts: { consultationId: root.id, agency: root.agency },
          })
        : []),
    ],
    event: 'ConsultationSilent',
  };
}
