import { accept, type Result } from '../kernel/result.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import { nextRevision, tally, type Dossier } from './dossier.ts';
import { loadNominees, requireNominees } from './load-nominees.ts';
import type { DossierDeps } from './deps.ts';

export type RemoveNomineesInput = DossierInput & { readonly nomineeIds: readonly string[] };

/** Three writes each. */
const maxPerCall = 30;

/** Takes nominees out. Codes: those of a change, REQUIRED, TOO_MANY, DUPLICATE, NOT_FOUND. */
export const removeNominees = (deps: DossierDeps, input: RemoveNomineesInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'removeNominees',
    input,
    load: (dossierId) => loadNominees(deps, dossierId, input.nomineeIds, maxPerCall),
    decide: ({ dossier, extra }) => {
      const nominees = requireNominees('nomineeIds', input.nomineeIds, extra, maxPerCall);
      if (!nominees.ok) return nominees;
      const gone = nominees.value;
      const reports = gone.filter((n) => n.hasReport).length;
      return accept({
        patch: {
          totalNominees: dossier.totalNominees - gone.length,
          suspended: dossier.suspended - gone.filter((n) => n.suspendedBy.length > 0).length,
          totalPerAward: tally(
            dossier.totalPerAward,
            gone.map((n) => n.awardCode),
            -1,
          ),
          counters: { ...dossier.counters, reports: dossier.counters.reports - reports },
        },
        writes: gone.flatMap((n) =>
          deps.nominees.take(n, n.addedIn > dossier.revision ? null : nextRevision(dossier)),
        ),
        event: 'NomineesRemoved',
        facts: { nomineeIds: gone.map((n) => n.id) },
      });
    },
  });
