import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Campaign } from './campaign.ts';

/** How a unit stands with its registration, as the launching unit counts it. */
export const registrationStandings = ['MISSING', 'ON_TIME', 'LATE'] as const;

/** One unit that a campaign addresses, with what is still awaited from it. */
export type AddressedUnit = {
  readonly campaignId: Id<'cmp'>;
  readonly unitId: Id<'unt'>;
  /** Name when the list was written; orders the lists. */
  readonly name: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: Id<'usr'> | null;
  readonly acknowledgedLate: boolean;
  /** MISSING also while a registration is only a draft, or was returned: it is the unit's turn. */
  readonly registration: (typeof registrationStandings)[number];
  readonly plannedAt: string | null;
  readonly plannedLate: boolean;
  /** Due dates for which a report has come. */
  readonly reported: readonly LocalDate[];
  readonly lateReports: readonly LocalDate[];
  /** The earliest due date without a report; null when none is awaited any more. */
  readonly nextReportBy: LocalDate | null;
  readonly version: number;
};

export const isLate = (dueOn: LocalDate | null, on: LocalDate): boolean => dueOn !== null && on > dueOn;

export const newlyAddressed = (campaign: Campaign, unitId: Id<'unt'>, name: string): AddressedUnit => ({
  campaignId: campaign.id,
  unitId,
  name,
  acknowledgedAt: null,
  acknowledgedBy: null,
  acknowledgedLate: false,
  registration: 'MISSING',
  plannedAt: null,
  plannedLate: false,
  reported: [],
  lateReports: [],
  nextReportBy: campaign.dueDates.reportsBy[0] ?? null,
  version: 1,
});

/** With a report for one more due date. */
export function withReport(
  unit: AddressedUnit,
  campaign: Campaign,
  dueOn: LocalDate,
  late: boolean,
): AddressedUnit {
  if (unit.reported.includes(dueOn)) return unit;
  const reported = [...unit.reported, dueOn].sort();
  return {
    ...unit,
    reported,
    lateReports: late ? [...unit.lateReports, dueOn].sort() : unit.lateReports,
    nextReportBy: campaign.dueDates.reportsBy.find((day) => !reported.includes(day)) ?? null,
  };
}

/** Standings that have a list of their own in the table. */
export type ListedStanding =
  | 'ALL'
  | 'MISSING_ACKNOWLEDGEMENT'
  | 'LATE_ACKNOWLEDGEMENT'
  | 'MISSING_REGISTRATION'
  | 'LATE_REGISTRATION'
  | 'OVERDUE_REPORT';

/** The others are told from all units of the campaign: a few hundred small items. */
const told = {
  MISSING_PLAN: (unit: AddressedUnit, { dueDates }: Campaign) =>
    dueDates.planBy !== null && unit.plannedAt === null,
  LATE_PLAN: (unit: AddressedUnit) => unit.plannedLate,
  LATE_REPORT: (unit: AddressedUnit) => unit.lateReports.length > 0,
};

export type Standing = ListedStanding | keyof typeof told;

export const isListed = (standing: Standing): standing is ListedStanding => !(standing in told);

export const hasStanding = (
  standing: Exclude<Standing, ListedStanding>,
  unit: AddressedUnit,
  campaign: Campaign,
): boolean => told[standing](unit, campaign);
