import { checkText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import { maxReport, nextRevision, type Dossier } from './dossier.ts';
import { loadNominees } from './load-nominees.ts';
import type { Nominee } from './nominee.ts';
import type { DossierDeps } from './deps.ts';

export type SaveNomineeReportInput = DossierInput & { readonly nomineeId: string; readonly text: string };

/** Saves an achievement report, empty or not. Codes: those of a change, NOT_FOUND, TOO_LONG, INVALID_VALUE. */
export const saveNomineeReport = (
  deps: DossierDeps,
  input: SaveNomineeReportInput,
): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'saveReport',
    input,
    load: (dossierId) => loadNominees(deps, dossierId, [input.nomineeId], 1),
    decide: ({ dossier, extra: [nominee] }) => {
      if (!nominee) return refuse(refusal('NOT_FOUND', 'nomineeId'));
      const text = checkText('text', input.text, maxReport);
      if (!text.ok) return text;
      const after = changed(nominee, text.value !== '', nextRevision(dossier));
      const step = Number(after.hasReport) - Number(nominee.hasReport);
      return accept({
        patch: { counters: { ...dossier.counters, reports: dossier.counters.reports + step } },
        writes: [deps.nominees.update(after), deps.nominees.saveReport(after, text.value)],
        event: 'NomineeReportSaved',
        facts: { nomineeId: nominee.id, length: text.value.length },
      });
    },
  });

const changed = (nominee: Nominee, hasReport: boolean, revision: number): Nominee => ({
  ...nominee,
  hasReport,
  changedIn: [...new Set([...nominee.changedIn, revision])],
});
