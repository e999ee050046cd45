import type { Id } from '../kernel/ids.ts';
import type { Outcome } from '../law/eligibility/verdict.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { Dossier } from './dossier.ts';

export const verdicts = ['APPROVE', 'REJECT', 'ASK'] as const;
export type Verdict = (typeof verdicts)[number];

/** The second person's word on the first one's verdict. */
export type Confirmation = { readonly by: Id<'usr'>; readonly at: string; readonly agrees: boolean };

/** What one stage said of a nominee, for one submitted revision. */
export type Assessment = {
  readonly stage: number;
  readonly revision: number;
  readonly verdict: Verdict;
  readonly note: string;
  /** What the law said in the evaluation that it rests on; null for dossiers from before any law is held. */
  readonly eligibility: Outcome | null;
  /** Number of that evaluation. */
  readonly evaluation: number | null;
  /** Number of a later evaluation that speaks against the verdict, which therefore no longer counts. */
  readonly reopenedBy: number | null;
  readonly by: Id<'usr'>;
  readonly at: string;
  readonly confirmation: Confirmation | null;
};

export const exclusionSources = ['ACCUSATION', 'OBJECTION', 'COUNCIL', 'STATE'] as const;

/** Taken off the list after the appraisal, at one stage of one revision, with the record that says so. */
export type Exclusion = {
  readonly stage: number;
  readonly revision: number;
  readonly source: (typeof exclusionSources)[number];
  readonly reference: string;
};

export type Nominee = {
  readonly id: Id<'nom'>;
  readonly dossierId: Id<'dos'>;
  readonly subjectId: Id<'sub'>;
  readonly awardCode: string;
  /** The subject as it was when it was nominated. */
  readonly kind: SubjectKind;
  readonly name: string;
  readonly position: string | null;
  readonly unitId: Id<'unt'>;
  readonly unitName: string;
  readonly hasReport: boolean;
  /** Submitted revisions in which the nominee appeared, left, or was changed. */
  readonly addedIn: number;
  readonly removedIn: number | null;
  readonly changedIn: readonly number[];
  readonly assessments: readonly Assessment[];
  /** Accusations and objections that nobody has resolved, by their ids; any keeps the dossier from its outcome. */
  readonly suspendedBy: readonly string[];
  readonly exclusion: Exclusion | null;
};

/** The revision whose report stood in a revision; undefined while there was none. */
export const reportIn = ({ changedIn }: Nominee, revision: number): number | undefined => {
  const until = changedIn.filter((one) => one <= revision);
  return until.length > 0 ? Math.max(...until) : undefined;
};

type At = Pick<Dossier, 'stage' | 'revision'>;

export const assessmentAt = (nominee: Nominee, at: At): Assessment | undefined =>
  nominee.assessments.find((a) => a.stage === at.stage && a.revision === at.revision);

/** Every stage below has approved this nominee, in the revision at hand. */
export const inPlay = (nominee: Nominee, at: At): boolean =>
  !isExcluded(nominee, { ...at, stage: at.stage - 1 }) &&
  nominee.assessments
    .filter((a) => a.revision === at.revision && a.stage < at.stage)
    .every((a) => isApproved(a));

/** Taken off at this stage or a lower one, in the revision at hand. */
export const isExcluded = ({ exclusion }: Nominee, at: At): boolean =>
  exclusion !== null && exclusion.revision === at.revision && exclusion.stage <= at.stage;

const isApproved = (a: Assessment): boolean => a.verdict === 'APPROVE' && isConfirmed(a);

export const isAppraised = (a: Assessment | undefined): boolean =>
  a !== undefined && a.verdict !== 'ASK' && a.reopenedBy === null;
export const isConfirmed = (a: Assessment | undefined): boolean =>
  isAppraised(a) && a?.confirmation?.agrees === true;

/** On the list that a decision of this stage signs. */
export const isSigned = (nominee: Nominee, at: At): boolean => {
  const a = assessmentAt(nominee, at);
  return a !== undefined && isApproved(a) && inPlay(nominee, at) && !isExcluded(nominee, at);
};

export const withAssessment = (nominee: Nominee, next: Assessment): Nominee => ({
  ...nominee,
  assessments: [
    ...nominee.assessments.filter((a) => a.stage !== next.stage || a.revision !== next.revision),
    next,
  ],
});
