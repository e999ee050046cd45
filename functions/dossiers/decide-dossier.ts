import { closeDeadline } from '../deadlines/keep-deadline.ts';
import { loadRegister, takeNumber, type NumberInput } from '../decisions/take-number.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { yearOf } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { mayDecide } from '../law/authority.ts';
import { awardOn } from '../law/awards.ts';
import { loadAnswerDeadline } from './answer-deadline.ts';
import { loadResultNotice, openResultNotice } from './result-notice.ts';
import { changeDossier, type DossierInput, type Ground } from './change-dossier.ts';
import type { Decision } from './decision.ts';
import { total, type Dossier } from './dossier.ts';
import { giveBackSeats } from './seats.ts';
import type { DossierDeps } from './deps.ts';

export type DecideDossierInput = DossierInput &
  NumberInput & {
    readonly signerName: string;
    readonly signerTitle: string;
  };

/** Signs a decision. Codes: those of a change, REQUIRED, TOO_LONG, INVALID_VALUE, DECISION_NUMBER_AUTOMATIC, DECISION_REGISTER_NONE, DOSSIER_NOT_APPRAISED, DOSSIER_NOT_IN_AUTHORITY, DECISION_NUMBER_TAKEN. */
export const decideDossier = (deps: DossierDeps, input: DecideDossierInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'decide',
    input,
    load: (dossierId) =>
      Promise.all([
        loadAnswerDeadline(deps, dossierId),
        loadRegister(deps.decisionRegisters, input),
        loadResultNotice(deps, dossierId),
      ]),
    decide: (ground) => {
      const { dossier, on } = ground;
      const [deadline, register, notice] = ground.extra;
      const signerName = requireLine('signerName', input.signerName, 200);
      const signerTitle = requireLine('signerTitle', input.signerTitle, 200);
      const issuer = issuerOf(ground);
      const number = issuer
        ? takeNumber(deps.decisionRegisters, input, register, issuer.unitId)
        : refuse(refusal('NOT_FOUND', 'dossierId'));
      const refusals = [
        ...refusalsOf(number, signerName, signerTitle),
        ...checkDay(dossier, input.issuedOn, on),
        ...checkAuthority(ground, issuer),
      ];
      if (!number.ok || !signerName.ok || !signerTitle.ok || !issuer || refusals.length > 0)
        return refuse(...refusals);
      const decision: Decision = {
        id: deps.ids.next('dec'),
        kind: 'AWARD',
        dossierId: dossier.id,
        number: number.value.number,
        issuedOn: input.issuedOn,
        year: yearOf(input.issuedOn),
        signerName: signerName.value,
        signerTitle: signerTitle.value,
        issuerUnitId: issuer.unitId,
        issuerName: issuer.name,
        legalBases: legalBases(dossier, on),
        stage: dossier.stage,
        revision: dossier.revision,
        awardCounts: dossier.counters.approved,
        corrects: null,
        text: null,
        changes: [],
        keptBy: null,
      };
      const seats = giveBackSeats(deps, dossier, dossier.counters.approved);
      return accept({
        patch: { status: 'DECIDED', decisionId: decision.id, submission: seats.submission },
        writes: [
          ...seats.writes,
          ...deps.dossiers.addDecision(decision),
          ...number.value.writes,
          ...openResultNotice(deps, notice, dossier, { unitId: issuer.unitId, on, what: 'result' }).writes,
          ...closeDeadline(deps, deadline ?? undefined, on, 'DONE').writes,
        ],
        event: 'DossierDecided',
        facts: { decisionId: decision.id, stage: dossier.stage },
      });
    },
  });

type DecideGround = Ground<unknown>;

/** The articles by which each award on the list is given. */
const legalBases = (dossier: Dossier, on: LocalDate): readonly string[] => [
  ...new Set(Object.keys(dossier.counters.approved).flatMap((code) => awardOn(code, on)?.citation ?? [])),
];

type Issuer = NonNullable<ReturnType<typeof issuerOf>>;

/** The unit that has the dossier before it, or the one that carries it on. */
function issuerOf({ dossier, registry, on }: DecideGround) {
  const unitId: Id<'unt'> | undefined = dossier.handlerUnitId
    ? registry.heirsOn(dossier.handlerUnitId, on)[0]
    : undefined;
  const state = unitId && registry.stateOn(unitId, on);
  return state && { unitId, name: state.name, kind: state.kind };
}

function checkDay(dossier: Dossier, issuedOn: LocalDate, on: LocalDate): readonly Refusal[] {
  const from = dossier.receipt?.receivedOn ?? issuedOn;
  return issuedOn > on || issuedOn < from
    ? [refusal('INVALID_VALUE', 'issuedOn', { expected: `từ ${from} đến ${on}` })]
    : [];
}

function checkAuthority({ dossier, on }: DecideGround, issuer: Issuer | undefined): readonly Refusal[] {
  const { approved } = dossier.counters;
  if (total(approved) === 0) return [refusal('DOSSIER_NOT_APPRAISED', 'dossierId', { missing: 0 })];
  return Object.keys(approved)
    .filter((code) => {
      const award = awardOn(code, on);
      return !issuer || !award || !mayDecide(award, issuer.kind, on);
    })
    .map((award) => refusal('DOSSIER_NOT_IN_AUTHORITY', 'dossierId', { award }));
}
