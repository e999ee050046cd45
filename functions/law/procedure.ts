import type { LocalDate } from '../kernel/dates.ts';
import type { DatumStatus } from './datum.ts';
import { ruled, termOf, type LawCase, type MatterRule, type Ruled } from './matter.ts';
import { procedureBook, type Matter, type MatterTerm } from './procedure-book.ts';
import { standing } from './unread.ts';

/** Answers for a case; undefined when the award, or a rule for it, doesn't exist on that day. */
type Asked<M extends Matter> = (asked: LawCase) => Ruled<MatterTerm<M>> | undefined;

const ruleOf =
  <M extends Matter>(matter: M): Asked<M> =>
  (asked) => {
    const rules: readonly (MatterRule & { readonly terms: readonly MatterTerm<M>[] })[] =
      procedureBook()[matter];
    const term = termOf(rules, asked);
    return term && ruled(term, asked.on);
  };

export type DeliberationRule = Ruled<MatterTerm<'deliberation'>>;
export type BallotRule = Ruled<MatterTerm<'ballot'>>;
export type SessionRule = Ruled<MatterTerm<'session'>>;
export type RecusalRule = Ruled<MatterTerm<'recusal'>>;
export type TieBreakRule = Ruled<MatterTerm<'tieBreak'>>;
export type OpinionRule = Ruled<MatterTerm<'opinions'>>;
export type PartyOpinionRule = Ruled<MatterTerm<'partyOpinion'>>;
export type SimpleProcedureRule = Ruled<MatterTerm<'simple'>>;
export type NoticeRule = Ruled<MatterTerm<'notices'>>;
export type RevocationRule = Ruled<MatterTerm<'revocation'>>;
export type ReissueRule = Ruled<MatterTerm<'reissue'>>;

/** How long a posting is, of whatever needs one. */
export const postingTimeOn = ruleOf('postingTime');

/** Which body considers a proposal, and of which level: the full council, or the standing body reporting to the chair. */
export const deliberationRuleOn = ruleOf('deliberation');

/** How the council votes on an award: threshold as an exact fraction of all its members, present or not. */
export const ballotRuleOn = ruleOf('ballot');

/** How many members make a session valid. */
export const sessionRuleOn = ruleOf('session');

/** Whether members who may not vote on a nominee stay in the number that the threshold is taken of. */
export const recusalRuleOn = ruleOf('recusal');

/** Who goes first among equals; an empty order where the law names none. */
export const tieBreakRuleOn = ruleOf('tieBreak');

/** Hiệp y: whom to ask, how long they have, and what their silence means. */
export const opinionRuleOn = ruleOf('opinions');

/** Ý kiến Ban Thường vụ Tỉnh ủy: for every nominee of the award, or for officials whom it manages. */
export const partyOpinionRuleOn = ruleOf('partyOpinion');

/** Thủ tục đơn giản: its cases, and whether one suffices (from 2024) or all must hold (before). */
export const simpleProcedureOn = ruleOf('simple');

/** Whether the cases that are claimed open the simple procedure: one known case, or all of the day's law together. */
export const fitsSimpleCases = (
  { mode, cases }: Pick<SimpleProcedureRule, 'mode' | 'cases'>,
  claimed: readonly string[],
): boolean =>
  claimed.length > 0 &&
  claimed.every((key) => cases.some((one) => one.key === key)) &&
  (mode === 'ANY' || cases.every((one) => claimed.includes(one.key)));

/** Days for telling the result, the refusal, for returning an ineligible dossier and handing over the object. */
export const noticeRuleOn = ruleOf('notices');

/** Grounds of annulment, and the days for proposing and deciding it. */
export const revocationRuleOn = ruleOf('revocation');

/** Cấp đổi, cấp lại: days at the province and at the centre. */
export const reissueRuleOn = ruleOf('reissue');

export type PostingRule =
  | { readonly needed: false; readonly citation: string; readonly status: DatumStatus }
  | ({ readonly needed: true; readonly askedBy: 'NATION' | 'PROVINCE' } & Ruled<MatterTerm<'postingTime'>>);

/**
 * Công khai lấy ý kiến Nhân dân: whether, at least how many working days (null: the province sets them; the default then
 * serves), whether the first day counts, and whether it must be over before the council meets.
 * `simpleCase`: key of the case of the simple procedure by which the dossier goes, if it does.
 */
export function postingRuleOn(asked: LawCase, simpleCase?: string): PostingRule | undefined {
  const need = termOf(procedureBook().posting, asked);
  if (!need) return undefined;
  if (!need.needed) return { needed: false, ...standing(need, asked.on) };
  const simple = simpleCase === undefined ? undefined : simpleProcedureOn(asked);
  if (simple?.cases.some((one) => one.key === simpleCase && !one.posted))
    return { needed: false, citation: simple.citation, status: simple.status };
  const time = termOf(procedureBook().postingTime, asked);
  return time && { ...posting(need, time, asked.on), needed: true, askedBy: need.askedBy };
}

function posting(need: MatterTerm<'posting'>, time: MatterTerm<'postingTime'>, on: LocalDate) {
  const [ofNeed, ofTime] = [standing(need, on), ruled(time, on)];
  const confirmed = ofNeed.status === 'confirmed' && ofTime.status === 'confirmed';
  return {
    ...ofTime,
    citation: [...new Set([ofNeed.citation, ofTime.citation])].join('; '),
    status: confirmed ? ('confirmed' as const) : ('unverified' as const),
  };
}
