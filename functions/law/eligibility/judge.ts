import { endYear, yearName } from '../achievement-year.ts';
import type { Condition, Leaf } from './condition.ts';
import { isBase, mayBeBase } from './years.ts';
import type { Facts, Slot } from './facts.ts';
import { usable } from './initiatives.ts';
import {
  counted,
  groupResult,
  judgeCompletedChain,
  judgeTitleChain,
  judgeTitleTimes,
  type Ground,
} from './judge-chains.ts';
import { judgeClear, judgeExists, judgeOnce } from './judge-conduct.ts';
import { judgeService } from './judge-service.ts';
import { judgeNobodyDisciplined, judgeNumber, judgeShare } from './judge-staffing.ts';
import { resultOf } from './result.ts';
import { every, reaches, some, type Truth } from './truth.ts';
import type { ConditionResult } from './verdict.ts';
import { awardAt, completionAt, levelName } from './years.ts';

type Of<Is extends Leaf['is']> = Extract<Leaf, { readonly is: Is }>;

/** Judges one condition with all that hangs on it, by the records as they stood on the day. */
export function judge(one: Condition, ground: Ground): ConditionResult {
  if (!('of' in one)) return isOfYears(one) ? judgeYears(one, ground) : judgeState(one, ground);
  const of = one.of.map((each) => judge(each, ground));
  return groupResult(one, ground.citation, one.is === 'ALL' ? every : some, of);
}

const ofYears = [
  'COMPLETED',
  'TITLE_CHAIN',
  'TITLE_TIMES',
  'COMPLETED_CHAIN',
  'HELD',
  'INITIATIVES',
] as const;
type OfYears = Of<(typeof ofYears)[number]>;
const isOfYears = (one: Leaf): one is OfYears => ofYears.some((is) => is === one.is);

function judgeYears(one: OfYears, ground: Ground): ConditionResult {
  const { facts } = ground;
  switch (one.is) {
    case 'COMPLETED':
      return judgeSlot(
        one,
        ground,
        completionAt(facts, facts.end, one.atLeast),
        `${levelName(one.atLeast)} trở lên`,
      );
    case 'TITLE_CHAIN':
      return judgeTitleChain(one, ground);
    case 'TITLE_TIMES':
      return judgeTitleTimes(one, ground);
    case 'COMPLETED_CHAIN':
      return judgeCompletedChain(one, ground);
    case 'HELD':
      return one.when === 'SAME_YEAR'
        ? judgeSlot(one, ground, awardAt(facts, facts.end, one.awards), one.awards.join(' hoặc '))
        : judgeEverHeld(one, ground);
    case 'INITIATIVES':
      return judgeInitiatives(one, ground);
  }
}

function judgeState(one: Exclude<Leaf, OfYears>, ground: Ground): ConditionResult {
  const { facts, citation } = ground;
  switch (one.is) {
    case 'SHARE':
      return judgeShare(one, facts, citation);
    case 'NUMBER':
      return judgeNumber(one, facts, citation);
    case 'NOBODY_DISCIPLINED':
      return judgeNobodyDisciplined(one, facts, citation);
    case 'CLEAR':
      return judgeClear(one, facts, citation);
    case 'EXISTS':
      return judgeExists(one, facts, citation);
    case 'ONCE':
      return judgeOnce(one, ground);
    case 'SERVICE':
      return judgeService(one, facts, citation);
    case 'ATTESTED':
    case 'CLAIMED':
      return judgeAttested(one, facts, citation);
    case 'UNREAD':
      return resultOf(one, citation, {
        truth: 'UNKNOWN',
        required: 'chưa đọc được quy định',
        found: '',
        looks: [{ code: 'UNCLEAR_LAW', text: one.text }],
      });
  }
}

/** Leave in the achievement year itself: whether it counts there is for a person to say. */
function judgeSlot(one: Leaf, { facts, citation }: Ground, found: Slot, required: string): ConditionResult {
  const truth = found.is === 'YES' || found.is === 'NO' ? found.is : 'UNKNOWN';
  return resultOf(one, citation, {
    truth,
    required,
    found: found.is === 'YES' ? yearName(facts.question.year) : found.reason,
    missing: truth === 'YES' ? [] : [found.reason],
    evidence: found.evidence,
    looks: found.look ? [found.look] : [],
  });
}

function judgeEverHeld(one: Of<'HELD'>, { facts, citation }: Ground): ConditionResult {
  const fits = facts.held.filter((h) => one.awards.includes(h.awardCode) && mayBeBase(facts, h));
  const own = fits.filter((h) => isBase(facts, h) && h.inheritedFrom === null);
  const may = fits.length > 0 || facts.records.heldKnownFrom !== null;
  return resultOf(one, citation, {
    truth: own.length > 0 ? 'YES' : may ? 'UNKNOWN' : 'NO',
    required: one.awards.join(' hoặc '),
    found:
      fits.length === 0
        ? 'không có'
        : fits.map((h) => `${h.awardCode} (${h.decisionNumber}, ${h.issuer})`).join(', '),
    evidence: fits.map((h) => h.id),
    looks: [{ code: 'UNKNOWN_FACT', text: 'Lịch sử khen thưởng chưa đủ để kết luận.' }],
  });
}

function judgeInitiatives(one: Of<'INITIATIVES'>, { facts, citation, kindOf }: Ground): ConditionResult {
  const years = new Set(Array.from({ length: one.years }, (_, i) => facts.end - i));
  const found = usable(facts, one.scope, years, kindOf);
  return resultOf(one, citation, {
    truth: reaches(found.certain.length, found.complete ? found.possible.length : Infinity, one.count),
    required: `${one.count} sáng kiến trong ${one.years} năm`,
    found: counted(
      found.certain.length,
      found.possible.length,
      found.certain.map((i) => `${i.name}, ${i.sharePercent} %`),
    ),
    evidence: found.possible.map((i) => i.id),
    count: one.count,
    looks: found.complete
      ? found.looks
      : [...found.looks, { code: 'UNKNOWN_FACT', text: 'Sáng kiến của các năm trước chưa được nhập đủ.' }],
  });
}

function judgeAttested(one: Of<'ATTESTED'> | Of<'CLAIMED'>, facts: Facts, citation: string): ConditionResult {
  const stated = facts.records.attestations.filter((a) => a.key === one.key && endYear(a.year) === facts.end);
  const truth = attestedTruth(
    stated.map((a) => a.holds),
    one.is === 'CLAIMED' ? 'NO' : 'UNKNOWN',
  );
  const split = new Set(stated.map((a) => a.holds)).size > 1;
  return resultOf(one, citation, {
    truth,
    required: 'có xác nhận',
    found: {
      YES: 'đã xác nhận',
      NO: stated.length === 0 ? 'không đề nghị theo diện này' : 'xác nhận là không',
      UNKNOWN: split ? 'các xác nhận trái nhau' : 'chưa ai xác nhận',
    }[truth],
    evidence: stated.map((a) => a.id),
    looks: [
      split
        ? { code: 'CONTRADICTION', text: `Các xác nhận trái nhau: ${one.text}` }
        : { code: 'UNKNOWN_FACT', text: `Chưa ai xác nhận: ${one.text}` },
    ],
  });
}

function attestedTruth(holds: readonly boolean[], silent: Truth): Truth {
  if (holds.length === 0) return silent;
  return holds.every((h) => h === holds[0]) ? (holds[0] ? 'YES' : 'NO') : 'UNKNOWN';
}
