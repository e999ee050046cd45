import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { maxWrites } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeDossier, type DossierInput, type Ground, type Outcome } from './change-dossier.ts';
import type { Decision } from './decision.ts';
import type { DossierDeps } from './deps.ts';
import { total, type Dossier, type Forwarding } from './dossier.ts';
import { excluded } from './hold-nominees.ts';
import { loadNominees, requireNominees } from './load-nominees.ts';
import { isSigned, type Nominee } from './nominee.ts';
import { loadResultNotice, openResultNotice } from './result-notice.ts';
import { giveBackSeats } from './seats.ts';

export type RecordStateAnswerInput = DossierInput & {
  /** The decision's number; none when nobody was awarded. */
  readonly number?: string | null | undefined;
  readonly issuedOn: LocalDate;
  readonly signerName?: string | null | undefined;
  readonly signerTitle?: string | null | undefined;
  /** Whom the state level didn't award. */
  readonly refusedIds: readonly string[];
  readonly reason?: string | null | undefined;
  /** More refused ones follow in another step: these leave the list now, and the answer waits. */
  readonly more?: boolean | null | undefined;
};

/** Writes that one step takes off the list; a longer answer takes several steps. */
const maxRefused = 80;
const decisionWrites = 2;

/**
 * What the Prime Minister or President answered: the awards given enter the register, the others leave the list, eighty at
 * most in one step and the last with the decision. Codes: those of a change, REQUIRED, TOO_LONG, TOO_MANY, DUPLICATE, NOT_FOUND, INVALID_VALUE, DECISION_NUMBER_TAKEN.
 */
export const recordStateAnswer = (
  deps: DossierDeps,
  input: RecordStateAnswerInput,
): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'recordStateAnswer',
    input,
    load: (dossierId) =>
      Promise.all([
        loadNominees(deps, dossierId, input.refusedIds, maxRefused),
        loadResultNotice(deps, dossierId),
      ]),
    decide: (ground) => {
      const { dossier, on } = ground;
      const [found, notice] = ground.extra;
      const refused = checkAnswer(dossier, input, found, on);
      if (!refused.ok) return refused;
      const out = excluded(deps, dossier, refused.value, {
        source: 'STATE',
        reference: dossier.forwarding?.letterNumber ?? '',
      });
      if (input.more === true) return someRefused(refused.value, out);
      const unitId = dossier.handlerUnitId ?? dossier.authorUnitId;
      const after = { ...dossier, ...out.patch };
      const none = total(after.counters.approved) === 0;
      const seats = giveBackSeats(deps, dossier, after.counters.approved);
      const fixed = 1 + decisionWrites + seats.writes.length;
      const told = openResultNotice(deps, notice, after, { unitId, on, what: none ? 'refusal' : 'result' });
      const room = maxWrites - fixed - told.writes.length;
      if (out.writes.length > room) return refuse(refusal('TOO_MANY', 'refusedIds', { limit: room }));
      if (none) {
        const why = requireText('reason', input.reason ?? '', 2000);
        if (!why.ok) return why;
        return accept({
          patch: {
            ...out.patch,
            status: 'CLOSED_WITHOUT_AWARD',
            closingReason: why.value,
            submission: seats.submission,
          },
          writes: [...out.writes, ...seats.writes, ...told.writes],
          event: 'StateRefused',
          facts: { reason: why.value },
        });
      }
      const decision = stateDecision(deps, input, ground, after);
      if (!decision.ok) return decision;
      return accept({
        patch: {
          ...out.patch,
          status: 'DECIDED',
          decisionId: decision.value.id,
          submission: seats.submission,
        },
        writes: [
          ...out.writes,
          ...seats.writes,
          ...deps.dossiers.addDecision(decision.value),
          ...told.writes,
        ],
        event: 'StateAwarded',
        facts: { decisionId: decision.value.id, refused: refused.value.map((one) => one.id) },
      });
    },
  });

/** These leave the list now; the answer as a whole waits for the last step. */
function someRefused(
  refused: readonly Nominee[],
  { patch, writes }: ReturnType<typeof excluded>,
): Result<Outcome> {
  if (refused.length === 0) return refuse(refusal('REQUIRED', 'refusedIds'));
  const facts = { refused: refused.map((one) => one.id) };
  return accept({ patch, writes, event: 'StateRefusedSome', facts });
}

function checkAnswer(
  dossier: Dossier,
  { refusedIds, issuedOn }: RecordStateAnswerInput,
  found: readonly (Nominee | undefined)[],
  on: LocalDate,
): Result<readonly Nominee[]> {
  const signed = found.map((one) => (one && isSigned(one, dossier) ? one : undefined));
  const refused: Result<readonly Nominee[]> =
    refusedIds.length === 0 ? accept([]) : requireNominees('refusedIds', refusedIds, signed, maxRefused);
  const day = checkDay(dossier, issuedOn, on);
  return refused.ok && day.length === 0 ? refused : refuse(...refusalsOf(refused), ...day);
}

const issuers: Readonly<Record<Forwarding['addressee'], string>> = {
  PRIME_MINISTER: 'Thủ tướng Chính phủ',
  PRESIDENT: 'Chủ tịch nước',
};

function stateDecision(
  deps: DossierDeps,
  input: RecordStateAnswerInput,
  { dossier }: Pick<Ground<unknown>, 'dossier'>,
  after: Dossier,
): Result<Decision> {
  const number = requireLine('number', input.number ?? '', 100);
  const signerName = requireLine('signerName', input.signerName ?? '', 200);
  const signerTitle = requireLine('signerTitle', input.signerTitle ?? '', 200);
  if (!number.ok || !signerName.ok || !signerTitle.ok)
    return refuse(...refusalsOf(number, signerName, signerTitle));
  return accept({
    id: deps.ids.next('dec'),
    kind: 'STATE',
    dossierId: dossier.id,
    number: number.value,
    issuedOn: input.issuedOn,
    year: yearOf(input.issuedOn),
    signerName: signerName.value,
    signerTitle: signerTitle.value,
    issuerUnitId: null,
    issuerName: issuers[dossier.forwarding?.addressee ?? 'PRIME_MINISTER'],
    legalBases: [],
    stage: dossier.stage,
    revision: dossier.revision,
    awardCounts: after.counters.approved,
    corrects: null,
    text: null,
    changes: [],
    keptBy: dossier.handlerUnitId ?? dossier.authorUnitId,
  });
}

function checkDay({ forwarding }: Dossier, issuedOn: LocalDate, on: LocalDate): readonly Refusal[] {
  const from = forwarding?.on ?? issuedOn;
  return issuedOn < from || issuedOn > on
    ? [refusal('INVALID_VALUE', 'issuedOn', { expected: `từ ${from} đến ${on}` })]
    : [];
}
