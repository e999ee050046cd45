import type { LocalDate } from '../kernel/dates.ts';
import type { DayRule } from './day-count.ts';
import type { ComplaintType } from './complaint-type.ts';
import { dayRuleOn } from './day-rule.ts';

export type { ComplaintType } from './complaint-type.ts';

export type ComplaintClock = {
  readonly type: ComplaintType;
  /** First resolution by who decided, second by who is above. */
  readonly instance: 1 | 2;
  /** Vùng sâu, vùng xa đi lại khó khăn. */
  readonly remote: boolean;
  /** A complaint may be found complex once; a denunciation be extended twice. */
  readonly extensions: number;
};

export const maxExtensions: Readonly<Record<ComplaintType, number>> = {
  COMPLAINT: 1,
  DENUNCIATION: 2,
  PETITION: 0,
  QUERY: 0,
};

/** Until when the receiver must accept or refuse; for a petition or a query, answer. */
export function acceptanceRule(type: ComplaintType, on: LocalDate): DayRule {
  const answered = type === 'PETITION' || type === 'QUERY';
  return require(`${type}_${answered ? 'ANSWER' : 'ACCEPTANCE'}`, on);
}

/** Until when a resolution is due, counted from acceptance. */
export const resolutionRule = (clock: ComplaintClock, on: LocalDate): DayRule =>
  require(resolutionCode(clock), on);

/** Until when a first complaint, or one to the second instance, may be lodged. */
export const lodgingRule = (instance: 1 | 2, remote: boolean, on: LocalDate): DayRule =>
  require(instance === 1 ? 'COMPLAINT_LODGING' : `COMPLAINT_SECOND_LODGING${remote ? '_REMOTE' : ''}`, on);

function resolutionCode({ type, instance, remote, extensions }: ComplaintClock): string {
  if (type === 'PETITION' || type === 'QUERY') return `${type}_ANSWER`;
  if (type === 'DENUNCIATION')
    return `DENUNCIATION_RESOLUTION${['', '_EXTENDED', '_EXTENDED_TWICE'][extensions] ?? ''}`;
  return `COMPLAINT_${instance === 1 ? 'FIRST' : 'SECOND'}${remote ? '_REMOTE' : ''}${extensions > 0 ? '_COMPLEX' : ''}`;
}

function require(code: string, on: LocalDate): DayRule {
  const rule = dayRuleOn(code, on);
  if (!rule) throw new Error(`the law data has no ${code} on ${on}`);
  return rule;
}
