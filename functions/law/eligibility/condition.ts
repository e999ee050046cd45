import * as z from 'zod';
import { completionLevels, disciplineForms, initiativeScopes } from './records.ts';

const count = z.int().positive();
const award = z.string().regex(/^[A-Z0-9]{2,10}$/);

/** What every single condition says of itself: plain Vietnamese for the reader, and its article where not the rule's own. */
const said = { text: z.string().min(1), citation: z.string().min(1).optional() };

/** What may be demanded within a chain of years, beside the chain itself. */
const within = z.discriminatedUnion('is', [
  z.object({ is: z.literal('COMPLETED'), atLeast: z.enum(completionLevels), years: count, ...said }),
  z.object({ is: z.literal('HELD'), awards: z.array(award).min(1), count, ...said }),
  z.object({ is: z.literal('INITIATIVES'), scope: z.enum(initiativeScopes), count, ...said }),
]);

const leaf = z.discriminatedUnion('is', [
  /** The achievement year itself was classified so, or higher. */
  z.object({ is: z.literal('COMPLETED'), atLeast: z.enum(completionLevels), ...said }),
  /** One of these titles for each of so many consecutive years, the last being the achievement year. */
  z.object({ is: z.literal('TITLE_CHAIN'), awards: z.array(award).min(1), years: count, ...said }),
  /** So many consecutive years classified so or higher up to the achievement year, after an award where one is named. */
  z.object({
    is: z.literal('COMPLETED_CHAIN'),
    atLeast: z.enum(completionLevels),
    years: count,
    after: z.array(award).min(1).optional(),
    within: z.array(within).default([]),
    ...said,
  }),
  /** One of these awards was received, for the achievement year (`SAME_YEAR`) or ever. */
  z.object({
    is: z.literal('HELD'),
    awards: z.array(award).min(1),
    when: z.enum(['SAME_YEAR', 'EVER']),
    ...said,
  }),
  /** So many initiatives (or research, or combat merit) of this scope or wider, recognised in the last `years` years. */
  z.object({
    is: z.literal('INITIATIVES'),
    scope: z.enum(initiativeScopes),
    count,
    years: count,
    ...said,
  }),
  /** Of a collective: a part of its people, in percent of all, in the achievement year. */
  z.object({
    is: z.literal('SHARE'),
    part: z.enum(['COMPLETED', 'ADVANCED', 'FIGHTERS']),
    percent: z.int().min(0).max(100),
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
  /** A responsible person states that it holds, for the achievement year. */
  z.object({ is: z.literal('ATTESTED'), key: z.string().regex(/^[A-Z_]{3,40}$/), ...said }),
]);

export type LeafCondition = z.output<typeof leaf>;
export type WithinCondition = z.output<typeof within>;
export type Condition =
  LeafCondition | { readonly is: 'ALL' | 'ANY'; readonly text: string; readonly of: readonly Condition[] };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    leaf,
    z.object({ is: z.enum(['ALL', 'ANY']), text: z.string().min(1), of: z.array(conditionSchema).min(1) }),
  ]),
);
