import type { AwardStore } from '../awards/award.store.ts';
import { keeperOf, type Decision } from '../dossiers/decision.ts';
import { decisionPk, type DossierStore } from '../dossiers/dossier.store.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import { checkChanges, maxChanges, type AwardChangeInput } from './check-changes.ts';
import { decisionPermissions } from './decision.policy.ts';
import { issuerOf } from './issuer-of.ts';
import type { RegisterDeps } from './open-register.ts';
import { loadRegister, takeNumber, type NumberInput } from './take-number.ts';

export type CorrectDecisionInput = NumberInput & {
  readonly decisionId: string;
  /** What was wrong, and how it reads now. */
  readonly text: string;
  /** Lines of the register that read otherwise from now on. */
  readonly changes?: readonly AwardChangeInput[] | null | undefined;
  readonly signerName: string;
  readonly signerTitle: string;
  readonly idempotencyKey: string;
};

export type CorrectDeps = RegisterDeps & {
  readonly dossiers: Pick<DossierStore, 'decision' | 'addDecision' | 'linkCorrection'>;
  readonly awards: Pick<AwardStore, 'get'>;
};

/**
 * Corrects a decision by another one; the corrected stays as it was issued, and the register follows. Codes: NOT_FOUND,
 * REQUIRED, TOO_LONG, TOO_MANY, DUPLICATE, INVALID_VALUE, AWARD_REVOKED, DECISION_NUMBER_TAKEN, DECISION_NUMBER_AUTOMATIC,
 * DECISION_REGISTER_NONE.
 */
export function correctDecision(deps: CorrectDeps, input: CorrectDecisionInput): Promise<Result<Decision>> {
  const id = parseId('dec', input.decisionId);
  const changes = input.changes ?? [];
  return mutate(deps, {
    operation: 'correctDecision',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        id && deps.dossiers.decision(id),
        loadRegister(deps.decisionRegisters, input),
        Promise.all(changes.slice(0, maxChanges).map((change) => loadAward(deps, change.awardId))),
      ]),
    decide: ([registry, before, register, awards], actor) => {
      const allowed = decisionPermissions['decision.correct'];
      if (unitsWithRole(actor, allowed).length === 0) throw forbidden();
      const on = today(deps.clock);
      const keeper = before && keeperOf(before);
      if (!before || !keeper || !actsFor(actor, allowed, registry, keeper, on))
        return refuse(refusal('NOT_FOUND', 'decisionId'));
      const issuer = issuerOf(before, registry, on);
      const said = checkSaid(before, input, on);
      const changed = checkChanges(before, changes, awards);
      const number = takeNumber(deps.decisionRegisters, input, register, issuer.issuerUnitId);
      if (!number.ok || !said.ok || !changed.ok) return refuse(...refusalsOf(number, said, changed));
      const correction: Decision = {
        ...before,
        id: deps.ids.next('dec'),
        kind: 'CORRECTION',
        corrects: before.id,
        ...said.value,
        number: number.value.number,
        issuedOn: input.issuedOn,
        year: yearOf(input.issuedOn),
        ...issuer,
        awardCounts: {},
        changes: changed.value,
      };
      return accept({
        result: correction,
        resultId: correction.id,
        writes: [
          ...deps.dossiers.addDecision(correction),
          deps.dossiers.linkCorrection(before.id, correction.id),
          ...number.value.writes,
        ],
        event: {
          pk: decisionPk(correction.id),
          aggregateId: correction.id,
          seq: 1,
          name: 'DecisionCorrected',
          facts: { decisionId: correction.id, corrects: before.id, number: correction.number },
        },
      });
    },
    reload: async (raw) => {
      const found = parseId('dec', raw);
      return found && deps.dossiers.decision(found);
    },
  });
}

const loadAward = async (deps: CorrectDeps, raw: string) => {
  const id = parseId('awd', raw);
  return id && deps.awards.get(id);
};

function checkSaid(
  before: Decision,
  input: CorrectDecisionInput,
  on: LocalDate,
): Result<Pick<Decision, 'signerName' | 'signerTitle'> & { readonly text: string }> {
  const text = requireText('text', input.text, 5000);
  const signerName = requireLine('signerName', input.signerName, 200);
  const signerTitle = requireLine('signerTitle', input.signerTitle, 200);
  const refusals: Refusal[] = [...refusalsOf(text, signerName, signerTitle)];
  if (input.issuedOn < before.issuedOn || input.issuedOn > on)
    refusals.push(refusal('INVALID_VALUE', 'issuedOn', { expected: `từ ${before.issuedOn} đến ${on}` }));
  return text.ok && signerName.ok && signerTitle.ok && refusals.length === 0
    ? accept({ text: text.value, signerName: signerName.value, signerTitle: signerTitle.value })
    : refuse(...refusals);
}
