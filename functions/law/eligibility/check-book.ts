import { isValidOn } from '../../kernel/dates.ts';
import { catalogue } from '../awards.ts';
import { chainProblems, citationProblems } from '../check-terms.ts';
import type { RuleBook } from './book.ts';
import { evaluate } from './evaluate.ts';
import { questionOf, type Example } from './example.ts';
import type { Truth } from './truth.ts';

/** Everything that is wrong with a rule book: terms, codes, holes, and rules without an example for yes and for no. */
export function bookProblems(book: RuleBook, examples: readonly Example[]): readonly string[] {
  const ids = book.rules.map((rule) => rule.id);
  return [
    ...ids.filter((id, i) => ids.indexOf(id) < i).map((id) => `${id}: twice`),
    ...chainProblems('regimes', book.regimes),
    ...chainProblems('common', book.common),
    ...chainProblems('counting', book.counting),
    ...book.rules.flatMap((rule) => chainProblems(rule.id, rule.terms)),
    ...book.rules.flatMap((rule) => citationProblems(rule.id, rule.terms)),
    ...citationProblems('common', book.common),
    ...citationProblems('counting', book.counting),
    ...uncovered(book),
    ...unknownCodes(book),
    ...withoutExamples(book, examples),
    ...examples.flatMap((example) => exampleProblem(book, example) ?? []),
  ];
}

/** Awards of the catalogue that some kind of nominee can't be judged for on a day on which they can be given. */
const uncovered = (book: RuleBook): readonly string[] =>
  catalogue().flatMap(({ code, subjects, terms }) =>
    subjects.flatMap((kind) => {
      const rules = book.rules.filter((r) => r.awards.includes(code) && r.subjects.includes(kind));
      return terms
        .map((term) => term.validFrom)
        .filter(
          (from) =>
            !rules.some((r) => r.terms.some((t) => isValidOn({ from: t.validFrom, to: t.validTo }, from))),
        )
        .map((from) => `${code} for ${kind}: no rule on ${from}`);
    }),
  );

function unknownCodes(book: RuleBook): readonly string[] {
  const known = new Set(catalogue().map((award) => award.code));
  return book.rules.flatMap((rule) => {
    const named = JSON.stringify(rule.terms).matchAll(/"(?:awards|after|orTitles)":\[([^\]]*)\]/g);
    const codes = [
      ...rule.awards,
      ...[...named].flatMap(([, list = '']) => list.replaceAll('"', '').split(',')),
    ];
    return codes.filter((code) => !known.has(code)).map((code) => `${rule.id}: unknown award ${code}`);
  });
}

const isUnread = (rule: RuleBook['rules'][number]): boolean =>
  rule.terms.every((term) => JSON.stringify(term.needs).includes('"is":"UNREAD"'));

/** A rule that was read has an example that meets it; every rule has one that is turned down. */
const withoutExamples = (book: RuleBook, examples: readonly Example[]): readonly string[] =>
  book.rules.flatMap((rule) => {
    const has = (...wanted: readonly Truth[]) =>
      examples.some((one) => one.rule === rule.id && wanted.includes(one.tentative));
    const passes = isUnread(rule) ? has('YES', 'UNKNOWN') : has('YES');
    return [
      ...(passes ? [] : [`${rule.id}: no example that passes`]),
      ...(has('NO') ? [] : [`${rule.id}: no example that fails`]),
    ];
  });

/** What an example's answer differs in; undefined when it comes out as written. */
export function exampleProblem(book: RuleBook, example: Example): string | undefined {
  const name = `${example.rule} (${example.why})`;
  const rule = book.rules.find((one) => one.id === example.rule);
  if (!rule) return `${name}: no such rule`;
  const answer = evaluate(questionOf(example, rule), book);
  if (!answer.ok) return `${name}: ${answer.refusals.map((r) => r.code).join()}`;
  const { outcome, tentative, ruleId } = answer.value;
  const got = `${outcome}/${tentative} by ${ruleId ?? 'no rule'}`;
  const wanted = `${example.expect}/${example.tentative} by ${rule.id}`;
  return got === wanted ? undefined : `${name}: ${got} instead of ${wanted}`;
}
