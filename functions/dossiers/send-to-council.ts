import { accept, type Result } from '../kernel/result.ts';
import { nothing } from '../units/change-root.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import type { Dossier } from './dossier.ts';
import type { DossierDeps } from './deps.ts';

/** Puts the dossier before the council. Codes: those of a change, DOSSIER_STEP_MISSING, DOSSIER_STEP_NOT_NEEDED, DOSSIER_SUSPENDED, DOSSIER_HELD. */
export const sendToCouncil = (deps: DossierDeps, input: DossierInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'sendToCouncil',
    input,
    load: nothing,
    decide: () => accept({ patch: { status: 'COUNCIL' }, event: 'DossierSentToCouncil' }),
  });
