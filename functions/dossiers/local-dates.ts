import { yearJudged } from '../eligibility/submitted-law.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusal } from '../kernel/refusal.ts';
import { submissionDay } from '../law/catalogue.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { actText, ofKind } from '../local-rules/local-rules-on.ts';
import type { Round } from '../rounds/round.ts';
import type { Entry } from './check-submission.ts';
import type { Dossier } from './dossier.ts';

type Asked = {
  readonly local: readonly LocalRule[];
  readonly round: Round | null;
  readonly on: LocalDate;
};

/**
 * The days by which the province wants proposals of merit, whatever the round says: a leave to be late is the round's. One
 * that went in before and was returned may be mended afterwards. DOSSIER_LOCAL_DATE.
 */
export function checkLocalDates(dossier: Dossier, { local, round, on }: Asked): Entry {
  if (dossier.type !== 'MERIT' || dossier.submission) return { refusals: [], late: null };
  const year = yearJudged(round, dossier.type, on);
  const sector = year.kind === 'SCHOOL' ? 'EDUCATION' : 'GENERAL';
  const passed = Object.keys(dossier.totalPerAward)
    .flatMap((award) => ofKind(local, 'CALENDAR', award))
    .filter(({ content }) => content.sector === sector && submissionDay(content, year) < on);
  const leave = round?.lateExceptions.find((one) => one.unitId === dossier.authorUnitId && on <= one.untilOn);
  if (passed.length === 0) return { refusals: [], late: null };
  if (leave) return { refusals: [], late: { grantedBy: leave.leaderName, reason: leave.reason } };
  return {
    late: null,
    refusals: passed.map((rule) => ({
      ...refusal('DOSSIER_LOCAL_DATE', ['nominees', rule.content.awardCode], {
        award: rule.content.awardCode,
        by: submissionDay(rule.content, year),
      }),
      citation: actText(rule),
    })),
  };
}
