import type { DatumStatus } from './datum.ts';
import type { DayRule } from './day-count.ts';
import type { Days } from './procedure-book.ts';

/** Days that a rule of procedure names, as a time limit: the day of the cause doesn't count (Civil Code art. 147, 148). */
export const procedureDays = (
  code: string,
  name: string,
  { days, working }: Days,
  rule: { readonly citation: string; readonly status: DatumStatus },
): DayRule => ({
  code,
  name,
  days,
  dayKind: working ? 'WORKING' : 'CALENDAR',
  countFirstDay: false,
  endsOnWorkingDay: !working,
  citation: rule.citation,
  status: rule.status,
});
