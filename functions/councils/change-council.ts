import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { checkComposition, checkDecision, checkSeats, type SeatInput } from './check-seats.ts';
import { requireCouncilRole, servesCouncil } from './council.policy.ts';
import { councilPk } from './council.store.ts';
import { holdsOn, maxRelatives, seatOf, type Council, type CouncilDecision, type Seat } from './council.ts';
import { reloadCouncil, type CouncilDeps } from './establish-council.ts';

type CouncilInput = {
  readonly councilId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type ChangeCouncilInput = CouncilInput & {
  readonly decision: CouncilDecision;
  readonly effectiveOn: LocalDate;
  readonly endSeats?: readonly number[] | null | undefined;
  readonly newSeats?: readonly SeatInput[] | null | undefined;
  readonly fields?:
    readonly { readonly seat: number; readonly fields: readonly string[] }[] | null | undefined;
  readonly termTo?: LocalDate | null | undefined;
};
export type DeclareRelativesInput = CouncilInput & { readonly subjectIds: readonly string[] };

type Step = { readonly after: Omit<Council, 'version'>; readonly event: string; readonly facts: object };

function change(
  deps: CouncilDeps,
  input: CouncilInput,
  operation: string,
  apply: (council: Council, actor: User, registry: UnitRegistry, on: LocalDate) => Result<Step>,
): Promise<Result<Council>> {
  const id = parseId('cnl', input.councilId);
  return mutate(deps, {
    operation,
    input,
    load: () => Promise.all([id && deps.councils.get(id), deps.units.registry()]),
    decide: ([council, registry], actor) => {
      if (!council) return refuse(refusal('NOT_FOUND', 'councilId'));
      if (council.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: council.version }));
      const step = apply(council, actor, registry, today(deps.clock));
      if (!step.ok) return step;
      const after: Council = { ...step.value.after, version: council.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: [deps.councils.replace(after)],
        event: {
          pk: councilPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: step.value.event,
          facts: { ...step.value.facts },
        },
      });
    },
    reload: (raw) => reloadCouncil(deps, raw),
  });
}

/** Changes who sits, by a decision. Codes: NOT_FOUND, STALE_VERSION, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE, COUNCIL_…. */
export const changeCouncil = (deps: CouncilDeps, input: ChangeCouncilInput): Promise<Result<Council>> =>
  change(deps, input, 'changeCouncil', (council, actor, registry, on) => {
    requireCouncilRole(actor, 'council.change');
    if (!servesCouncil(council, { actor, registry, on })) return refuse(refusal('NOT_FOUND', 'councilId'));
    const { effectiveOn } = input;
    const nth = council.decisions.length;
    const decision = checkDecision(input.decision, on);
    const seats = checkSeats({
      field: 'newSeats',
      seats: input.newSeats ?? [],
      from: effectiveOn,
      first: council.seats.length + 1,
      filledBy: nth,
      registry,
    });
    const kept = keptSeats(council, input, nth);
    const term = checkTerm(council, input.termTo ?? council.term.to);
    if (!decision.ok || !seats.ok || !kept.ok || !term.ok)
      return refuse(...refusalsOf(decision, seats, kept, term));
    const after: Council = {
      ...council,
      term: term.value,
      decisions: [...council.decisions, decision.value],
      seats: [...kept.value, ...seats.value],
    };
    const wrong = checkComposition(after, effectiveOn, 'newSeats');
    if (wrong.length > 0) return refuse(...wrong);
    const filled = seats.value.map((seat) => seat.number);
    const facts = { decision: decision.value, effectiveOn, ended: input.endSeats ?? [], filled };
    return accept({ after, event: 'CouncilChanged', facts });
  });

const checkTerm = ({ term }: Council, to: LocalDate): Result<Council['term']> =>
  to > term.from
    ? accept({ ...term, to })
    : refuse(refusal('INVALID_VALUE', 'termTo', { expected: `sau ${term.from}` }));

function keptSeats(council: Council, input: ChangeCouncilInput, nth: number): Result<readonly Seat[]> {
  const ended = endSeats(council, input.endSeats ?? [], input.effectiveOn, nth);
  return ended.ok ? assign(ended.value, input.fields ?? [], input.effectiveOn) : ended;
}

function endSeats(
  council: Council,
  numbers: readonly number[],
  on: LocalDate,
  endedBy: number,
): Result<readonly Seat[]> {
  const refusals: Refusal[] = numbers.flatMap((number, i) =>
    council.seats.some((seat) => seat.number === number && seat.endedBy === null && seat.from <= on)
      ? []
      : [refusal('COUNCIL_SEAT_NOT_HELD', `endSeats.${i}`, { seat: number })],
  );
  if (refusals.length > 0) return refuse(...refusals);
  return accept(
    council.seats.map((seat) =>
      numbers.includes(seat.number)
        ? { ...seat, to: seat.to !== null && seat.to < on ? seat.to : on, endedBy }
        : seat,
    ),
  );
}

function assign(
  seats: readonly Seat[],
  given: readonly { readonly seat: number; readonly fields: readonly string[] }[],
  on: LocalDate,
): Result<readonly Seat[]> {
  const texts = given.flatMap((one, i) =>
    one.fields.map((text, j) => checkText(`fields.${i}.fields.${j}`, text, 200)),
  );
  const refusals: Refusal[] = [
    ...refusalsOf(...texts),
    ...given.flatMap(({ seat }, i) =>
      seats.some((one) => one.number === seat && holdsOn(one, on))
        ? []
        : [refusal('COUNCIL_SEAT_NOT_HELD', `fields.${i}.seat`, { seat })],
    ),
  ];
  if (refusals.length > 0) return refuse(...refusals);
  const fieldsOf = new Map(given.map(({ seat, fields }) => [seat, fields]));
  return accept(seats.map((seat) => ({ ...seat, fields: fieldsOf.get(seat.number) ?? seat.fields })));
}

/** A member names close relatives on the register of people. Codes: NOT_FOUND, STALE_VERSION, TOO_MANY, COUNCIL_NOT_MEMBER. */
export const declareRelatives = (deps: CouncilDeps, input: DeclareRelativesInput): Promise<Result<Council>> =>
  change(deps, input, 'declareRelatives', (council, actor, _registry, on) => {
    const own = seatOf(council, actor.userId, on);
    if (!own) return refuse(refusal('COUNCIL_NOT_MEMBER', 'councilId'));
    if (input.subjectIds.length > maxRelatives)
      return refuse(refusal('TOO_MANY', 'subjectIds', { limit: maxRelatives }));
    const ids = input.subjectIds.map((raw) => parseId('sub', raw));
    const unknown = ids.flatMap((id, i) => (id ? [] : [refusal('NOT_FOUND', `subjectIds.${i}`)]));
    if (unknown.length > 0) return refuse(...unknown);
    const relatives = [...new Set(ids.flatMap((id) => id ?? []))];
    return accept({
      after: {
        ...council,
        seats: council.seats.map((seat) => (seat.number === own.number ? { ...seat, relatives } : seat)),
      },
      event: 'RelativesDeclared',
      facts: { seat: own.number, relatives: relatives.length },
    });
  });
