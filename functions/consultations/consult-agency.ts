import { openDeadline } from '../deadlines/keep-deadline.ts';
import { holdsRoleFor, maySee, refusalsFor } from '../dossiers/dossier.policy.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate, type Change } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { reloadConsultation } from './change-consultation.ts';
import { checkQuestion, type ConsultAgencyInput } from './check-question.ts';
import type { ConsultationRule } from './consultation-rule.ts';
import { consultationPk } from './consultation.store.ts';
import { maxNamed, type Consultation } from './consultation.ts';
import type { ConsultationDeps } from './deps.ts';

/**
 * Asks one agency about a dossier. Codes: NOT_FOUND, those of `consult` of a dossier, REQUIRED, INVALID_VALUE, TOO_LONG,
 * TOO_MANY, DUPLICATE, CONSULTATION_NOT_FORESEEN.
 */
export function consultAgency(
  deps: ConsultationDeps,
  input: ConsultAgencyInput,
): Promise<Result<Consultation>> {
  const dossierId = parseId('dos', input.dossierId);
  return mutate(deps, {
    operation: 'dossier.consult',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        dossierId && deps.dossiers.get(dossierId),
        dossierId && loadNominees(deps, dossierId, input.nomineeIds),
        deps.calendar.current(),
      ]),
    decide: ([registry, dossier, nominees = [], calendar], actor) => {
      if (!holdsRoleFor('consult', actor)) throw forbidden();
      const on = today(deps.clock);
      const viewer = { actor, registry, on };
      if (!dossier || !maySee(dossier, viewer)) return refuse(refusal('NOT_FOUND', 'dossierId'));
      const standing = refusalsFor('consult', dossier, viewer);
      const askerUnitId = dossier.handlerUnitId;
      if (standing.length > 0 || askerUnitId === null) return refuse(...standing);
      const checked = checkQuestion(input, dossier, nominees, viewer);
      if (!checked.ok) return checked;
      const { asked, rule } = checked.value;
      const consultation: Consultation = {
        ...unanswered,
        ...asked,
        ...{ silence: rule.silence, silentNotBefore: rule.silentNotBefore },
        id: deps.ids.next('cst'),
        dossierId: dossier.id,
        stage: dossier.stage,
        revision: dossier.revision,
        askerUnitId,
        askerName: nameOf(registry, askerUnitId, on),
        askedBy: actor.userId,
        askedOn: on,
      };
      return accept(opened(deps, consultation, dossier, { rule, calendar }));
    },
    reload: (rawId) => reloadConsultation(deps, rawId),
  });
}

type Timing = { readonly rule: ConsultationRule; readonly calendar: WorkCalendar };

/** The consultation, its clock, and the dossier that waits for it. */
function opened(
  deps: ConsultationDeps,
  consultation: Consultation,
  dossier: Dossier,
  { rule, calendar }: Timing,
): Change<Consultation> {
  const { id, agency, agencyUnitId, askerUnitId } = consultation;
  const opening = {
    ownerId: id,
    purpose: 'CONSULTATION_ANSWER' as const,
    term: rule.term,
    // Whoever has no account can't be reminded; then those who asked are, so that they ask again.
    unitId: agencyUnitId ?? askerUnitId,
    label: `Ý kiến về hồ sơ số ${dossier.receipt?.number ?? ''}`.trim(),
    assignees: [],
    restricted: false,
    lane: null,
  };
  const { deadline, writes } = openDeadline(deps, undefined, opening, calendar);
  const { asked, open } = dossier.consulted;
  return {
    result: consultation,
    resultId: id,
    writes: [
      ...deps.consultations.create(consultation),
      ...writes,
      ...joinedStep(deps, {
        dossier,
        actorId: consultation.askedBy,
        patch: { consulted: { asked: asked + 1, open: open + 1 } },
        event: 'AgencyConsulted',
        facts: { consultationId: id, agency },
      }),
    ],
    event: {
      pk: consultationPk(id),
      aggregateId: id,
      seq: 1,
      name: 'ConsultationOpened',
      facts: { dossierId: dossier.id, askerUnitId, agencyUnitId, dueOn: deadline?.dueOn ?? null },
    },
  };
}

const loadNominees = (deps: ConsultationDeps, dossierId: Id<'dos'>, ids: readonly string[]) =>
  Promise.all(
    ids.slice(0, maxNamed).map(async (raw) => {
      const id = parseId('nom', raw);
      return id && deps.nominees.get(dossierId, id);
    }),
  );

const nameOf = (registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate): string =>
  registry.stateOn(registry.heirsOn(unitId, on)[0] ?? unitId, on)?.name ?? '';

const unanswered = {
  status: 'OPEN',
  answer: null,
  named: 0,
  objections: 0,
  unresolved: 0,
  closedOn: null,
  withdrawal: null,
  version: 1,
} as const;
