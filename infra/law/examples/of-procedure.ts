import { meets } from '../../../functions/law/fraction.ts';
import { ballotRuleOn, fitsSimpleCases } from '../../../functions/law/procedure.ts';
import { procedureBook } from '../../../functions/law/procedure-book.ts';
import { ofMatter, shareOf, type Aspect } from './aspect.ts';

const book = procedureBook;
type Days = { readonly days: number } | null;
const within = (limit: Days | undefined, days: string | undefined): boolean =>
  limit != null && Number(days) <= limit.days;

export const procedureAspects = {
  /** `HCLD3 NEEDED`: a proposal has to be posted. */
  POSTED: ofMatter(
    'POSTING',
    () => book().posting,
    ({ needed }, [what]) => needed === (what === 'NEEDED'),
  ),
  /** `HCLD3 10`: a posting of so many working days is long enough. */
  POSTED_LONG_ENOUGH: ofMatter(
    'POSTING_TIME',
    () => book().postingTime,
    ({ minWorkingDays }, [days]) => Number(days) >= (minWorkingDays ?? 1),
  ),
  /** `BKT STANDING_BODY`: this body may consider it. */
  CONSIDERED_BY: ofMatter(
    'DELIBERATION',
    () => book().deliberation,
    ({ body, standingBodyMayReplace }, [who]) =>
      who === body || (who === 'STANDING_BODY' && standingBodyMayReplace),
  ),
  /** `AHLD 27/29`: so many votes of all members pass. */
  VOTED: ofMatter(
    'BALLOT',
    () => book().ballot,
    ({ threshold }, [votes]) => {
      const { part, whole } = shareOf(votes);
      return meets(part, whole, threshold);
    },
  ),
  /** `BKT 20/29`: so many members make a session valid. */
  QUORUM: ofMatter(
    'SESSION',
    () => book().session,
    ({ quorum }, [present]) => {
      const { part, whole } = shareOf(present);
      return meets(part, whole, quorum);
    },
  ),
  /** `CSTDT 27/29-1`: so many votes pass although so many members may not vote. */
  VOTED_WITHOUT: ofMatter(
    'RECUSAL',
    () => book().recusal,
    ({ denominator }, [votes], asked) => {
      const { part, whole, without } = shareOf(votes);
      const threshold = ballotRuleOn(asked)?.threshold;
      const all = denominator === 'KEEPS_ALL' ? whole : whole - without;
      return threshold !== undefined && meets(part, all, threshold);
    },
  ),
  /** `BKT WOMAN`: who goes first among equals; `NOBODY` where the law says nothing. */
  FIRST_OF_EQUALS: ofMatter(
    'TIE_BREAK',
    () => book().tieBreak,
    ({ order }, [who]) => (order[0] ?? 'NOBODY') === who,
  ),
  /** `HCLD3 TAX 10`: this agency is asked, and its answer after so many days counts. */
  ANSWERED: ofMatter(
    'OPINIONS',
    () => book().opinions,
    ({ agencies, answerWithin }, [agency, days]) =>
      agencies.some((one) => one === agency) && within(answerWithin, days),
  ),
  /** `BKT OFFICIAL ASKED`: of such a nominee the Party committee is asked, or isn't. */
  PARTY_ASKED: ofMatter(
    'PARTY_OPINION',
    () => book().partyOpinion,
    ({ forEveryNominee, forManagedOfficials }, [who, what]) =>
      (forEveryNominee || (who === 'OFFICIAL' && forManagedOfficials)) === (what === 'ASKED'),
  ),
  /** `BKT/AD_HOC FOUND_BY_HEAD`: these cases open the simple procedure. */
  SIMPLE_CASE: ofMatter(
    'SIMPLE',
    () => book().simple,
    (term, [cases = '']) => fitsSimpleCases(term, cases.split(',')),
  ),
  /** `BKT RESULT 10`: told, returned or handed over in time. */
  TOLD: ofMatter(
    'NOTICES',
    () => book().notices,
    (term, [what, days]) =>
      within(
        {
          RESULT: term.result,
          REFUSAL: term.refusal,
          RETURN: term.returnIneligible,
          HAND_OVER: term.handOver,
        }[what ?? ''],
        days,
      ),
  ),
  /** `BKT FRAUD`: a ground to revoke; `PROPOSED 7`, `DECIDED 5`: in time. */
  REVOKED: ofMatter(
    'REVOCATION',
    () => book().revocation,
    (term, [what, days]) =>
      what === 'PROPOSED'
        ? within(term.proposeWithin, days)
        : what === 'DECIDED'
          ? within(term.decideWithin, days)
          : term.grounds.some((one) => one.key === what),
  ),
  /** `HCLD3 CENTRE 30`: issued again in time, by this level. */
  REISSUED: ofMatter(
    'REISSUE',
    () => book().reissue,
    ({ province, centre }, [who, days]) => within(who === 'PROVINCE' ? province : centre, days),
  ),
} satisfies Record<string, Aspect>;
