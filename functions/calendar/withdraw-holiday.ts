import { instant } from '../kernel/clock.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { checkLegalAct } from '../units/check-legal-act.ts';
import type { LegalAct } from '../units/unit.ts';
import type { Declaration } from './calendar.ts';
import { changeCalendar, type CalendarDeps, type CalendarInput } from './change-calendar.ts';

export type WithdrawHolidayInput = CalendarInput & {
  readonly declarationId: string;
  readonly reason: string;
  readonly legalAct: LegalAct;
};

/**
 * Takes a declaration back by another act; it stays on record. Codes: NOT_FOUND, STALE_VERSION, WRONG_STATE, REQUIRED,
 * TOO_LONG, INVALID_VALUE.
 */
export const withdrawHoliday = (
  deps: CalendarDeps,
  input: WithdrawHolidayInput,
): Promise<Result<Declaration>> =>
  changeCalendar(deps, 'calendar.withdrawHoliday', input, ({ calendar }) => {
    const before = calendar.declarations.find((one) => one.id === input.declarationId);
    if (!before) return refuse(refusal('NOT_FOUND', 'declarationId'));
    if (before.withdrawal)
      return refuse(refusal('WRONG_STATE', 'declarationId', { status: 'WITHDRAWN', allowed: '' }));
    const reason = requireText('reason', input.reason, 2000);
    const legalAct = checkLegalAct(input.legalAct);
    if (!reason.ok || !legalAct.ok) return refuse(...refusalsOf(reason, legalAct));
    const declaration: Declaration = {
      ...before,
      withdrawal: {
        since: calendar.version + 1,
        legalAct: legalAct.value,
        reason: reason.value,
        at: instant(deps.clock),
      },
    };
    return accept({
      declaration,
      declarations: calendar.declarations.map((one) => (one.id === before.id ? declaration : one)),
      event: 'HolidayWithdrawn',
      facts: { days: before.days, legalAct: legalAct.value, reason: reason.value },
    });
  });
