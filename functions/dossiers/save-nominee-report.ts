import { checkText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import { maxReport, nextRevision, type Dossier } from './dossier.ts';
import { reportIn, type Nominee } from './nominee.ts';
import type { DossierDeps } from './deps.ts';

export type SaveNomineeReportInput = DossierInput & { readonly nomineeId: string; readonly text: string };

/**
 * Saves an achievement report, empty or not. What a submitted revision said stays readable beside it. Codes: those of a
 * change, NOT_FOUND, TOO_LONG, INVALID_VALUE.
 */
export function saveNomineeReport(
  deps: DossierDeps,
  input: SaveNomineeReportInput,
): Promise<Result<Dossier>> {
  const id = parseId('nom', input.nomineeId);
  return changeDossier(deps, {
    action: 'saveReport',
    input,
    load: (dossierId) =>
      Promise.all([id && deps.nominees.get(dossierId, id), id ? deps.nominees.report(dossierId, id) : '']),
    decide: ({ dossier, extra: [nominee, before] }) => {
      if (!nominee) return refuse(refusal('NOT_FOUND', 'nomineeId'));
      const text = checkText('text', input.text, maxReport);
      if (!text.ok) return text;
      const after = changed(nominee, text.value !== '', nextRevision(dossier));
      const step = Number(after.hasReport) - Number(nominee.hasReport);
      const submitted = reportIn(nominee, dossier.revision);
      const isFirst = submitted !== undefined && submitted === reportIn(nominee, nextRevision(dossier));
      return accept({
        patch: { counters: { ...dossier.counters, reports: dossier.counters.reports + step } },
        writes:
          text.value === before
            ? []
            : [
                deps.nominees.update(after),
                deps.nominees.saveReport(after, text.value),
                ...(isFirst ? [deps.nominees.keepReport(nominee, submitted, before)] : []),
              ],
        event: 'NomineeReportSaved',
        facts: { nomineeId: nominee.id, length: text.value.length },
      });
    },
  });
}

const changed = (nominee: Nominee, hasReport: boolean, revision: number): Nominee => ({
  ...nominee,
  hasReport,
  changedIn: [...new Set([...nominee.changedIn, revision])],
});
