import { instant, today } from '../kernel/clock.ts';
import { addDays, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { checkLegalAct } from '../units/check-legal-act.ts';
import type { LegalAct } from '../units/unit.ts';
import { provincesOf } from './calendar.policy.ts';
import { workCalendar } from './calendar.store.ts';
import type { Declaration } from './calendar.ts';
import { changeCalendar, type CalendarDeps, type CalendarInput } from './change-calendar.ts';

export type DeclareHolidayInput = CalendarInput & {
  readonly unitId: string;
  readonly name: string;
  readonly days: Declaration['days'];
  readonly legalAct: LegalAct;
};

const maxDays = 60;
/** How many days all declarations may name together: the calendar is one item, read with every deadline. */
const maxDeclared = 3000;
const reach = { back: 60, ahead: 800 } as const;

/**
 * Declares days free or worked; deadlines that run follow. Codes: NOT_FOUND, STALE_VERSION, REQUIRED, TOO_LONG, TOO_MANY,
 * INVALID_VALUE, CALENDAR_DAY_RANGE, CALENDAR_DAY_UNCHANGED.
 */
export const declareHoliday = (
  deps: CalendarDeps,
  input: DeclareHolidayInput,
): Promise<Result<Declaration>> =>
  changeCalendar(deps, 'calendar.declareHoliday', input, async ({ calendar, actor, registry, on }) => {
    const unitId = parseId('unt', input.unitId);
    if (!unitId || !provincesOf(actor, 'calendar.declareHoliday', registry, on).includes(unitId))
      return refuse(refusal('NOT_FOUND', 'unitId'));
    const name = requireLine('name', input.name, 200);
    const legalAct = checkLegalAct(input.legalAct);
    const named = calendar.declarations.reduce((sum, one) => sum + one.days.length, 0);
    const refusals = [
      ...refusalsOf(name, legalAct),
      ...checkDays(input.days, await workCalendar(calendar), today(deps.clock)),
      ...(named + input.days.length > maxDeclared ? [tooMany(maxDeclared)] : []),
    ];
    if (!name.ok || !legalAct.ok || refusals.length > 0) return refuse(...refusals);
    const declaration: Declaration = {
      id: deps.ids.next('hol'),
      name: name.value,
      days: [...input.days].sort((a, b) => (a.on < b.on ? -1 : 1)),
      legalAct: legalAct.value,
      unitId,
      declaredAt: instant(deps.clock),
      since: calendar.version + 1,
      withdrawal: null,
    };
    return accept({
      declaration,
      declarations: [...calendar.declarations, declaration],
      event: 'HolidayDeclared',
      facts: { days: declaration.days, legalAct: declaration.legalAct, unitId },
    });
  });

function checkDays(days: Declaration['days'], calendar: WorkCalendar, on: LocalDate): readonly Refusal[] {
  if (days.length === 0) return [refusal('REQUIRED', 'days')];
  if (days.length > maxDays) return [tooMany(maxDays)];
  const [from, to] = [addDays(on, -reach.back), addDays(on, reach.ahead)];
  return days.flatMap((day, i): readonly Refusal[] => {
    const field = `days.${i}.on`;
    if (days.findIndex((other) => other.on === day.on) < i) return [refusal('DUPLICATE', field)];
    if (day.on < from || day.on > to) return [refusal('CALENDAR_DAY_RANGE', field, { from, to })];
    return calendar.day(day.on).works === day.works
      ? [refusal('CALENDAR_DAY_UNCHANGED', field, { on: day.on, works: String(day.works) })]
      : [];
  });
}

const tooMany = (limit: number): Refusal => refusal('TOO_MANY', 'days', { limit });
