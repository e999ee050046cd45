import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { requireProvince, type CalendarAction } from './calendar.policy.ts';
import { calendarPk, type CalendarStore } from './calendar.store.ts';
import type { Calendar, Declaration } from './calendar.ts';

export type CalendarDeps = Scope & { readonly calendar: CalendarStore; readonly units: UnitStore };

export type CalendarInput = { readonly expectedVersion: number; readonly idempotencyKey: string };

export type CalendarGround = {
  readonly calendar: Calendar;
  readonly actor: User;
  readonly registry: UnitRegistry;
  readonly on: LocalDate;
};

type Outcome = {
  readonly declaration: Declaration;
  readonly declarations: readonly Declaration[];
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** What every change of the calendar has in common: a role at the province, the version, one more version. */
export const changeCalendar = (
  deps: CalendarDeps,
  action: CalendarAction,
  input: CalendarInput,
  decide: (ground: CalendarGround) => Result<Outcome> | Promise<Result<Outcome>>,
): Promise<Result<Declaration>> =>
  mutate(deps, {
    operation: action,
    input,
    load: () => Promise.all([deps.calendar.get(), deps.units.registry()]),
    decide: async ([calendar, registry], actor) => {
      const on = today(deps.clock);
      requireProvince(actor, action, registry, on);
      if (calendar.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: calendar.version }));
      const outcome = await decide({ calendar, actor, registry, on });
      if (!outcome.ok) return outcome;
      const { declaration, declarations, event, facts } = outcome.value;
      const version = calendar.version + 1;
      return accept({
        result: declaration,
        resultId: declaration.id,
        writes: [deps.calendar.replace({ version, declarations })],
        event: {
          pk: calendarPk,
          aggregateId: declaration.id,
          seq: version,
          name: event,
          facts: { declarationId: declaration.id, ...facts },
        },
      });
    },
    reload: (id) => findDeclaration(deps, id),
  });

export async function findDeclaration(
  deps: Pick<CalendarDeps, 'calendar'>,
  rawId: string,
): Promise<Declaration | undefined> {
  return (await deps.calendar.get()).declarations.find((one) => one.id === rawId);
}
