import { inPlay, isExcluded, type Nominee } from '../dossiers/nominee.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { consultationRule, type ConsultationRule } from './consultation-rule.ts';
import { maxNamed, maxOpen, type AgencyKind, type Consultation } from './consultation.ts';

export type ConsultAgencyInput = {
  readonly dossierId: string;
  readonly agency: AgencyKind;
  /** Exactly one of a unit here, and a name of a body that has no account. */
  readonly agencyUnitId?: string | null | undefined;
  readonly agencyName?: string | null | undefined;
  /** Empty for the whole list. */
  readonly nomineeIds: readonly string[];
  readonly question: string;
  /** Only where no law sets the days. */
  readonly answerBy?: LocalDate | null | undefined;
  readonly idempotencyKey: string;
};

type Asked = Pick<Consultation, 'agency' | 'agencyUnitId' | 'agencyName' | 'nomineeIds' | 'question'>;

export type CheckedQuestion = { readonly asked: Asked; readonly rule: ConsultationRule };

/** Codes: NOT_FOUND, REQUIRED, INVALID_VALUE, TOO_LONG, TOO_MANY, DUPLICATE, CONSULTATION_NOT_FORESEEN. */
export function checkQuestion(
  input: ConsultAgencyInput,
  dossier: Dossier,
  nominees: readonly (Nominee | undefined)[],
  { registry, on }: { readonly registry: UnitRegistry; readonly on: LocalDate },
): Result<CheckedQuestion> {
  const agency = checkAgency(input, dossier, registry, on);
  const rule = consultationRule(dossier, input.agency, input.answerBy ?? null, on);
  const question = requireText('question', input.question, 5000);
  const refusals = [
    ...refusalsOf(agency, rule, question),
    ...checkNamed(input.nomineeIds, nominees, dossier),
    ...(dossier.consulted.open >= maxOpen ? [refusal('TOO_MANY', 'dossierId', { limit: maxOpen })] : []),
  ];
  if (!agency.ok || !rule.ok || !question.ok || refusals.length > 0) return refuse(...refusals);
  const named = nominees.flatMap((one) => one?.id ?? []);
  const nomineeIds = named.length > 0 ? named : null;
  return accept({
    asked: { ...agency.value, agency: input.agency, nomineeIds, question: question.value },
    rule: rule.value,
  });
}

type Agency = Pick<Consultation, 'agencyUnitId' | 'agencyName'>;

/** Neither who proposes nor who appraises is asked what they think of it. */
function checkAgency(
  input: ConsultAgencyInput,
  dossier: Dossier,
  registry: UnitRegistry,
  on: LocalDate,
): Result<Agency> {
  if ((input.agencyUnitId == null) === (input.agencyName == null))
    return refuse(refusal('INVALID_VALUE', 'agencyUnitId', { expected: 'agencyUnitId hoặc agencyName' }));
  if (input.agencyUnitId == null) {
    const name = requireLine('agencyName', input.agencyName ?? '', 200);
    return name.ok ? accept({ agencyUnitId: null, agencyName: name.value }) : name;
  }
  const agencyUnitId = parseId('unt', input.agencyUnitId);
  const unit = agencyUnitId && registry.stateOn(agencyUnitId, on);
  if (!unit) return refuse(refusal('NOT_FOUND', 'agencyUnitId'));
  if (agencyUnitId === dossier.authorUnitId || agencyUnitId === dossier.handlerUnitId)
    return refuse(
      refusal('INVALID_VALUE', 'agencyUnitId', { expected: 'không phải đơn vị trình hay đơn vị thẩm định' }),
    );
  return accept({ agencyUnitId, agencyName: unit.name });
}

function checkNamed(
  ids: readonly string[],
  found: readonly (Nominee | undefined)[],
  dossier: Dossier,
): readonly Refusal[] {
  if (ids.length > maxNamed) return [refusal('TOO_MANY', 'nomineeIds', { limit: maxNamed })];
  return ids.flatMap((raw, i) => {
    if (ids.indexOf(raw) < i) return [refusal('DUPLICATE', `nomineeIds.${i}`)];
    return isAsked(found[i], dossier) ? [] : [refusal('NOT_FOUND', `nomineeIds.${i}`)];
  });
}

/** Before this stage, and not taken off it. */
export const isAsked = (
  nominee: Nominee | undefined,
  at: Pick<Dossier, 'stage' | 'revision'>,
): nominee is Nominee => nominee !== undefined && inPlay(nominee, at) && !isExcluded(nominee, at);
