import { parseId } from '../kernel/ids.ts';
import { instant, today } from '../kernel/clock.ts';
import { yearOf } from '../kernel/dates.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { workingOf } from '../deadlines/running.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import { askEvaluation } from './ask-evaluation.ts';
import { loadAnswerDeadline, startAnswerDeadline } from './answer-deadline.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import type { Dossier } from './dossier.ts';
import type { DossierDeps } from './deps.ts';

/** The receiving unit is named so that its register of slips is read together with the dossier. */
export type ReceiveDossierInput = DossierInput & { readonly handlerUnitId: string };

/** Gives a receipt slip with the day on which the answer is due, and has all nominees judged anew. Codes: those of a change, NOT_FOUND, BUSY. */
export function receiveDossier(deps: DossierDeps, input: ReceiveDossierInput): Promise<Result<Dossier>> {
  const unitId = parseId('unt', input.handlerUnitId);
  return changeDossier(deps, {
    action: 'receive',
    input,
    load: (dossierId) =>
      Promise.all([
        unitId ? deps.dossiers.receipts(unitId, yearOf(today(deps.clock))) : null,
        deps.calendar.current(),
        loadAnswerDeadline(deps, dossierId),
        deps.localRules.shelf(),
      ]),
    decide: ({ dossier, registry, on, extra: [register, calendar, before, { books }] }) => {
      if (register?.unitId !== dossier.handlerUnitId) return refuse(refusal('NOT_FOUND', 'handlerUnitId'));
      const heir = registry.heirsOn(register.unitId, on)[0];
      const kind = heir && registry.stateOn(heir, on)?.kind;
      if (!kind) return refuse(refusal('NOT_FOUND', 'handlerUnitId'));
      const number = `${register.last + 1}/${register.year}`;
      const reception = {
        dossierId: dossier.id,
        unitId: register.unitId,
        unitKind: kind,
        receiptNumber: number,
        on,
      };
      const local = localRulesIn(books, registry, register.unitId, on);
      const kept = startAnswerDeadline(deps, before, reception, calendar, local);
      const deadline = (kept.deadline && workingOf(kept.deadline, calendar)) ?? null;
      return accept({
        patch: {
          status: 'RECEIVED',
          receipt: { number, receivedOn: on, deadline },
          evaluation: dossier.submission?.law
            ? askEvaluation(dossier, 'APPRAISAL', instant(deps.clock))
            : null,
        },
        writes: [deps.dossiers.takeReceipt(register), ...kept.writes],
        event: 'DossierReceived',
        facts: { number, revision: dossier.revision, dueOn: deadline?.dueOn ?? null },
      });
    },
  });
}
