import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import { checkLawDay } from '../law/check-asked.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import { nationalBook, withLocal } from '../law/eligibility/book.ts';
import { evaluate } from '../law/eligibility/evaluate.ts';
import type { Verdict } from '../law/eligibility/verdict.ts';
import { localCriteriaOf } from '../local-rules/local-criteria.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import { lanesSeen, requireRecordRole } from '../records/record.policy.ts';
import type { RecordStore } from '../records/record.store.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { shownRecords } from './shown-records.ts';

export type EligibilityInput = {
  readonly subjectId: string;
  readonly awardCode: string;
  readonly type: CommendationType;
  readonly year: AchievementYear;
  readonly receivedOn?: LocalDate | null | undefined;
  readonly on?: LocalDate | null | undefined;
};

type Deps = Scope & {
  readonly units: UnitStore;
  readonly subjects: Pick<SubjectStore, 'get'>;
  readonly records: Pick<RecordStore, 'load'>;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
};

/**
 * Judges a subject for an award by what the caller may know of it. Throws FORBIDDEN for who looks after nobody. NOT_FOUND for whom the caller doesn't look after,
 * LAW_DAY_UNKNOWN, LAW_DATE_NOT_COVERED, LAW_AWARD_UNKNOWN, LAW_SUBJECT_KIND.
 */
export async function askEligibility(deps: Deps, input: EligibilityInput): Promise<Result<Verdict>> {
  const now = today(deps.clock);
  const on = input.on ?? now;
  const id = parseId('sub', input.subjectId);
  const [actor, registry, { books }, subject, records] = await Promise.all([
    deps.actor(),
    deps.units.registry(),
    deps.localRules.shelf(),
    id && deps.subjects.get(id),
    id && deps.records.load([id]),
  ]);
  requireRecordRole(actor, 'OPEN', 'view');
  const lanes = subject ? lanesSeen({ actor, registry, on: now }, subject.unitId) : [];
  const refusals = checkLawDay('on', on, now);
  if (refusals.length > 0) return refuse(...refusals);
  const known = id && records?.get(id);
  if (!known || !subject || !lanes.includes('OPEN')) return refuse(refusal('NOT_FOUND', 'subjectId'));
  const asked = {
    records: shownRecords(known, lanes),
    awardCode: input.awardCode,
    type: input.type,
    campaignId: null,
    year: { kind: input.year.kind, year: input.year.year },
    receivedOn: input.receivedOn ?? null,
    on,
  };
  return evaluate(asked, withLocal(nationalBook(), localCriteriaOf(books, registry, subject.unitId)));
}
