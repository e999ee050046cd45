import * as z from 'zod/mini';
import { completionLevels, disciplineForms, initiativeScopes } from './records.ts';
import { doubts } from './truth.ts';

const count = z.int().check(z.positive());
const awards = z.array(z.string().check(z.regex(/^[A-Z0-9]{2,10}$/))).check(z.minLength(1));
const key = z.string().check(z.regex(/^[A-Z0-9_]{3,40}$/));

/** What every condition says of itself: what is demanded, in plain Vietnamese; its article where not the term's; what isn't certain of it. */
const said = {
  text: z.string().check(z.minLength(1)),
  citation: z.optional(z.string().check(z.minLength(1))),
  doubt: z.optional(z.enum(doubts)),
};

/** What may be demanded within a chain of years, beside the chain itself. */
const withinLeaf = z.discriminatedUnion('is', [
  z.object({ is: z.literal('COMPLETED'), atLeast: z.enum(completionLevels), years: count, ...said }),
  /** One of these awards for so many of the years. */
  z.object({ is: z.literal('HELD'), awards, count, ...said }),
  z.object({ is: z.literal('INITIATIVES'), scope: z.enum(initiativeScopes), count, ...said }),
]);
type WithinLeaf = z.output<typeof withinLeaf>;
type WithinGroup = { readonly is: 'ALL' | 'ANY'; readonly text: string; readonly of: readonly Within[] };
export type Within = WithinLeaf | WithinGroup;
const within: z.ZodMiniType<Within> = z.lazy(() => z.union([withinLeaf, groupOf(within)]));

const leaf = z.discriminatedUnion('is', [
  /** The achievement year itself was classified so, or higher. */
  z.object({ is: z.literal('COMPLETED'), atLeast: z.enum(completionLevels), ...said }),
  /** One of these titles for each of so many consecutive years, the last being the achievement year. */
  z.object({ is: z.literal('TITLE_CHAIN'), awards, years: count, ...said }),
  /** One of these titles so many times running, the last for the achievement year; `spacing` is the years between two. */
  z.object({ is: z.literal('TITLE_TIMES'), awards, times: count, spacing: count, ...said }),
  /** So many consecutive years classified so or higher (or with one of `orTitles`) up to the achievement year, after an award where one is named. */
  z.object({
    is: z.literal('COMPLETED_CHAIN'),
    atLeast: z.enum(completionLevels),
    years: count,
    orTitles: z.optional(awards),
    after: z.optional(awards),
    within: z._default(z.array(within), []),
    ...said,
  }),
  /** One of these awards was received, for the achievement year (`SAME_YEAR`) or ever. */
  z.object({ is: z.literal('HELD'), awards, when: z.enum(['SAME_YEAR', 'EVER']), ...said }),
  /** So many initiatives of this scope or wider, of the last `years` years. */
  z.object({ is: z.literal('INITIATIVES'), scope: z.enum(initiativeScopes), count, years: count, ...said }),
  /** Of a collective: a part of its people, in percent of all, in the achievement year. */
  z.object({
    is: z.literal('SHARE'),
    part: z.enum(['COMPLETED', 'ADVANCED', 'FIGHTERS']),
    percent: z.int().check(z.gte(0), z.lte(100)),
    /** True when the share must be above the percentage, not only reach it. */
    above: z.boolean(),
    ...said,
  }),
  /** Of a collective: at least so many of its people, in the achievement year. */
  z.object({ is: z.literal('NUMBER'), part: z.enum(['COMPLETED', 'ADVANCED', 'FIGHTERS']), count, ...said }),
  /** Of a collective: nobody disciplined from cảnh cáo up in the achievement year. */
  z.object({ is: z.literal('NOBODY_DISCIPLINED'), ...said }),
  /** No discipline of this form or graver in force, and nothing being inspected, investigated or complained of. */
  z.object({ is: z.literal('CLEAR'), from: z.enum(disciplineForms), ...said }),
  /** The unit still exists on the day. */
  z.object({ is: z.literal('EXISTS'), ...said }),
  /** The same achievement hasn't been awarded already. */
  z.object({ is: z.literal('ONCE'), ...said }),
  /** Of a person: positions were held for as long as the order that is asked about demands; `key` attests a higher retirement age. */
  z.object({ is: z.literal('SERVICE'), key, ...said }),
  /** A responsible person states that it holds, for the achievement year; unknown until somebody does. */
  z.object({ is: z.literal('ATTESTED'), key, ...said }),
  /** A route that is taken only where somebody states so: silence means that it isn't taken. */
  z.object({ is: z.literal('CLAIMED'), key, ...said }),
  /** The law demands something here that was not read. */
  z.object({ is: z.literal('UNREAD'), text: said.text, citation: said.citation }),
]);

type ConditionGroup = {
  readonly is: 'ALL' | 'ANY';
  readonly text: string;
  readonly of: readonly Condition[];
};
export type Leaf = z.output<typeof leaf>;
export type Condition = Leaf | ConditionGroup;
export const conditionSchema: z.ZodMiniType<Condition> = z.lazy(() =>
  z.union([leaf, groupOf(conditionSchema)]),
);

function groupOf<C>(one: z.ZodMiniType<C>) {
  return z.object({
    is: z.enum(['ALL', 'ANY']),
    text: z.string().check(z.minLength(1)),
    of: z.array(one).check(z.minLength(1)),
  });
}
