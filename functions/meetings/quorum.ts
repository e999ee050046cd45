import type { LocalDate } from '../kernel/dates.ts';
import { awardsOn } from '../law/awards.ts';
import { fewest } from '../law/fraction.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { actText, ofKind } from '../local-rules/local-rules-on.ts';
import { sessionRuleOn } from '../law/procedure.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { Quorum } from './meeting.ts';

type Business = { readonly awardCode: string; readonly type: CommendationType };

/**
 * Whether so many of so many members make a session valid for this business, by the strictest rule of the day. A session
 * without any award before it is held to the rule of any award, and to no attendance that the province asks of those on awards.
 */
export function quorumOf(
  business: readonly Business[],
  { present, members }: { readonly present: number; readonly members: number },
  { on, local }: { readonly on: LocalDate; readonly local: readonly LocalRule[] },
): Quorum | undefined {
  const any = awardsOn(on)[0];
  const asked = business.length > 0 || !any ? business : [{ awardCode: any.code, type: 'MERIT' as const }];
  const rules = asked.flatMap((one) => sessionRuleOn({ ...one, on }) ?? []);
  const strict = rules.toSorted((a, b) => fewest(members, b.quorum) - fewest(members, a.quorum))[0];
  if (!strict) return undefined;
  const own = business.length > 0 ? ofKind(local, 'ATTENDANCE')[0] : undefined;
  const needed = Math.max(fewest(members, strict.quorum), own ? fewest(members, own.content.share) : 0);
  const advised = rules.flatMap((rule) =>
    rule.localAttendance ? [fewest(members, rule.localAttendance)] : [],
  );
  return {
    present,
    members,
    needed,
    met: members > 0 && present >= needed,
    advised: advised.length > 0 ? Math.max(...advised) : null,
    citation: [strict.citation, ...(own ? [actText(own)] : [])].join('; '),
    status: strict.status,
  };
}
