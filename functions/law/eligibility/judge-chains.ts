import type { AwardKind } from '../awards.ts';
import { baseOf, follow, maxYears, unbounded, windowOf, type Run } from './chains.ts';
import type { Leaf, Within } from './condition.ts';
import { mayCount, slot, type Facts, type Slot } from './facts.ts';
import { usable } from './initiatives.ts';
import { evidenceOf, looksOf, missingOf, resultOf } from './result.ts';
import { every, reaches, some, type Truth } from './truth.ts';
import type { ConditionResult } from './verdict.ts';
import { awardAt, completionAt, nameOf, titleAt } from './years.ts';

export type Ground = {
  readonly facts: Facts;
  readonly citation: string;
  /** Whether a code names a title or a form; undefined for one that doesn't exist. */
  readonly kindOf: (award: string) => AwardKind | undefined;
};

type Of<Is extends Leaf['is']> = Extract<Leaf, { readonly is: Is }>;

export function judgeTitleChain(one: Of<'TITLE_CHAIN'>, { facts, citation }: Ground): ConditionResult {
  const at = (end: number) => titleAt(facts, end, one.awards);
  const run = follow(facts, at, one.years);
  const window = windowOf(facts, at, one.years);
  return resultOf(one, citation, {
    truth: reaches(run.certain.length, run.possible.length, one.years),
    required: `${one.years} năm liên tục`,
    found: inARow(facts, run),
    missing: missingOf(window),
    evidence: evidenceOf(window),
    looks: looksOf(run.possible),
  });
}

export function judgeTitleTimes(one: Of<'TITLE_TIMES'>, { facts, citation }: Ground): ConditionResult {
  const last = awardAt(facts, facts.end, one.awards);
  const sure = last.is === 'YES' ? timesBack(facts, one, last, ['YES']) : [];
  const may = mayCount(last) ? timesBack(facts, one, last, ['YES', 'MAYBE', 'UNKNOWN']) : [];
  const apart = sure.findIndex((s, i) => (sure[i - 1]?.end ?? s.end) - s.end > one.spacing);
  return resultOf(one, citation, {
    truth: reaches(apart < 0 ? sure.length : apart, may.length, one.times),
    required: `${one.times} lần liên tục`,
    found: may.length === 0 ? 'không có' : may.map((s) => nameOf(facts, s.end)).join(', '),
    missing: last.is === 'YES' ? [] : [last.reason],
    evidence: evidenceOf(may),
    looks: [
      ...looksOf(may),
      ...(apart < 0
        ? []
        : [
            {
              code: 'UNCLEAR_LAW' as const,
              text: `Hai lần cách nhau quá ${one.spacing} năm; cần xem có là liên tục không.`,
            },
          ]),
    ],
  });
}

/** The last times that the title was received, or may have been, the latest first. */
function timesBack(
  facts: Facts,
  one: Of<'TITLE_TIMES'>,
  last: Slot,
  counting: readonly Slot['is'][],
): readonly Slot[] {
  const seen = [last];
  for (let end = facts.end - 1; seen.length < one.times && end > facts.end - maxYears; end -= 1) {
    const found = awardAt(facts, end, one.awards);
    if (counting.includes(found.is)) seen.push(found);
  }
  return seen;
}

export function judgeCompletedChain(one: Of<'COMPLETED_CHAIN'>, ground: Ground): ConditionResult {
  const { facts, citation } = ground;
  const at = (end: number) => completedOrTitled(facts, end, one);
  const base = one.after ? baseOf(facts, one.after) : { bounds: unbounded, evidence: [] };
  const run = base.bounds
    ? follow(facts, at, one.after ? null : one.years, base.bounds)
    : { certain: [], possible: [] };
  const inner = one.within.map((w) => judgeWithin(w, run, ground));
  const window = windowOf(facts, at, one.years).map((s) =>
    afterBase(facts, s, base.bounds?.certain ?? Infinity),
  );
  const chain = reaches(run.certain.length, run.possible.length, one.years);
  return resultOf(one, citation, {
    truth: every([chain, ...inner.map((r) => r.truth)]),
    required: `${one.years} năm liên tục${one.after ? ` sau ${one.after.join(' hoặc ')}` : ''}`,
    found: base.bounds ? inARow(facts, run) : 'chưa có khen thưởng làm căn cứ',
    missing: missingOf(window),
    evidence: [...base.evidence, ...evidenceOf(window)],
    looks: [...looksOf(run.possible), ...inner.flatMap((r) => r.looks)],
    of: inner,
  });
}

function completedOrTitled(facts: Facts, end: number, one: Of<'COMPLETED_CHAIN'>): Slot {
  const completed = completionAt(facts, end, one.atLeast);
  if (!one.orTitles || completed.is === 'YES') return completed;
  const titled = awardAt(facts, end, one.orTitles);
  return titled.is === 'YES' || (mayCount(titled) && completed.is === 'NO') ? titled : completed;
}

const afterBase = (facts: Facts, one: Slot, base: number): Slot =>
  one.end > base || one.is === 'NO'
    ? one
    : slot(one.end, 'NO', one.evidence, `${nameOf(facts, one.end)}: không ở sau khen thưởng làm căn cứ`);

function inARow(facts: Facts, { certain, possible }: Run): string {
  const names = certain.map((s) => nameOf(facts, s.end)).reverse();
  const sure =
    certain.length === 0 ? 'không có năm nào' : `${certain.length} năm liên tục (${names.join(', ')})`;
  return possible.length > certain.length ? `chắc chắn: ${sure}` : sure;
}

/** What is demanded within the years of a chain: counted once in those that surely count, once in those that may. */
function judgeWithin(one: Within, run: Run, ground: Ground): ConditionResult {
  if ('of' in one) {
    const of = one.of.map((each) => judgeWithin(each, run, ground));
    const combine = one.is === 'ALL' ? every : some;
    return groupResult(one, ground.citation, combine, of);
  }
  const { facts, citation } = ground;
  if (one.is === 'INITIATIVES') return judgeInitiativesWithin(one, run, ground);
  const at = (end: number) =>
    one.is === 'COMPLETED' ? completionAt(facts, end, one.atLeast) : awardAt(facts, end, one.awards);
  const needed = one.is === 'COMPLETED' ? one.years : one.count;
  const sure = run.certain.map((s) => at(s.end)).filter((s) => s.is === 'YES');
  const may = run.possible.map((s) => at(s.end)).filter(mayCount);
  return resultOf(one, citation, {
    truth: reaches(sure.length, may.length, needed),
    required: one.is === 'COMPLETED' ? `${needed} năm` : `${needed} lần`,
    found: counted(
      sure.length,
      may.length,
      sure.map((s) => nameOf(facts, s.end)),
    ),
    evidence: evidenceOf(may),
    looks: looksOf(may),
  });
}

function judgeInitiativesWithin(
  one: Extract<Within, { is: 'INITIATIVES' }>,
  run: Run,
  { facts, citation, kindOf }: Ground,
): ConditionResult {
  const sure = usable(facts, one.scope, new Set(run.certain.map((s) => s.end)), kindOf);
  const may = usable(facts, one.scope, new Set(run.possible.map((s) => s.end)), kindOf);
  return resultOf(one, citation, {
    truth: reaches(sure.certain.length, may.complete ? may.possible.length : Infinity, one.count),
    required: `${one.count} sáng kiến`,
    found: counted(
      sure.certain.length,
      may.possible.length,
      sure.certain.map((i) => i.name),
    ),
    evidence: may.possible.map((i) => i.id),
    count: one.count,
    looks: may.looks,
  });
}

export const counted = (sure: number, may: number, names: readonly string[]): string =>
  `${sure}${names.length > 0 ? ` (${names.join(', ')})` : ''}${may > sure ? `, có thể ${may}` : ''}`;

export const groupResult = (
  one: { readonly is: 'ALL' | 'ANY'; readonly text: string },
  citation: string,
  combine: (truths: readonly Truth[]) => Truth,
  of: readonly ConditionResult[],
): ConditionResult => {
  const truth = combine(of.map((r) => r.truth));
  return {
    is: one.is,
    truth,
    tentative: combine(of.map((r) => r.tentative)),
    text: one.text,
    required: one.is === 'ALL' ? 'tất cả' : 'một trong các điều kiện',
    found: `${of.filter((r) => r.truth === 'YES').length}/${of.length}`,
    missing: [],
    evidence: [],
    citation,
    looks: truth === 'UNKNOWN' ? of.flatMap((r) => r.looks) : [],
    of,
  };
};
