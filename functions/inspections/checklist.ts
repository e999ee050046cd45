import type { Id } from '../kernel/ids.ts';
import type { InspectionKind } from './plan.ts';

export type Question = { readonly code: string; readonly text: string; readonly citation: string | null };

/** A template of questions. A version never changes: an inspection answers the one that it names. */
export type Checklist = {
  readonly id: Id<'ckl'>;
  readonly hostUnitId: Id<'unt'>;
  readonly kind: InspectionKind;
  readonly title: string;
  readonly questions: readonly Question[];
  readonly version: number;
};

export const maxQuestions = 100;
