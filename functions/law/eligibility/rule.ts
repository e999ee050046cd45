import * as z from 'zod';
import { commendationTypes } from '../commendation-type.ts';
import { dated, datumStatus } from '../datum.ts';
import { anchors } from '../regime.ts';
import { subjectKinds } from '../subject-kind.ts';
import { conditionSchema } from './condition.ts';
import { excuses } from './records.ts';

/** What awards demand of nominees of some kinds, term by term; one rule may serve awards that are alike. */
export const ruleSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{3,60}$/),
  awards: z.array(z.string().regex(/^[A-Z0-9]{2,10}$/)).min(1),
  types: z.array(z.enum(commendationTypes)).min(1),
  subjects: z.array(z.enum(subjectKinds)).min(1),
  anchor: z.enum(anchors),
  terms: z.array(dated.extend({ needs: conditionSchema })).min(1),
});
export type EligibilityRule = z.output<typeof ruleSchema>;
export type RuleTerm = EligibilityRule['terms'][number];

/** What holds for every award alike. */
export const commonTermSchema = dated.extend({ needs: z.array(conditionSchema).min(1) });
export type CommonTerm = z.output<typeof commonTermSchema>;

const clause = { citation: z.string().min(1), status: datumStatus };

/** How years and records are counted; a clause that is unverified makes what hangs on it unknown. */
export const countingTermSchema = dated.extend({
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
