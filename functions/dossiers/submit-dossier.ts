import { instant } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import { changeDossier, nothing, type DossierInput, type Ground } from './change-dossier.ts';
import { checkContents, checkRound, mayReceive, plainlyOpen, type Entry } from './check-submission.ts';
import { nextRevision, type Dossier, type LateMark, type RoundSnapshot } from './dossier.ts';
import { snapshotOf } from './draft-dossier.ts';
import type { DossierDeps } from './ports.ts';

export type SubmitDossierInput = DossierInput & { readonly receivingUnitId: string };

/** Submits a new revision. Codes: those of a change, NOT_FOUND, and every DOSSIER_… check of the contents and the round. */
export function submitDossier(deps: DossierDeps, input: SubmitDossierInput): Promise<Result<Dossier>> {
  const receiver = parseId('unt', input.receivingUnitId);
  return changeDossier(deps, {
    action: 'submit',
    input,
    load: nothing,
    decide: async (ground) => {
      const { dossier, registry, on } = ground;
      const refusals: Refusal[] = [...checkContents(dossier, deps.law, on)];
      const entry = await enterRound(deps, ground);
      refusals.push(...entry.refusals);
      if (!receiver || !mayReceive(registry, dossier.authorUnitId, receiver, on))
        return refuse(...refusals, refusal('NOT_FOUND', 'receivingUnitId'));
      return refusals.length > 0 ? refuse(...refusals) : accept(submitted(deps, ground, receiver, entry));
    },
  });
}

type RoundEntry = Entry & { readonly round: RoundSnapshot | null; readonly guards: readonly Write[] };

/**
 * An open round is taken at the version in the dossier, and the transaction proves that it still is at it. Anything
 * else, and any second attempt, asks the round as it is now.
 */
async function enterRound(deps: DossierDeps, { dossier, on, attempt }: Ground<null>): Promise<RoundEntry> {
  const known = dossier.round;
  if (!known) return { refusals: [], late: null, round: null, guards: [] };
  if (attempt === 0 && plainlyOpen(known, dossier, on))
    return entering(deps, known, { refusals: [], late: null });
  const fresh = await deps.rounds.get(known.id);
  if (!fresh) return { refusals: [refusal('NOT_FOUND', 'dossierId')], late: null, round: known, guards: [] };
  return entering(deps, snapshotOf(fresh), checkRound(fresh, dossier, on));
}

const entering = (deps: DossierDeps, round: RoundSnapshot, entry: Entry): RoundEntry => ({
  ...entry,
  round,
  guards: [deps.rounds.guard(round.id, round.version)],
});

function submitted(deps: DossierDeps, ground: Ground<null>, receiver: Id<'unt'>, entry: RoundEntry) {
  const { dossier, actor, on } = ground;
  const number = nextRevision(dossier);
  const at = instant(deps.clock);
  const revision = {
    number,
    title: dossier.title,
    type: dossier.type,
    campaignId: dossier.campaignId,
    roundId: entry.round?.id ?? null,
    receivingUnitId: receiver,
    files: dossier.files,
    nominees: dossier.totalNominees,
    submittedAt: at,
    submittedBy: actor.userId,
    late: entry.late,
  };
  return {
    patch: {
      status: 'SUBMITTED' as const,
      revision: number,
      stage: 1,
      round: entry.round,
      handlerUnitId: receiver,
      counters: restarted(dossier),
      submission: { at, by: actor.userId, late: entry.late },
      submitters: [...new Set([...dossier.submitters, actor.userId])],
      receipt: null,
      returnReasons: [],
      trail: [...dossier.trail, { unitId: receiver, stage: 1, on }],
    },
    writes: [deps.dossiers.addRevision(dossier.id, revision), ...entry.guards],
    event: 'DossierSubmitted',
    facts: { revision: number, receivingUnitId: receiver, late: lateFacts(entry.late) },
  };
}

const lateFacts = (late: LateMark | null) => late && { ...late };

const restarted = (dossier: Dossier) => ({
  nominees: dossier.totalNominees,
  perAward: dossier.totalPerAward,
  reports: dossier.counters.reports,
  appraised: 0,
  confirmed: 0,
  approved: {},
});
