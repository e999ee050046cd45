import { localDate, type LocalDate } from '../kernel/dates.ts';
import type { UnitKind } from '../units/unit.ts';
import type { AuthorityLevel, AwardRule } from './awards.ts';

const levels: Readonly<Record<UnitKind, AuthorityLevel | undefined>> = {
  PROVINCE: 'PROVINCE',
  CITY: 'DISTRICT',
  DISTRICT: 'DISTRICT',
  COMMUNE: 'COMMUNE',
  WARD: 'COMMUNE',
  TOWNSHIP: 'COMMUNE',
  DEPARTMENT: 'AGENCY',
  AGENCY: 'AGENCY',
  MASS_ORGANISATION: 'AGENCY',
  SCHOOL: 'AGENCY',
  HOSPITAL: 'AGENCY',
  ENTERPRISE: 'AGENCY',
  COOPERATIVE: 'AGENCY',
  ARMY: 'AGENCY',
  POLICE: 'AGENCY',
};

/** Two-tier local government: the district level decides nothing from this day on. */
const districtsEnd = localDate('2025-07-01');

/** The level at which the head of a unit of this kind decides on a day; undefined when at none. */
export function levelOf(kind: UnitKind, on: LocalDate): AuthorityLevel | undefined {
  const level = levels[kind];
  return level === 'DISTRICT' && on >= districtsEnd ? undefined : level;
}

/** Whether the head of a unit of this kind may decide the award on a day. */
export function mayDecide(award: AwardRule, kind: UnitKind, on: LocalDate): boolean {
  const level = levelOf(kind, on);
  if (level === undefined || !award.decidedBy.includes(level)) return false;
  return award.unitKinds === null || award.unitKinds.includes(kind);
}
