import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depth, fullHistory, knownPart } from '../../../test/support/law/histories.ts';
import { randomFrom } from '../../../test/support/law/random.ts';
import { holds, lawOf, type World } from '../../../test/support/law/oracle.ts';
import { addDays, localDate, yearOf, type LocalDate } from '../../kernel/dates.ts';
import { endYear, yearEnding } from '../achievement-year.ts';
import { awardOn } from '../awards.ts';
import { standing } from '../unread.ts';
import { nationalBook, termOn, withLocal } from './book.ts';
import type { Condition } from './condition.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { Records } from './records.ts';
import type { EligibilityRule, RuleTerm } from './rule.ts';
import type { Truth } from './truth.ts';

const book = nationalBook();

type Case = { readonly rule: EligibilityRule; readonly term: RuleTerm; readonly award: string };
const cases: readonly Case[] = book.rules.flatMap((rule) =>
  rule.terms.flatMap((term) => {
    const award = rule.awards.find((code) => awardOn(code, addDays(term.validFrom, 400))) ?? rule.awards[0];
    return award ? [{ rule, term, award }] : [];
  }),
);

/** What a province might demand beside the law. */
const localCriteria: readonly [Condition, ...Condition[]] = [
  { is: 'ATTESTED', key: 'LOCAL_RULE', text: 'Xác nhận theo quy định của tỉnh' },
  { is: 'INITIATIVES', scope: 'BASE', count: 1, years: 2, text: 'Có sáng kiến trong 2 năm' },
  { is: 'COMPLETED', atLeast: 'GOOD', text: 'Hoàn thành tốt nhiệm vụ' },
];

type Asked = {
  readonly full: Evaluation;
  readonly known: Evaluation;
  /** Of a province that adds something; null where it doesn't. */
  readonly local: Condition | null;
};

/** A question by this term with a history in which nothing is unknown, and the same with a part of it. */
function questionOf({ rule, term, award }: Case, seed: number): Asked {
  const random = randomFrom(seed);
  const on = within(term, addDays(term.validFrom, 30 + random.below(1100)));
  const year = yearEnding(random.in100(40) ? 'SCHOOL' : 'CALENDAR', yearOf(on) - 1);
  const kind = rule.subjects[random.below(rule.subjects.length)] ?? 'INDIVIDUAL';
  const local = random.in100(25) ? random.pick(localCriteria) : null;
  const needs: Condition = { is: 'ALL', text: 'Tất cả', of: local ? [term.needs, local] : [term.needs] };
  const records = fullHistory(random, { kind, year, on }, needs, award);
  const type = rule.types[0] ?? 'MERIT';
  const full = { records, awardCode: award, type, campaignId: null, year, receivedOn: null, on };
  return { full, known: { ...full, records: knownPart(random, records, endYear(year)) }, local };
}

const within = ({ validTo }: RuleTerm, on: LocalDate): LocalDate =>
  validTo !== null && on >= validTo ? addDays(validTo, -1) : on;

/** What is true in one world, by the slow oracle; UNKNOWN only for what was never read. */
function oracle({ full: asked, local }: Asked, term: RuleTerm, records: Records, coin: () => boolean): Truth {
  const common = termOn(book.common, asked.on);
  const counting = termOn(book.counting, asked.on);
  if (!common || !counting) throw new Error('no law');
  const world: World = {
    records,
    law: lawOf(counting, standing(counting, asked.on).status === 'confirmed', coin, isCareer(term)),
    end: endYear(asked.year),
    on: asked.on,
    award: asked.awardCode,
    merit: asked.type === 'MERIT',
  };
  const all = [...common.needs, term.needs, ...(local ? [local] : [])].map((one) => holds(one, world));
  return all.includes(false) ? 'NO' : all.includes(undefined) ? 'UNKNOWN' : 'YES';
}

/** Each way in which the law might be read, where it isn't certain: ten coins at most. */
const readings = Array.from({ length: 512 }, (_, bits) => () => {
  let i = 0;
  return () => ((bits >> i++) & 1) === 1;
});

function verdict(asked: Evaluation, local: Condition | null) {
  const added = local ? [{ needs: local, citation: '05/2019/QĐ-UBND' }] : [];
  const answer = evaluate(
    asked,
    withLocal(book, () => added),
  );
  if (!answer.ok) throw new Error(answer.refusals.map((r) => r.code).join());
  return answer.value;
}

const isCareer = (term: RuleTerm) => JSON.stringify(term.needs).includes('"SERVICE"');
const isUnread = ({ term }: Case) => JSON.stringify(term.needs).includes('UNREAD');
const runs = { seed: 2021, numRuns: 25 };
const seeds = fc.noBias(fc.nat());

describe.each(cases.map((one) => [`${one.rule.id} from ${one.term.validFrom}`, one] as const))(
  '%s',
  (_, one) => {
    it('says of histories without a gap what a slow oracle says by every reading of the law', () => {
      const met = new Set<Truth>();
      fc.assert(
        fc.property(seeds, (seed) => {
          const asked = questionOf(one, seed);
          const { full } = asked;
          const { tentative, outcome } = verdict(full, asked.local);
          met.add(tentative);
          const theirs = new Set(readings.map((reading) => oracle(asked, one.term, full.records, reading())));
          expect(tentative).toBe(theirs.size === 1 ? [...theirs][0] : 'UNKNOWN');
          expect(outcome).not.toBe({ YES: 'NOT_ELIGIBLE', NO: 'ELIGIBLE', UNKNOWN: '' }[tentative]);
        }),
        runs,
      );
      expect([...met]).toEqual(expect.arrayContaining(isUnread(one) ? ['NO', 'UNKNOWN'] : ['NO', 'YES']));
    });

    it('never takes what is unknown for a yes or a no', () => {
      fc.assert(
        fc.property(seeds, fc.nat(511), (seed, bits) => {
          const asked = questionOf(one, seed);
          const { full, known } = asked;
          const ours = verdict(known, asked.local).tentative;
          const reading = readings[bits] ?? (() => () => true);
          const world = claimedOnly(full.records, known.records);
          const theirs = oracle(asked, one.term, world, reading());
          expect([theirs, 'UNKNOWN']).toContain(ours);
        }),
        runs,
      );
    });
  },
);

/** A route that nobody claimed isn't taken, so the world has no claim either. */
const claimedOnly = (full: Records, known: Records): Records => {
  const claims = new Set(JSON.stringify(book.rules).match(/"is":"CLAIMED","key":"\w+"/g));
  const isClaim = (key: string) => claims.has(`"is":"CLAIMED","key":"${key}"`);
  return {
    ...full,
    attestations: full.attestations.filter((a) => !isClaim(a.key) || known.attestations.includes(a)),
  };
};

it('has histories long enough for the longest chain', () => {
  const longest = Math.max(
    ...[...JSON.stringify(book.rules).matchAll(/"years":(\d+)/g)].map(([, n]) => Number(n)),
  );
  expect(longest).toBeLessThan(depth);
  expect(localDate('2017-10-01')).toBe(book.regimes[0]?.validFrom);
});
