import * as z from 'zod/mini';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { disciplinesSchema } from '../records/record.shape.ts';
import { answerVerdicts, inspectionStatuses, severities } from './inspection.ts';
import { inspectionKinds, planStatuses } from './plan.ts';
import { recommendationStatuses } from './recommendation.ts';

const publication = z.nullable(z.object({ at: storedInstant, by: storedId('usr'), basis: z.string() }));
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
      documentNumber: z.nullable(z.string()),
      visits: z.readonly(z.array(z.object({ unitId: storedId('unt'), topic: z.string(), month: z.int() }))),
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
      questions: z.readonly(
        z.array(z.object({ code: z.string(), text: z.string(), citation: z.nullable(z.string()) })),
      ),
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
      planId: z.nullable(storedId('ipl')),
      kind,
      hostUnitId: storedId('unt'),
      unitId: storedId('unt'),
      unitName: z.string(),
      topic: z.string(),
      decision: z.object(document),
      team: z.readonly(z.array(z.object({ userId: storedId('usr'), name: z.string(), lead: z.boolean() }))),
      checklist: z.nullable(z.object({ id: storedId('ckl'), version: z.int() })),
      visits: z.readonly(
        z.array(
          z.object({
            on: storedDate,
            minutesId: storedId('att'),
            evidenceIds: z.readonly(z.array(storedId('att'))),
            answers: z.readonly(
              z.array(z.object({ code: z.string(), verdict: z.enum(answerVerdicts), note: z.string() })),
            ),
            by: storedId('usr'),
          }),
        ),
      ),
      findings: z.readonly(
        z.array(
          z.object({
            number: z.int(),
            severity: z.enum(severities),
            text: z.string(),
            citation: z.string(),
            responsibleName: z.string(),
            responsiblePosition: z.string(),
            links: z.object({
              dossierIds: z.readonly(z.array(storedId('dos'))),
              decisionIds: z.readonly(z.array(storedId('dec'))),
              subjectIds: z.readonly(z.array(storedId('sub'))),
            }),
            recordedOn: z._default(z.nullable(storedDate), null),
            settlement: z._default(
              z.nullable(
                z.object({
                  on: storedDate,
                  text: z.string(),
                  by: storedId('usr'),
                  disciplines: disciplinesSchema(),
                }),
              ),
              null,
            ),
          }),
        ),
      ),
      conclusion: z.nullable(z.object({ ...document, text: z.string() })),
      publication,
      recommendations: z.int(),
      cancelReason: z.nullable(z.string()),
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
      findingNumber: z.nullable(z.int()),
      text: z.string(),
      dueOn: storedDate,
      remedies: z.readonly(
        z.array(
          z.object({
            ...signed,
            evidenceIds: z.readonly(z.array(storedId('att'))),
            verdict: z.nullable(z.object({ ...signed, accepted: z.boolean() })),
          }),
        ),
      ),
      escalations: z.readonly(
        z.array(
          z.object({
            toUnitId: storedId('unt'),
            reason: z.string(),
            daysLate: z.int(),
            by: storedId('usr'),
            at: storedInstant,
          }),
        ),
      ),
      status: z.enum(recommendationStatuses),
    }),
});
