import * as z from 'zod';
import { commendationTypes } from '../commendation-type.ts';
import { dated } from '../datum.ts';
import { subjectKinds } from '../subject-kind.ts';
import { conditionSchema } from './condition.ts';

/** The date by which the law of a rule is chosen: end of the achievement year, receipt or decision. */
export const anchors = ['ACHIEVEMENT', 'RECEIPT', 'DECISION'] as const;

/** What one award demands of one kind of nominee, term by term. Any one route that is met suffices. */
export const ruleSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{3,60}$/),
  award: z.string().regex(/^[A-Z0-9]{2,10}$/),
  type: z.enum(commendationTypes),
  subjects: z.array(z.enum(subjectKinds)).min(1),
  anchor: z.enum(anchors),
  terms: z.array(dated.extend({ needs: conditionSchema })).min(1),
});
export type EligibilityRule = z.output<typeof ruleSchema>;
export type RuleTerm = EligibilityRule['terms'][number];
