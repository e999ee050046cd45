import type { EvaluationAsked } from '../eligibility/recorded-verdict.ts';
import { instant } from '../kernel/clock.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { nothing } from '../units/change-root.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import type { Dossier } from './dossier.ts';
import type { DossierDeps } from './deps.ts';

/** Every nominee is to be judged by the records of now, with the step that leads to the next version. */
export const askEvaluation = (
  { version }: Pick<Dossier, 'version'>,
  stage: EvaluationAsked['stage'],
  at: string,
): EvaluationAsked => ({ number: version + 1, stage, at });

/**
 * Has all nominees judged anew: because records or rules have changed since, or because what was asked before was never
 * recorded. Codes: those of a change, LAW_DATE_NOT_COVERED.
 */
export const reevaluateDossier = (deps: DossierDeps, input: DossierInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'reevaluate',
    input,
    load: nothing,
    decide: ({ dossier, on }) =>
      dossier.submission?.law
        ? accept({
            patch: { evaluation: askEvaluation(dossier, 'APPRAISAL', instant(deps.clock)) },
            event: 'DossierReevaluated',
            facts: { revision: dossier.revision },
          })
        : refuse(refusal('LAW_DATE_NOT_COVERED', 'dossierId', { on })),
  });
