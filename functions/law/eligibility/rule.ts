import * as z from 'zod/mini';
import { commendationTypes } from '../commendation-type.ts';
import { dated, datumStatus } from '../datum.ts';
import { anchors } from '../regime.ts';
import { subjectKinds } from '../subject-kind.ts';
import { conditionSchema } from './condition.ts';
import { excuses } from './records.ts';

/** What awards demand of nominees of some kinds, term by term; one rule may serve awards that are alike. */
export const ruleSchema = z.object({
  id: z.string().check(z.regex(/^[a-z0-9-]{3,60}$/)),
  awards: z.array(z.string().check(z.regex(/^[A-Z0-9]{2,10}$/))).check(z.minLength(1)),
  types: z.array(z.enum(commendationTypes)).check(z.minLength(1)),
  subjects: z.array(z.enum(subjectKinds)).check(z.minLength(1)),
  anchor: z.enum(anchors),
  terms: z.array(z.extend(dated, { needs: conditionSchema })).check(z.minLength(1)),
});
export type EligibilityRule = z.output<typeof ruleSchema>;
export type RuleTerm = EligibilityRule['terms'][number];

/** What holds for every award alike. */
export const commonTermSchema = z.extend(dated, { needs: z.array(conditionSchema).check(z.minLength(1)) });
export type CommonTerm = z.output<typeof commonTermSchema>;

const clause = { citation: z.string().check(z.minLength(1)), status: datumStatus };

/** How years and records are counted; a clause that is unverified makes what hangs on it unknown. */
export const countingTermSchema = z.extend(dated, {
  /** Excuses whose years neither break a chain nor count; those not named are unclear. */
  bridges: z.array(z.object({ excuse: z.enum(excuses), ...clause })),
  /** Awards of these types are no base for merit. */
  noBase: z.object({ types: z.array(z.enum(commendationTypes)), ...clause }),
  /** After a discipline, achievements count from its end. */
  fromDisciplineEnd: z.object(clause),
  /** An initiative that served an award may not serve another, except from title to title, of which the law is silent. */
  initiativeOnce: z.object(clause),
});
export type CountingTerm = z.output<typeof countingTermSchema>;
