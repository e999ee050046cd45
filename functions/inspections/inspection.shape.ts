import * as z from 'zod';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { disciplinesSchema } from '../records/record.shape.ts';
import { answerVerdicts, inspectionStatuses, severities } from './inspection.ts';
import { inspectionKinds, planStatuses } from './plan.ts';
import { recommendationStatuses } from './recommendation.ts';

const publication = z.object({ at: storedInstant, by: storedId('usr'), basis: z.string() }).nullable();
const kind = z.enum(inspectionKinds);

export const planShape = itemShape({
  type: 'inspectionPlan',
  v: 1,
  data: () =>
    z.object({
      id: storedId('ipl'),
      kind,
      hostUnitId: storedId('unt'),
      year: z.int(),
      title: z.string(),
      documentNumber: z.string().nullable(),
      visits: z.array(z.object({ unitId: storedId('unt'), topic: z.string(), month: z.int() })).readonly(),
      status: z.enum(planStatuses),
      publication,
    }),
});

export const checklistShape = itemShape({
  type: 'checklist',
  v: 1,
  data: () =>
    z.object({
      id: storedId('ckl'),
      hostUnitId: storedId('unt'),
      kind,
      title: z.string(),
      questions: z
        .array(z.object({ code: z.string(), text: z.string(), citation: z.string().nullable() }))
        .readonly(),
      version: z.int(),
    }),
});

const document = { number: z.string(), issuedOn: storedDate, signerName: z.string() };

export const inspectionShape = itemShape({
  type: 'inspection',
  v: 1,
  data: () =>
    z.object({
      id: storedId('ins'),
      planId: storedId('ipl').nullable(),
      kind,
      hostUnitId: storedId('unt'),
      unitId: storedId('unt'),
      unitName: z.string(),
      topic: z.string(),
      decision: z.object(document),
      team: z.array(z.object({ userId: storedId('usr'), name: z.string(), lead: z.boolean() })).readonly(),
      checklist: z.object({ id: storedId('ckl'), version: z.int() }).nullable(),
      visits: z
        .array(
          z.object({
            on: storedDate,
            minutesId: storedId('att'),
            evidenceIds: z.array(storedId('att')).readonly(),
            answers: z
              .array(z.object({ code: z.string(), verdict: z.enum(answerVerdicts), note: z.string() }))
              .readonly(),
            by: storedId('usr'),
          }),
        )
        .readonly(),
      findings: z
        .array(
          z.object({
            number: z.int(),
            severity: z.enum(severities),
            text: z.string(),
            citation: z.string(),
            responsibleName: z.string(),
            responsiblePosition: z.string(),
            links: z.object({
              dossierIds: z.array(storedId('dos')).readonly(),
              decisionIds: z.array(storedId('dec')).readonly(),
              subjectIds: z.array(storedId('sub')).readonly(),
            }),
            recordedOn: storedDate.nullable().default(null),
            settlement: z
              .object({
                on: storedDate,
                text: z.string(),
                by: storedId('usr'),
                disciplines: disciplinesSchema(),
              })
              .nullable()
              .default(null),
          }),
        )
        .readonly(),
      conclusion: z.object({ ...document, text: z.string() }).nullable(),
      publication,
      recommendations: z.int(),
      cancelReason: z.string().nullable(),
      status: z.enum(inspectionStatuses),
    }),
});

export const coverageShape = itemShape({
  type: 'inspectionCoverage',
  v: 1,
  data: () =>
    z.object({
      hostUnitId: storedId('unt'),
      unitId: storedId('unt'),
      kind,
      lastOn: storedDate,
      inspectionId: storedId('ins'),
    }),
});

const signed = { note: z.string(), by: storedId('usr'), at: storedInstant };

export const recommendationShape = itemShape({
  type: 'recommendation',
  v: 1,
  data: () =>
    z.object({
      id: storedId('rcm'),
      inspectionId: storedId('ins'),
      hostUnitId: storedId('unt'),
      ownerUnitId: storedId('unt'),
      findingNumber: z.int().nullable(),
      text: z.string(),
      dueOn: storedDate,
      remedies: z
        .array(
          z.object({
            ...signed,
            evidenceIds: z.array(storedId('att')).readonly(),
            verdict: z.object({ ...signed, accepted: z.boolean() }).nullable(),
          }),
        )
        .readonly(),
      escalations: z
        .array(
          z.object({
            toUnitId: storedId('unt'),
            reason: z.string(),
            daysLate: z.int(),
            by: storedId('usr'),
            at: storedInstant,
          }),
        )
        .readonly(),
      status: z.enum(recommendationStatuses),
    }),
});
