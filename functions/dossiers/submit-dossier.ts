import { submittedLaw } from '../eligibility/submitted-law.ts';
import { instant } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { localRulesIn, ofKind } from '../local-rules/local-rules-on.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import type { Shelf } from '../local-rules/local-rule.store.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Round } from '../rounds/round.ts';
import { askEvaluation } from './ask-evaluation.ts';
import { changeDossier, type DossierInput, type Ground } from './change-dossier.ts';
import { checkLocalDates } from './local-dates.ts';
import { checkContents, checkRound, mayReceive, type Entry } from './check-submission.ts';
import { nextRevision, offRoute, type Dossier, type LateMark } from './dossier.ts';
import type { DossierDeps } from './deps.ts';

export type SubmitDossierInput = DossierInput & {
  readonly receivingUnitId: string;
  /** The draft's own round, named again so that it is read, as it is now, together with the dossier. */
  readonly roundId?: string | null | undefined;
};

/** Submits a new revision. Codes: those of a change, NOT_FOUND, INVALID_VALUE, DOSSIER_QUOTA, and every DOSSIER_… check of the contents and the round. */
export function submitDossier(deps: DossierDeps, input: SubmitDossierInput): Promise<Result<Dossier>> {
  const receiver = parseId('unt', input.receivingUnitId);
  const roundId = input.roundId == null ? undefined : parseId('rnd', input.roundId);
  return changeDossier(deps, {
    action: 'submit',
    input,
    load: async () => {
      const [shelf, round] = await Promise.all([
        deps.localRules.shelf(),
        roundId && deps.rounds.get(roundId),
      ]);
      return { shelf, round: round ?? null };
    },
    decide: (ground) => {
      const { dossier, registry, on, extra } = ground;
      const { shelf, round } = extra;
      const local = receiver ? localRulesIn(shelf.books, registry, receiver, on) : [];
      const refusals: Refusal[] = [...checkContents(dossier, on, local)];
      if (!sameRound(dossier, input, round))
        refusals.push(refusal('INVALID_VALUE', 'roundId', { expected: 'đợt xét của hồ sơ' }));
      const entry = round ? checkRound(round, dossier, on) : outsideRounds;
      const dates = checkLocalDates(dossier, { local, round, on });
      refusals.push(...entry.refusals, ...dates.refusals);
      if (!receiver || !mayReceive(registry, dossier.authorUnitId, receiver, on))
        return refuse(...refusals, refusal('NOT_FOUND', 'receivingUnitId'));
      return refusals.length > 0
        ? refuse(...refusals)
        : accept(submitted(deps, ground, receiver, { late: entry.late ?? dates.late, local }));
    },
  });
}

type Extra = { readonly shelf: Shelf; readonly round: Round | null };
type By = { readonly late: LateMark | null; readonly local: readonly LocalRule[] };

const outsideRounds: Entry = { refusals: [], late: null };

const sameRound = (dossier: Dossier, input: SubmitDossierInput, round: Round | null): boolean =>
  input.roundId == null ? dossier.round === null : round !== null && round.id === dossier.round?.id;

function submitted(
  deps: DossierDeps,
  { dossier, actor, registry, on, extra: { shelf, round } }: Ground<Extra>,
  receiver: Id<'unt'>,
  { late, local }: By,
) {
  const number = nextRevision(dossier);
  const at = instant(deps.clock);
  const revision = {
    number,
    title: dossier.title,
    type: dossier.type,
    campaignId: dossier.campaignId,
    simpleCases: dossier.simpleCases,
    roundId: round?.id ?? null,
    receivingUnitId: receiver,
    files: dossier.files,
    nominees: dossier.totalNominees,
    submittedAt: at,
    submittedBy: actor.userId,
    late,
  };
  const law = submittedLaw(round, dossier.type, on, takenInOn(dossier));
  const judging = localRulesIn(shelf.books, registry, receiver, law?.receivedOn ?? on);
  const rests = restsOn(dossier, local, judging);
  const seats = law && { year: law.year, perAward: dossier.totalPerAward };
  return {
    patch: {
      status: 'SUBMITTED' as const,
      revision: number,
      stage: 1,
      handlerUnitId: receiver,
      counters: restarted(dossier),
      submission: {
        at,
        by: actor.userId,
        roundId: revision.roundId,
        late,
        law,
        localRules: rests.map((rule) => rule.number),
        seats,
      },
      evaluation: law && askEvaluation(dossier, 'SUBMISSION', at),
      submitters: [...new Set([...dossier.submitters, actor.userId])],
      receipt: null,
      ...offRoute,
      returnReasons: [],
      trail: [...dossier.trail, { unitId: receiver, stage: 1, on }],
    },
    writes: [
      deps.dossiers.addRevision(dossier.id, revision),
      ...(seats ? deps.quotas.take(dossier.authorUnitId, seats) : []),
      ...(round ? [deps.rounds.guard(round.id, round.version)] : []),
      // Up to its first day a version may be withdrawn; afterwards nothing changes it for today.
      ...(rests.some((rule) => rule.from === on) ? [deps.localRules.guard(shelf)] : []),
    ],
    event: 'DossierSubmitted',
    facts: { revision: number, receivingUnitId: receiver, late: late && { ...late } },
  };
}

/** The day on which the dossier was first taken in, if it was returned from there. */
function takenInOn({ submission, receipt, stage }: Dossier): LocalDate | null {
  const before = submission?.law;
  if (!before) return null;
  return before.receivedOn ?? (receipt !== null || stage > 1 ? before.on : null);
}

/** The province's versions by which the dossier is complete, in time, and its nominees are judged. */
const restsOn = (
  { totalPerAward }: Dossier,
  local: readonly LocalRule[],
  judging: readonly LocalRule[],
): readonly LocalRule[] =>
  Object.keys(totalPerAward).flatMap((code) => [
    ...ofKind(local, 'COMPONENTS', code),
    ...ofKind(judging, 'CRITERION', code),
    ...ofKind(local, 'CALENDAR', code),
  ]);

const restarted = (dossier: Dossier) => ({
  nominees: dossier.totalNominees,
  perAward: dossier.totalPerAward,
  reports: dossier.counters.reports,
  appraised: 0,
  confirmed: 0,
  approved: {},
});
