import type { LocalDate } from '../kernel/dates.ts';
import { levelOf } from '../law/authority.ts';
import { acceptanceRule } from '../law/complaint-clock.ts';
import type { ComplaintType } from '../law/complaint-type.ts';
import type { DayRule } from '../law/day-count.ts';
import { processingRule } from '../law/processing.ts';
import type { UnitKind } from '../units/unit.ts';
import { actText, ofKind } from './local-rules-on.ts';
import type { LocalRule } from './local-rule.ts';

/** How long a unit of this kind may take over a dossier: by its province's rule where there is one; undefined where it decides nothing. */
export function processingTime(
  kind: UnitKind,
  receivedOn: LocalDate,
  local: readonly LocalRule[],
): DayRule | undefined {
  const national = processingRule(kind, receivedOn);
  const level = levelOf(kind, receivedOn);
  const own = ofKind(local, 'PROCESSING_DAYS').find(({ content }) => content.level === level);
  return national && own ? ownTime(national, own.content.workingDays, own) : national;
}

/** Until when the receiver must accept, refuse or answer: letters without a clock in law by the province's own rule. */
export function acceptanceTime(
  type: ComplaintType,
  receivedOn: LocalDate,
  local: readonly LocalRule[],
): DayRule {
  const national = acceptanceRule(type, receivedOn);
  const own = ofKind(local, 'ANSWER_DAYS').find(({ content }) => content.letters === type);
  return own ? ownTime(national, own.content.workingDays, own) : national;
}

const ownTime = (national: DayRule, days: number, own: LocalRule): DayRule => ({
  ...national,
  days,
  dayKind: 'WORKING',
  endsOnWorkingDay: false,
  citation: actText(own),
  // The province's own act, entered by its own people.
  status: 'confirmed',
});
