import type { LocalDate } from '../kernel/dates.ts';
import { compareDecimals, type Decimal } from '../kernel/decimal.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitKind } from '../units/unit.ts';

export const campaignStatuses = ['DRAFT', 'LAUNCHED', 'REVIEWED', 'CANCELLED'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/** Phong trào thi đua, or cuộc vận động. */
export const campaignKinds = ['MOVEMENT', 'DRIVE'] as const;
/** Thi đua thường xuyên, or thi đua theo chuyên đề. */
export const campaignMethods = ['REGULAR', 'THEMATIC'] as const;
export type CampaignMethod = (typeof campaignMethods)[number];
export const launchLevels = ['PRIME_MINISTER', 'PROVINCE', 'DISTRICT', 'SECTOR', 'UNIT'] as const;
export type LaunchLevel = (typeof launchLevels)[number];
export const periodKinds = ['CALENDAR_YEAR', 'SCHOOL_YEAR', 'PERIOD'] as const;
export const directions = ['AT_LEAST', 'AT_MOST'] as const;

/** Whoever launched it in the world; the Prime Minister is no unit of this register. */
export type Launcher = {
  readonly level: LaunchLevel;
  readonly unitId: Id<'unt'> | null;
  readonly name: string;
};

export type LegalBasis = {
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn: LocalDate | null;
  readonly summary: string | null;
};

export type Period = {
  readonly kind: (typeof periodKinds)[number];
  readonly from: LocalDate;
  /** Last day. */
  readonly to: LocalDate;
};

/** A target that is measured; what the source doesn't tell is null, never zero. */
export type Target = {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly direction: (typeof directions)[number];
  readonly baseline: Decimal | null;
  readonly plan: Decimal | null;
  readonly actual: Decimal | null;
};

/** Which units are addressed: those named, and all of some kinds below a unit. */
export type AddressingRule = {
  readonly unitIds: readonly Id<'unt'>[];
  readonly kinds: readonly UnitKind[];
  readonly underUnitId: Id<'unt'> | null;
};

/** Last days, to their end; what comes later is taken and marked. */
export type DueDates = {
  readonly acknowledgeBy: LocalDate | null;
  readonly registerBy: LocalDate | null;
  readonly planBy: LocalDate | null;
  readonly reportsBy: readonly LocalDate[];
};

/** A file of a campaign, with what was known of it when it was attached. */
export type CampaignDocument = {
  readonly attachmentId: Id<'att'>;
  readonly title: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
};

/** What a campaign says, as its launching unit writes it. */
export type CampaignTerms = {
  readonly name: string;
  readonly kind: (typeof campaignKinds)[number];
  /** Null where nobody has said so. */
  readonly method: CampaignMethod | null;
  readonly launcher: Launcher;
  readonly parentId: Id<'cmp'> | null;
  /** From the topmost campaign down to the parent; they can't change, since only launched ones have children. */
  readonly ancestorIds: readonly Id<'cmp'>[];
  readonly legalBases: readonly LegalBasis[];
  readonly period: Period;
  readonly contents: string;
  readonly criteria: readonly string[];
  readonly targets: readonly Target[];
  readonly addressing: AddressingRule;
  readonly dueDates: DueDates;
  /** Names of the fields above that no source confirms. */
  readonly unverified: readonly string[];
};

/** A campaign: phong trào thi đua or cuộc vận động. */
export type Campaign = CampaignTerms & {
  readonly id: Id<'cmp'>;
  /** The unit that keeps it in the register, launches it and approves its registrations. */
  readonly hostUnitId: Id<'unt'>;
  readonly status: CampaignStatus;
  readonly launchedOn: LocalDate | null;
  readonly closingReason: string | null;
  readonly documents: readonly CampaignDocument[];
  readonly version: number;
};

/** Launched once, public for good: also when it is reviewed or called off later. */
export const isPublic = (campaign: Campaign): boolean => campaign.launchedOn !== null;

/** Null while there is nothing to compare. */
export function targetMet(target: Target): boolean | null {
  if (target.plan === null || target.actual === null) return null;
  const order = compareDecimals(target.actual, target.plan);
  return target.direction === 'AT_LEAST' ? order >= 0 : order <= 0;
}

/** Every calendar year that the period touches. */
export function yearsOf(period: Period): readonly number[] {
  const [first, last] = [Number(period.from.slice(0, 4)), Number(period.to.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
