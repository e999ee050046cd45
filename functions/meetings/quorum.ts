import type { LocalDate } from '../kernel/dates.ts';
import { awardsOn } from '../law/awards.ts';
import { fewest } from '../law/fraction.ts';
import { sessionRuleOn } from '../law/procedure.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { Quorum } from './meeting.ts';

type Business = { readonly awardCode: string; readonly type: CommendationType };

/**
 * Whether so many of so many members make a session valid for this business, by the strictest rule of the day. A session
 * without any award before it is held to the rule of any award.
 */
export function quorumOf(
  business: readonly Business[],
  { present, members }: { readonly present: number; readonly members: number },
  on: LocalDate,
): Quorum | undefined {
  const any = awardsOn(on)[0];
  const asked = business.length > 0 || !any ? business : [{ awardCode: any.code, type: 'MERIT' as const }];
  const rules = asked.flatMap((one) => sessionRuleOn({ ...one, on }) ?? []);
  const strict = rules.toSorted((a, b) => fewest(members, b.quorum) - fewest(members, a.quorum))[0];
  if (!strict) return undefined;
  const needed = fewest(members, strict.quorum);
  const local = rules.flatMap((rule) =>
    rule.localAttendance ? [fewest(members, rule.localAttendance)] : [],
  );
  return {
    present,
    members,
    needed,
    met: members > 0 && present >= needed,
    advised: local.length > 0 ? Math.max(...local) : null,
    citation: strict.citation,
    status: strict.status,
  };
}
