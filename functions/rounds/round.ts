import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const roundStatuses = ['PLANNED', 'OPEN', 'CANCELLED'] as const;
export type RoundStatus = (typeof roundStatuses)[number];

export const achievementKinds = ['CALENDAR_YEAR', 'SCHOOL_YEAR', 'PERIOD'] as const;

/** Leave for one unit to submit after the round has closed, by a leader who answers for it. */
export type LateException = {
  readonly unitId: Id<'unt'>;
  /** Last day on which the unit may submit. */
  readonly untilOn: LocalDate;
  readonly reason: string;
  readonly leaderName: string;
  readonly grantedBy: Id<'usr'>;
  readonly grantedAt: string;
};

/** An award round (đợt khen thưởng) with its own calendar, sector and achievement period. */
export type Round = {
  readonly id: Id<'rnd'>;
  readonly name: string;
  readonly year: number;
  /** The unit whose standing body receives the dossiers. */
  readonly hostUnitId: Id<'unt'>;
  readonly sector: string | null;
  readonly opensOn: LocalDate;
  /** Last day of submission, to its end in Asia/Ho_Chi_Minh. */
  readonly closesOn: LocalDate;
  readonly achievement: {
    readonly kind: (typeof achievementKinds)[number];
    readonly from: LocalDate;
    readonly to: LocalDate;
  };
  readonly awardCodes: readonly string[];
  readonly lateExceptions: readonly LateException[];
  readonly status: RoundStatus;
  /** The day on which it became public; null while it never was. */
  readonly openedOn: LocalDate | null;
  readonly version: number;
};

/** Opened once, public for good: also when it is called off later. */
export const isPublic = ({ openedOn }: Pick<Round, 'openedOn'>): boolean => openedOn !== null;

export type SubmissionWindow = 'NOT_OPEN' | 'OPEN' | 'LATE_WITH_EXCEPTION' | 'CLOSED';

type Calendar = Pick<Round, 'status' | 'opensOn' | 'closesOn' | 'lateExceptions'>;

/** Whether a unit may submit on a day. A round that isn't open takes nothing, whatever its dates say. */
export function submissionWindow(round: Calendar, unitId: Id<'unt'>, on: LocalDate): SubmissionWindow {
  if (round.status !== 'OPEN' || on < round.opensOn) return 'NOT_OPEN';
  if (on <= round.closesOn) return 'OPEN';
  const exception = round.lateExceptions.find((one) => one.unitId === unitId);
  return exception && on <= exception.untilOn ? 'LATE_WITH_EXCEPTION' : 'CLOSED';
}
