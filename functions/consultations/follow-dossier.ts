import { closeDeadline } from '../deadlines/keep-deadline.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { isAbout, isLive } from './consultation.ts';
import { openScope, systemStep, type ConsultationProcess } from './system-step.ts';

const endings: ReadonlyMap<string, string> = new Map([
  ['DossierReturned', 'Hồ sơ được trả lại để bổ sung'],
  ['DossierWithdrawn', 'Đơn vị trình rút hồ sơ'],
  ['DossierClosed', 'Hồ sơ kết thúc không khen thưởng'],
]);

/** Nobody is to answer, or be reminded to, once the dossier has left the desk from which they were asked. */
export async function followDossier(process: ConsultationProcess, event: StoredEvent): Promise<void> {
  const withdrawal = endings.get(event.name);
  const dossierId = parseId('dos', event.aggregateId);
  if (withdrawal === undefined || !dossierId) return;
  const { consultations } = openScope(process, event.requestId);
  let after: string | undefined;
  do {
    const args = { first: 100, ...(after !== undefined && { after }) };
    const page = await consultations.pageOfDossier(dossierId, args);
    for (const { node: id } of page.edges)
      await systemStep(process, event.requestId, { id, dossierId }, (scope, { root, dossier, deadline }) => {
        if (root.status !== 'OPEN' || (dossier && isAbout(root, dossier) && isLive(dossier)))
          return undefined;
        const on = today(scope.clock);
        return {
          patch: { status: 'WITHDRAWN', withdrawal, closedOn: on },
          writes: closeDeadline(scope, deadline, on, 'CANCELLED').writes,
          event: 'ConsultationWithdrawn',
        };
      });
    after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
  } while (after !== undefined);
}
