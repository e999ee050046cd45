import type { Condition, Within } from '../../../functions/law/eligibility/condition.ts';
import { serviceBook } from '../../../functions/law/service-book.ts';
import type { CountingTerm } from '../../../functions/law/eligibility/rule.ts';
import type { Records } from '../../../functions/law/eligibility/records.ts';

/** What the law might say where it isn't certain, decided for one world. */
export type Law = {
  readonly bridges: readonly string[];
  /** A year of leave without a classification is as good as a good one. */
  readonly leaveCounts: boolean;
  readonly noBase: boolean;
  /** Years that a discipline takes away: none, those before its end, also the one in which it ended. */
  readonly discipline: 'NONE' | 'BEFORE' | 'ALSO_THE_YEAR';
  readonly initiativeOnce: boolean;
  readonly titleToTitle: boolean;
  readonly farApart: boolean;
  /** Time in a higher position counts for a lower one. */
  readonly higherCounts: boolean;
  /** Where what women need less was not read: a month is enough. */
  readonly womenNeedAMonth: boolean;
};

/** A world in which every fact is known and the law is certain. */
export type World = {
  readonly records: Records;
  readonly law: Law;
  readonly end: number;
  readonly on: string;
  readonly award: string;
  readonly merit: boolean;
};

const levels = ['NOT_COMPLETED', 'COMPLETED', 'GOOD', 'EXCELLENT'];
const scopes = ['BASE', 'PROVINCE', 'NATION'];
const forms = ['REPRIMAND', 'WARNING', 'PAY_CUT', 'DEMOTION', 'REMOVAL', 'DISMISSAL'];
const titles = new Set(
  'LDTT CSTT CSTDCS CSTDT CSTDTQ TTLDTT TTLDXS DVQT DVTT CTDT CTDCP XTB TVH GDVH'.split(' '),
);
const endOf = (y: { kind: string; year: number }) => (y.kind === 'SCHOOL' ? y.year + 1 : y.year);
const lastOf = (y: { kind: string; year: number }) =>
  y.kind === 'SCHOOL' ? `${y.year + 1}-08-31` : `${y.year}-12-31`;
const firstOf = (y: { kind: string; year: number }) =>
  y.kind === 'SCHOOL' ? `${y.year}-09-01` : `${y.year}-01-01`;

type Leaf = Exclude<Condition, { readonly of: unknown }>;
type OfYears = Extract<
  Leaf,
  { is: 'COMPLETED' | 'TITLE_CHAIN' | 'TITLE_TIMES' | 'COMPLETED_CHAIN' | 'HELD' | 'INITIATIVES' }
>;
type OfPeople = Extract<Leaf, { is: 'SHARE' | 'NUMBER' | 'NOBODY_DISCIPLINED' }>;
const ofYears = ['COMPLETED', 'TITLE_CHAIN', 'TITLE_TIMES', 'COMPLETED_CHAIN', 'HELD', 'INITIATIVES'];
const isOfYears = (one: Leaf): one is OfYears => ofYears.includes(one.is);
const isOfPeople = (one: Leaf): one is OfPeople => ['SHARE', 'NUMBER', 'NOBODY_DISCIPLINED'].includes(one.is);

/** True, false, or undefined where the condition was never read: slow, one question at a time. */
export function holds(one: Condition, w: World): boolean | undefined {
  if ('of' in one) {
    const all = one.of.map((each) => holds(each, w));
    const decides = one.is === 'ANY';
    return all.includes(decides) ? decides : all.includes(undefined) ? undefined : !decides;
  }
  if (isOfYears(one)) return holdsOverYears(one, w);
  return isOfPeople(one) ? holdsOfPeople(one, w) : holdsToday(one, w);
}

function holdsOverYears(one: OfYears, w: World): boolean {
  switch (one.is) {
    case 'COMPLETED':
      return completed(w, w.end, one.atLeast);
    case 'TITLE_CHAIN': {
      const years = yearsOfTitles(w, one.awards).slice(0, one.years);
      return years.length === one.years && years.every((y) => titled(w, y, one.awards));
    }
    case 'TITLE_TIMES': {
      const years = back(w)
        .filter((y) => titled(w, y, one.awards))
        .slice(0, one.times);
      if (years[0] !== w.end || years.length < one.times) return false;
      return w.law.farApart || years.every((y, i) => i === 0 || (years[i - 1] ?? 0) - y <= one.spacing);
    }
    case 'COMPLETED_CHAIN':
      return worked(one, w);
    case 'HELD':
      return one.when === 'SAME_YEAR'
        ? titled(w, w.end, one.awards)
        : standing(w).some((h) => one.awards.includes(h.awardCode));
    case 'INITIATIVES':
      return ideas(w, one.scope, (y) => y <= w.end && y > w.end - one.years).length >= one.count;
  }
}

function worked(one: Extract<Leaf, { is: 'COMPLETED_CHAIN' }>, w: World): boolean {
  const fits = (y: number) => completed(w, y, one.atLeast) || titled(w, y, one.orTitles ?? []);
  const years = yearsOfWork(w, one.orTitles ?? []);
  const bases = one.after ? standing(w).filter((h) => one.after?.includes(h.awardCode)) : [null];
  return bases.some((base) => {
    for (let k = one.years; k <= (one.after ? years.length : one.years); k += 1) {
      const run = years.slice(0, k);
      const after = (y: number) => base === null || (base.year !== null && y > endOf(base.year));
      if (run.length === k && run.every((y) => fits(y) && after(y)))
        if (one.within.every((inner) => holdsWithin(inner, run, w))) return true;
    }
    return false;
  });
}

function holdsOfPeople(one: OfPeople, w: World): boolean {
  switch (one.is) {
    case 'SHARE': {
      const s = w.records.staffing.find((x) => endOf(x.year) === w.end);
      if (!s) throw new Error('a world without numbers');
      const part = { COMPLETED: s.completed, ADVANCED: s.advanced, FIGHTERS: s.fighters }[one.part];
      for (let n = 0; n <= s.total; n += 1)
        if (n === part) return one.above ? n * 100 > one.percent * s.total : n * 100 >= one.percent * s.total;
      return false;
    }
    case 'NUMBER': {
      const s = w.records.staffing.find((x) => endOf(x.year) === w.end);
      if (!s) throw new Error('a world without numbers');
      return { COMPLETED: s.completed, ADVANCED: s.advanced, FIGHTERS: s.fighters }[one.part] >= one.count;
    }
    case 'NOBODY_DISCIPLINED':
      return w.records.staffing.some((x) => endOf(x.year) === w.end && x.disciplined === 0);
  }
}

function holdsToday(one: Exclude<Leaf, OfYears | OfPeople>, w: World): boolean | undefined {
  switch (one.is) {
    case 'CLEAR':
      return (
        !w.records.disciplines.some(
          (d) =>
            forms.indexOf(d.form) >= forms.indexOf(one.from) &&
            d.from <= w.on &&
            !(d.endedOn !== null && d.endedOn <= w.on),
        ) &&
        !w.records.proceedings.some((p) => p.openedOn <= w.on && !(p.closedOn !== null && p.closedOn <= w.on))
      );
    case 'EXISTS':
      return w.records.dissolvedOn === null || w.records.dissolvedOn > w.on;
    case 'ONCE':
      return !(
        w.merit &&
        allHeld(w).some(
          (h) => h.awardCode === w.award && h.type === 'MERIT' && h.year && endOf(h.year) === w.end,
        )
      );
    case 'ATTESTED':
    case 'CLAIMED':
      return w.records.attestations.some((a) => a.key === one.key && endOf(a.year) === w.end && a.holds);
    case 'SERVICE':
      return served(one.key, w);
    case 'UNREAD':
      return undefined;
  }
}

/** What is counted month by month is counted once for each reading that matters. */
const counted = new WeakMap<Records, Map<string, number>>();

function monthsServed({ records, law, on }: World, group: string): number {
  const known = counted.get(records) ?? new Map<string, number>();
  counted.set(records, known);
  const key = `${group} ${String(law.higherCounts)} ${on}`;
  const { groups } = serviceBook();
  const place = groups.find((g) => g.code === group);
  const counts = records.positions.filter((p) => {
    const held = groups.find((g) => g.code === p.group);
    const higher = held && place && held.ladder === place.ladder && held.rank < place.rank;
    return p.group === group || (law.higherCounts && higher);
  });
  const months = known.get(key) ?? monthByMonth(counts, on);
  known.set(key, months);
  return months;
}

/** Every day of a month in one position. */
function monthByMonth(held: Records['positions'], on: string): number {
  let months = 0;
  for (let month = 0; month < 100 * 12; month += 1) {
    const day = (n: number) =>
      new Date(Date.UTC(1945, month + n, n === 0 ? 1 : 0)).toISOString().slice(0, 10);
    const [first, last] = [day(0), day(1)];
    if (last <= on && held.some((p) => p.from <= first && (p.to === null || p.to >= last))) months += 1;
  }
  return months;
}

/** Of a person: one of the groups of positions for as many months as the order asks for. */
function served(key: string, w: World): boolean | undefined {
  const { rules, women } = serviceBook();
  const valid = (term: { validFrom: string; validTo: string | null }) =>
    term.validFrom <= w.on && (term.validTo === null || w.on < term.validTo);
  const own = rules.filter((rule) => rule.order === w.award && rule.terms.some(valid));
  if (own.length === 0) return undefined;
  const reduction = women.find(valid);
  const later = w.records.attestations.some((a) => a.key === key && a.holds);
  return own.some((rule) => {
    const whole = (rule.terms.find(valid)?.years ?? 0) * 12;
    let needed = whole;
    if (w.records.sex === 'FEMALE' && !later && reduction) {
      const { numerator, denominator } = reduction.reduction ?? { numerator: 0, denominator: 1 };
      while (needed * denominator - denominator >= whole * (denominator - numerator)) needed -= 1;
      if (!reduction.reduction && w.law.womenNeedAMonth) needed = 1;
    }
    return monthsServed(w, rule.group) >= needed;
  });
}

function holdsWithin(one: Within, run: readonly number[], w: World): boolean {
  switch (one.is) {
    case 'ALL':
      return one.of.every((each) => holdsWithin(each, run, w));
    case 'ANY':
      return one.of.some((each) => holdsWithin(each, run, w));
    case 'COMPLETED':
      return run.filter((y) => completed(w, y, one.atLeast)).length >= one.years;
    case 'HELD':
      return run.filter((y) => titled(w, y, one.awards)).length >= one.count;
    case 'INITIATIVES':
      return ideas(w, one.scope, (y) => run.includes(y)).length >= one.count;
  }
}

const back = (w: World) => Array.from({ length: 60 }, (_, i) => w.end - i);
const onLeave = (w: World, y: number) =>
  w.records.completions.some(
    (c) => endOf(c.year) === y && c.excuse !== null && w.law.bridges.includes(c.excuse),
  );
const classified = (w: World, y: number) =>
  w.records.completions.some((c) => endOf(c.year) === y && c.level !== null);
const received = (w: World, y: number, awards: readonly string[]) =>
  standing(w).some((h) => h.year && endOf(h.year) === y && awards.includes(h.awardCode));

/** Years back from the last, without those of leave for which nothing else is known. */
const yearsOfTitles = (w: World, awards: readonly string[]) =>
  back(w).filter((y) => received(w, y, awards) || !onLeave(w, y));
const yearsOfWork = (w: World, awards: readonly string[]) =>
  back(w).filter((y) => classified(w, y) || titled(w, y, awards) || !onLeave(w, y));

const allHeld = (w: World) =>
  w.records.held.filter((h) => h.decidedOn <= w.on && !(h.revokedOn !== null && h.revokedOn <= w.on));
const standing = (w: World) =>
  allHeld(w).filter((h) => !(w.merit && w.law.noBase && (h.type === 'THEMATIC' || h.type === 'AD_HOC')));

function lostByDiscipline(w: World, year: { kind: string; year: number }): boolean {
  if (w.law.discipline === 'NONE') return false;
  return w.records.disciplines.some(
    (d) =>
      d.endedOn !== null &&
      d.endedOn <= w.on &&
      (lastOf(year) < d.endedOn || (w.law.discipline === 'ALSO_THE_YEAR' && firstOf(year) < d.endedOn)),
  );
}

const completed = (w: World, y: number, atLeast: string) =>
  (w.law.leaveCounts &&
    !classified(w, y) &&
    w.records.completions.some((c) => endOf(c.year) === y && c.excuse !== null)) ||
  w.records.completions.some(
    (c) =>
      endOf(c.year) === y &&
      c.level !== null &&
      levels.indexOf(c.level) >= levels.indexOf(atLeast) &&
      !lostByDiscipline(w, c.year),
  );

const titled = (w: World, y: number, awards: readonly string[]) =>
  standing(w).some(
    (h) => h.year && endOf(h.year) === y && awards.includes(h.awardCode) && !lostByDiscipline(w, h.year),
  );

const ideas = (w: World, scope: string, inYears: (y: number) => boolean) =>
  w.records.initiatives.filter((i) => {
    if (i.recognisedOn > w.on || !inYears(endOf(i.year)) || i.sharePercent <= 0) return false;
    if (scopes.indexOf(i.scope) < scopes.indexOf(scope)) return false;
    const others = i.usedFor.filter((u) => u.awardCode !== w.award || endOf(u.year) !== w.end);
    if (others.length === 0) return true;
    const amongTitles = titles.has(w.award) && others.every((u) => titles.has(u.awardCode));
    return amongTitles ? w.law.titleToTitle : !w.law.initiativeOnce;
  });

/** How the law might be read; `career` where positions are weighed, so that no coin is tossed for nothing. */
export const lawOf = (
  counting: CountingTerm,
  certain: boolean,
  coin: () => boolean,
  career: boolean,
): Law => {
  const sure = (status: string) => certain && status === 'confirmed';
  return {
    higherCounts: career && coin(),
    womenNeedAMonth: career && coin(),
    bridges: ['MATERNITY', 'STUDY', 'INJURY'].filter((excuse) => {
      const clause = counting.bridges.find((b) => b.excuse === excuse);
      return clause && sure(clause.status) ? true : coin();
    }),
    leaveCounts: coin(),
    noBase: sure(counting.noBase.status) ? true : coin(),
    discipline: sure(counting.fromDisciplineEnd.status)
      ? coin()
        ? 'BEFORE'
        : 'ALSO_THE_YEAR'
      : coin()
        ? 'NONE'
        : coin()
          ? 'BEFORE'
          : 'ALSO_THE_YEAR',
    initiativeOnce: sure(counting.initiativeOnce.status) ? true : coin(),
    titleToTitle: coin(),
    farApart: coin(),
  };
};
