import * as z from 'zod/mini';
import { campaignMethods, launchLevels } from '../campaigns/campaign.ts';
import { localDate, type LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import formData from '../law/data/statistics-forms.json' with { type: 'json' };
import { commendationTypes } from '../law/commendation-type.ts';
import { dated, holdsOn, type DatumStatus } from '../law/datum.ts';
import { ruled } from '../law/matter.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import { subjectGroups } from '../subjects/group.ts';
import { durations } from './rows.ts';

/** What a row or column counts; everything that isn't named is left open. */
const where = z.object({
  kinds: z.optional(z.array(z.enum(subjectKinds))),
  groups: z.optional(z.array(z.enum(subjectGroups))),
  types: z.optional(z.array(z.enum(commendationTypes))),
  awards: z.optional(z.array(z.string())),
  otherThan: z.optional(z.array(z.string())),
  levels: z.optional(z.array(z.enum(launchLevels))),
  durations: z.optional(z.array(z.enum(durations))),
  methods: z.optional(z.array(z.enum(campaignMethods))),
});

/** `where` is null for what no register of this system keeps. */
const line = z.object({ code: z.string(), label: z.string(), where: z.nullable(where) });

const formSchema = z.extend(dated, {
  code: z.string(),
  title: z.string(),
  about: z.enum(['CAMPAIGN', 'AWARD', 'NONE']),
  level: z.nullable(z.enum(['STATE', 'PROVINCE'])),
  /** Month and day by which it must have arrived; null where no text that we hold says so. */
  dueOn: z.nullable(z.string()),
  rows: z.array(line).check(z.minLength(1)),
  columns: z.array(line).check(z.minLength(1)),
});

export type Where = z.output<typeof where>;
export type FormLine = z.output<typeof line>;

/** A statutory form of statistics (biểu mẫu thống kê) as it holds in a year. */
export type StatisticalForm = Omit<
  z.output<typeof formSchema>,
  'dueOn' | 'validFrom' | 'validTo' | 'status'
> & {
  readonly year: number;
  readonly dueOn: LocalDate | null;
  readonly status: DatumStatus;
};

export const forms = lazy(() => z.array(formSchema).parse(formData));

/** The forms of the circular that holds at the end of a year; none for years whose circular we don't hold. */
export function formsIn(year: number): readonly StatisticalForm[] {
  const on = localDate(`${year}-12-31`);
  return forms()
    .filter((form) => holdsOn(form, on))
    .map((form) => {
      const { dueOn, ...rest } = ruled(form, on);
      return { ...rest, year, dueOn: dueOn === null ? null : localDate(`${year}-${dueOn}`) };
    });
}
