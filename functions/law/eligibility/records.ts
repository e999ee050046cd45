import type { Sex } from '../../subjects/sex.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { AchievementYear } from '../achievement-year.ts';
import type { CommendationType } from '../commendation-type.ts';
import type { PositionGroup } from '../service-book.ts';
import type { SubjectKind } from '../subject-kind.ts';

/** Every record says which one it is, so that a verdict can point at its evidence. */
type Recorded = { readonly id: string };

/** The unit that had a collective's record before a merger; null for its own. Of a person, always null: chains go with people. */
type Inherited = { readonly inheritedFrom: string | null };

/** A title or form that was received. */
export type HeldAward = Recorded &
  Inherited & {
    readonly awardCode: string;
    /** The year that it was given for, the last one where it was for several; null when that isn't known. */
    readonly year: AchievementYear | null;
    readonly type: CommendationType;
    /** The movement that it was given in, so that one achievement isn't awarded twice; null for none. */
    readonly campaignId: string | null;
    readonly decisionNumber: string;
    readonly decidedOn: LocalDate;
    readonly issuer: string;
    /** The day from which it no longer stands; null while it does. */
    readonly revokedOn: LocalDate | null;
  };

/** From the lowest to the highest: không hoàn thành, hoàn thành, hoàn thành tốt, hoàn thành xuất sắc nhiệm vụ. */
export const completionLevels = ['NOT_COMPLETED', 'COMPLETED', 'GOOD', 'EXCELLENT'] as const;
export type CompletionLevel = (typeof completionLevels)[number];

/** Why a year without a classification doesn't break a chain: nghỉ thai sản, đi học, điều trị thương tích vì cứu người. */
export const excuses = ['MATERNITY', 'STUDY', 'INJURY'] as const;
export type Excuse = (typeof excuses)[number];

/** The classification of one year; null when the subject was excused from it. */
export type Completion = Recorded &
  Inherited & {
    readonly year: AchievementYear;
    readonly level: CompletionLevel | null;
    readonly excuse: Excuse | null;
  };

/** From the lightest to the gravest: khiển trách, cảnh cáo, hạ bậc lương, giáng chức, cách chức, buộc thôi việc. */
export const disciplineForms = [
  'REPRIMAND',
  'WARNING',
  'PAY_CUT',
  'DEMOTION',
  'REMOVAL',
  'DISMISSAL',
] as const;
export type DisciplineForm = (typeof disciplineForms)[number];

/** From its day until the day it has ended; open while `endedOn` is null. */
export type Discipline = Recorded & {
  readonly form: DisciplineForm;
  readonly from: LocalDate;
  readonly endedOn: LocalDate | null;
};

/** Thanh tra, điều tra, khiếu nại, tố cáo, báo chí nêu. */
export const proceedingKinds = ['INSPECTION', 'INVESTIGATION', 'COMPLAINT', 'DENUNCIATION', 'PRESS'] as const;
export type ProceedingKind = (typeof proceedingKinds)[number];

export type Proceeding = Recorded & {
  readonly kind: ProceedingKind;
  readonly openedOn: LocalDate;
  readonly closedOn: LocalDate | null;
};

/** From the narrowest to the widest: cơ sở, cấp tỉnh (bộ, ban, ngành), toàn quốc. */
export const initiativeScopes = ['BASE', 'PROVINCE', 'NATION'] as const;
export type InitiativeScope = (typeof initiativeScopes)[number];

/** Sáng kiến, đề tài khoa học, mưu trí sáng tạo trong chiến đấu. */
export const initiativeKinds = ['INITIATIVE', 'RESEARCH', 'COMBAT'] as const;

/** An initiative as recognised, from one of its authors' side. */
export type Initiative = Recorded & {
  readonly name: string;
  readonly kind: (typeof initiativeKinds)[number];
  readonly scope: InitiativeScope;
  readonly recognisedOn: LocalDate;
  readonly year: AchievementYear;
  /** This author's share, whole percent. */
  readonly sharePercent: number;
  /** Awards that it already served, each with its year. */
  readonly usedFor: readonly InitiativeUse[];
};

export type InitiativeUse = {
  readonly awardCode: string;
  readonly year: AchievementYear;
  /** The decision that gave the award; absent of a mark that a person made. */
  readonly decision?:
    | {
        readonly awardId: string;
        readonly number: string;
        readonly on: LocalDate;
        /** False where the award may have rested on something else, such as another of several initiatives. */
        readonly sure: boolean;
      }
    | undefined;
};

/** Numbers of a collective's people in one year. */
export type Staffing = Recorded & {
  readonly year: AchievementYear;
  readonly total: number;
  /** Completed their tasks. */
  readonly completed: number;
  /** Lao động tiên tiến or chiến sĩ tiên tiến. */
  readonly advanced: number;
  /** Chiến sĩ thi đua cơ sở. */
  readonly fighters: number;
  /** Disciplined from cảnh cáo up. */
  readonly disciplined: number;
};

/** What no register holds and a responsible person states: exemplary conduct, leading a cluster, … */
export type Attestation = Recorded & {
  readonly key: string;
  readonly year: AchievementYear;
  readonly holds: boolean;
};

/** A position from a day on; `to` is its last day, null while it is held. */
export type PositionHeld = Recorded & {
  readonly group: PositionGroup;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

/** All that is known of one nominee. What isn't here is unknown, which is neither yes nor no. */
export type Records = {
  readonly subjectKind: SubjectKind;
  /** The day a collective's unit ended; null while it exists. */
  readonly dissolvedOn: LocalDate | null;
  readonly held: readonly HeldAward[];
  /** Awards of years that end before this calendar year may be missing from `held`; null when none may. */
  readonly heldKnownFrom: number | null;
  readonly completions: readonly Completion[];
  readonly disciplines: readonly Discipline[];
  readonly proceedings: readonly Proceeding[];
  /** The last day on which those who keep disciplines and proceedings answered for this subject; null when never. */
  readonly conductCheckedOn: LocalDate | null;
  readonly initiatives: readonly Initiative[];
  /** Initiatives of years that end before this calendar year may be missing; null when none may. */
  readonly initiativesKnownFrom: number | null;
  readonly staffing: readonly Staffing[];
  readonly attestations: readonly Attestation[];
  /** Of a person; null is unknown. */
  readonly sex: Sex | null;
  readonly positions: readonly PositionHeld[];
  /** Positions that ended before this calendar year may be missing; null when none may. */
  readonly positionsKnownFrom: number | null;
};
