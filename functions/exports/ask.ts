import * as z from 'zod/mini';
import { complaintStatuses } from '../complaints/complaint.ts';
import { dossierStatuses } from '../dossiers/status-table.ts';
import { storedDate } from '../kernel/table/schemas.ts';
import { coverages } from '../exemplars/exemplar-year.ts';
import { inspectionKinds } from '../inspections/plan.ts';
import { dueLists } from '../inspections/recommendation.ts';
import { officerStatuses } from '../officers/officer.ts';
import { taskLists } from '../officers/plan.ts';
import { unitKinds } from '../units/unit.ts';

const trees = ['WAS', 'IS'] as const;
const maybe = z.nullable(z.string());

/** Which list, with what decides its rows. Ids are as the caller gave them: the list itself says whether they may be read. */
export const askSchema = z.discriminatedUnion('list', [
  z.object({ list: z.literal('STATISTICS'), unitId: z.string(), on: storedDate, tree: z.enum(trees) }),
  z.object({ list: z.literal('STATISTICAL_FORM'), unitId: z.string(), year: z.int(), code: z.string() }),
  z.object({
    list: z.literal('STATISTICS_RECORDS'),
    unitId: z.string(),
    cell: z.string(),
    on: storedDate,
    tree: z.enum(trees),
  }),
  z.object({
    list: z.literal('DOSSIERS'),
    authorUnitId: maybe,
    inboxOf: maybe,
    roundId: maybe,
    status: z.nullable(z.enum(dossierStatuses)),
  }),
  z.object({ list: z.literal('NOMINEES'), dossierId: z.string() }),
  z.object({
    list: z.literal('AWARDS'),
    year: z.nullable(z.int()),
    unitId: maybe,
    name: maybe,
    awardCode: maybe,
    decisionNumber: maybe,
  }),
  z.object({
    list: z.literal('COMPLAINTS'),
    unitId: z.string(),
    status: z.nullable(z.enum(complaintStatuses)),
    due: z.nullable(z.enum(['OVERDUE', 'WARNING'])),
  }),
  z.object({
    list: z.literal('RECOMMENDATIONS'),
    unitId: z.string(),
    which: z.enum(dueLists),
  }),
  z.object({
    list: z.literal('OFFICERS'),
    unitId: z.string(),
    below: z.boolean(),
    status: z.enum(officerStatuses),
  }),
  z.object({ list: z.literal('ATTENDANCE'), classId: z.string() }),
  z.object({
    list: z.literal('UNINSPECTED'),
    hostUnitId: z.string(),
    kind: z.enum(inspectionKinds),
    notSince: storedDate,
    unitKinds: z.readonly(z.array(z.enum(unitKinds))),
  }),
  z.object({
    list: z.literal('EXEMPLAR_COVERAGE'),
    hostUnitId: z.string(),
    year: z.int(),
    of: z.enum(coverages),
  }),
  z.object({ list: z.literal('MEDIA_ITEMS'), unitId: z.string() }),
  z.object({ list: z.literal('PLAN_TASKS'), unitId: z.string(), which: z.enum(taskLists) }),
]);

export type Ask = z.output<typeof askSchema>;
export type ExportList = Ask['list'];
