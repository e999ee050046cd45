import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import { actsFor } from '../units/standing.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { checkComposition, checkDecision, checkSeats, type SeatInput } from './check-seats.ts';
import { councilPermissions, requireCouncilRole } from './council.policy.ts';
import { councilPk, type CouncilStore } from './council.store.ts';
import type { Council, CouncilDecision } from './council.ts';

export type CouncilDeps = Scope & { readonly councils: CouncilStore; readonly units: UnitStore };

export type EstablishCouncilInput = {
  readonly unitId: string;
  readonly name: string;
  readonly decision: CouncilDecision;
  readonly termFrom: LocalDate;
  readonly termTo: LocalDate;
  readonly seats: readonly SeatInput[];
  readonly idempotencyKey: string;
};

/** Records a council that a decision set up. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE, COUNCIL_…. */
export function establishCouncil(deps: CouncilDeps, input: EstablishCouncilInput): Promise<Result<Council>> {
  return mutate(deps, {
    operation: 'establishCouncil',
    input,
    load: () => deps.units.registry(),
    decide: (registry, actor) => {
      requireCouncilRole(actor, 'council.establish');
      const on = today(deps.clock);
      const unitId = parseId('unt', input.unitId);
      if (!unitId || !actsFor(actor, councilPermissions['council.establish'], registry, unitId, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const { termFrom: from, termTo: to } = input;
      const name = requireLine('name', input.name, 300);
      const decision = checkDecision(input.decision, on);
      const seats = checkSeats({ field: 'seats', seats: input.seats, from, first: 1, filledBy: 0, registry });
      const refusals = [...refusalsOf(name, decision, seats)];
      if (to <= from) refusals.push(refusal('INVALID_VALUE', 'termTo', { expected: `sau ${from}` }));
      if (input.seats.length === 0) refusals.push(refusal('REQUIRED', 'seats'));
      if (!name.ok || !decision.ok || !seats.ok || refusals.length > 0) return refuse(...refusals);
      const council: Council = {
        id: deps.ids.next('cnl'),
        unitId,
        name: name.value,
        term: { from, to },
        decisions: [decision.value],
        seats: seats.value,
        version: 1,
      };
      const wrong = checkComposition(council, from, 'seats');
      if (wrong.length > 0) return refuse(...wrong);
      return accept({
        result: council,
        resultId: council.id,
        writes: [deps.councils.create(council)],
        event: {
          pk: councilPk(council.id),
          aggregateId: council.id,
          seq: 1,
          name: 'CouncilEstablished',
          facts: { unitId, decision: decision.value, seats: seats.value.length },
        },
      });
    },
    reload: (id) => reloadCouncil(deps, id),
  });
}

export async function reloadCouncil(deps: CouncilDeps, raw: string): Promise<Council | undefined> {
  const id = parseId('cnl', raw);
  return id && deps.councils.get(id);
}
