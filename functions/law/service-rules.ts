import type { LocalDate } from '../kernel/dates.ts';
import { datumOn } from './bonus.ts';
import { holdsOn, type DatumStatus } from './datum.ts';
import { ruled } from './matter.ts';
import { serviceBook, type PositionGroup, type serviceOrders } from './service-book.ts';

/** For how long positions of a group must have been held for an order, on a day. */
export type ServiceRule = {
  readonly order: (typeof serviceOrders)[number];
  readonly group: PositionGroup;
  readonly name: string;
  readonly months: number;
  readonly citation: string;
  readonly status: DatumStatus;
};

/** What was read of the day's law for every order, or for one. */
export function serviceRulesOn(order: string | null, on: LocalDate): readonly ServiceRule[] {
  const { rules, groups } = serviceBook();
  return rules.flatMap((rule) => {
    const term = rule.terms.find((one) => holdsOn(one, on));
    if (!term || (order !== null && rule.order !== order)) return [];
    const { years, citation, status } = ruled(term, on);
    const name = groups.find((one) => one.code === rule.group)?.name ?? rule.group;
    return [{ order: rule.order, group: rule.group, name, months: years * 12, citation, status }];
  });
}

/** What women in leading positions need less on a day. */
export const womenRuleOn = (on: LocalDate) => datumOn(serviceBook().women, on);
