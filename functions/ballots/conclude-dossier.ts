import type { Id } from '../kernel/ids.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import { excluded } from '../dossiers/hold-nominees.ts';
import { councilConcluded, joinedStep } from '../dossiers/joined-step.ts';
import { isExcluded } from '../dossiers/nominee.ts';
import type { Ballot } from './ballot.ts';
import { changeBallot, type BallotDeps, type BallotGround, type BallotInput } from './change-ballot.ts';
import { loadList, type LoadedDossier } from './load-list.ts';

export type ConcludeDossierInput = BallotInput & { readonly dossierId: string };

/** Writes that one step takes off the list; a longer list takes several steps. */
const maxFailed = 80;

/**
 * Carries a final result to a dossier: whom the council didn't pass leaves its list, and the route goes on. Where more than
 * 80 failed, the step is taken again until `concluded` names the dossier. Codes: those of a change, BALLOT_LIST_STALE, DUPLICATE.
 */
export const concludeDossier = (deps: BallotDeps, input: ConcludeDossierInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'conclude',
    load: (id) =>
      Promise.all([deps.ballots.nominees(id), deps.ballots.outcomes(id), loadList(deps, [input.dossierId])]),
    apply: ({ ballot, actor, extra: [nominees, outcomes, [loaded]] }) => {
      const dossierId = parseId('dos', input.dossierId);
      if (!loaded || !dossierId || !matches(ballot, loaded))
        return refuse(refusal('BALLOT_LIST_STALE', 'dossierId'));
      if (ballot.concluded.includes(dossierId)) return refuse(refusal('DUPLICATE', 'dossierId'));
      const failed = new Set(
        nominees.flatMap((one, place) =>
          one.dossierId === dossierId && !outcomes[place]?.passed ? [one.nomineeId] : [],
        ),
      );
      const left = loaded.nominees.filter((one) => failed.has(one.id) && !isExcluded(one, loaded.dossier));
      const now = left.slice(0, maxFailed);
      const last = now.length === left.length;
      const writes = last
        ? councilConcluded(deps, {
            dossier: loaded.dossier,
            actorId: actor.userId,
            reference: ballot.id,
            failed: now,
          })
        : accept(partly(deps, loaded, actor.userId, { reference: ballot.id, failed: now }));
      if (!writes.ok) return writes;
      return accept({
        patch: last ? { concluded: [...ballot.concluded, dossierId] } : {},
        writes: writes.value,
        event: last ? 'DossierConcluded' : 'DossierConcludedInPart',
        facts: { dossierId, failed: now.map((one) => one.id) },
      });
    },
  });

/** The dossier must still be where it was when the council voted. */
const matches = (ballot: Ballot, { dossier }: LoadedDossier): boolean =>
  ballot.dossiers.some(
    (one) => one.id === dossier.id && one.stage === dossier.stage && one.revision === dossier.revision,
  );

type Part = { readonly reference: string; readonly failed: LoadedDossier['nominees'] };

function partly(
  deps: BallotDeps,
  { dossier }: LoadedDossier,
  actorId: BallotGround<unknown>['actor']['userId'],
  { reference, failed }: Part,
): readonly Write[] {
  const { patch, writes } = excluded(deps, dossier, failed, { source: 'COUNCIL', reference });
  const facts = { reference, failed: failed.map((one): Id<'nom'> => one.id) };
  return [...joinedStep(deps, { dossier, actorId, patch, event: 'CouncilExcluded', facts }), ...writes];
}
