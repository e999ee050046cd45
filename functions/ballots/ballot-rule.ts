import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import { atLeastAsHigh } from '../law/fraction.ts';
import { ballotRuleOn, type BallotRule } from '../law/procedure.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { actText, ofKind } from '../local-rules/local-rules-on.ts';
import { quorumOf } from '../meetings/quorum.ts';
import type { BallotMode, LocalThreshold } from './ballot.ts';
import type { Case } from './conflicts.ts';

/** What a vote is about, once for each award. */
export type Business = { readonly awardCode: string; readonly type: CommendationType };

/** Day of the vote, and the local rules that hold on it. */
type Rules = { readonly on: LocalDate; readonly local: readonly LocalRule[] };

export const businessOf = (list: readonly Case[]): readonly Business[] =>
  [...new Map(list.map(({ nominee, dossier }) => [nominee.awardCode, dossier.type]))].map(
    ([awardCode, type]) => ({ awardCode, type }),
  );

/** Shares of votes that the province asks for these awards, with the act: what a ballot keeps from its opening on. */
export const localThresholds = (
  business: readonly Business[],
  local: readonly LocalRule[],
): readonly LocalThreshold[] =>
  business.flatMap(({ awardCode }) =>
    ofKind(local, 'THRESHOLD', awardCode).map((rule) => ({
      awardCode,
      threshold: rule.content.share,
      citation: actText(rule),
    })),
  );

/** National law, or the province's rule where that asks for more; the province's act is named beside the law. */
export const stricter = (
  { threshold, citation }: Pick<BallotRule, 'threshold' | 'citation'>,
  own: LocalThreshold | undefined,
): Pick<BallotRule, 'threshold' | 'citation'> =>
  own && !atLeastAsHigh(threshold, own.threshold)
    ? { threshold: own.threshold, citation: `${citation}; ${own.citation}` }
    : { threshold, citation };

/** Hands are raised only where neither the law nor the province asks for a ballot. BALLOT_MODE_NOT_LAWFUL. */
export function checkMode(
  mode: BallotMode,
  business: readonly Business[],
  { on, local }: Rules,
): readonly Refusal[] {
  if (mode !== 'SHOW_OF_HANDS') return [];
  return business.flatMap(({ awardCode, type }) => {
    const law = ballotRuleOn({ awardCode, type, on });
    const [own] = ofKind(local, 'SECRET_BALLOT', awardCode);
    const refused = refusal('BALLOT_MODE_NOT_LAWFUL', 'mode', { award: awardCode });
    if (!law) return [refused];
    if (law.form !== 'VOTE') return [{ ...refused, citation: law.citation }];
    return own ? [{ ...refused, citation: actText(own) }] : [];
  });
}

/** As many must be there when a vote is opened as when the session was: members may have left since. MEETING_NO_QUORUM. */
export function checkAttendance(
  counted: { readonly present: number; readonly members: number },
  business: readonly Business[],
  rules: Rules,
): readonly Refusal[] {
  const quorum = quorumOf(business, counted, rules);
  if (quorum?.met) return [];
  const refused = refusal('MEETING_NO_QUORUM', 'meetingId', { ...counted, needed: quorum?.needed ?? 0 });
  return [quorum ? { ...refused, citation: quorum.citation } : refused];
}
