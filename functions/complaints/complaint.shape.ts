import * as z from 'zod';
import { purposes } from '../deadlines/purpose.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { complaintTypes } from '../law/complaint-type.ts';
import { datumStatus } from '../law/datum.ts';
import { disciplinesSchema } from '../records/record.shape.ts';
import { channels, complaintStatuses, outcomes, refusalGrounds } from './complaint.ts';

const due = () => z.object({ on: storedDate, citation: z.string(), status: datumStatus });

export const complaintShape = () =>
  z.object({
    id: storedId('cpl'),
    type: z.enum(complaintTypes),
    instance: z.union([z.literal(1), z.literal(2)]),
    firstId: storedId('cpl').nullable(),
    channel: z.enum(channels),
    handlerUnitId: storedId('unt'),
    receivedOn: storedDate,
    knownOn: storedDate.nullable(),
    decisionId: storedId('dec').nullable(),
    identity: z.string().nullable(),
    accusedUnitId: storedId('unt').nullable(),
    accusedUserIds: z.array(storedId('usr')).readonly(),
    accusedSubjectIds: z.array(storedId('sub')).readonly().default([]),
    recordedBy: storedId('usr').nullable(),
    assignees: z.array(z.object({ userId: storedId('usr'), name: z.string() })).readonly(),
    remote: z.boolean(),
    extensions: z.int(),
    acceptBy: due(),
    acceptedOn: storedDate.nullable(),
    resolveBy: due().nullable(),
    held: z
      .object({ dossierId: storedId('dos'), nomineeIds: z.array(storedId('nom')).readonly() })
      .nullable(),
    entries: z
      .array(
        z.object({
          kind: z.enum(['VERIFICATION', 'DIALOGUE', 'EXTENSION']),
          on: storedDate,
          text: z.string(),
          by: storedId('usr'),
        }),
      )
      .readonly(),
    decision: z
      .object({
        number: z.string(),
        issuedOn: storedDate,
        signerName: z.string(),
        outcome: z.enum(outcomes),
        text: z.string(),
      })
      .nullable(),
    answer: z.string().nullable(),
    refusal: z.object({ ground: z.enum(refusalGrounds), text: z.string() }).nullable(),
    enforcement: z.object({ on: storedDate, text: z.string() }).nullable(),
    disciplines: disciplinesSchema().default([]),
    withdrawalAskedAt: storedInstant.nullable(),
    withdrawnOn: storedDate.nullable().default(null),
    closingReason: z.string().nullable(),
    escalations: z
      .array(
        z.object({
          purpose: z.enum(purposes),
          toUnitId: storedId('unt').nullable(),
          dueOn: storedDate,
          on: storedDate,
        }),
      )
      .readonly()
      .default([]),
    status: z.enum(complaintStatuses),
  });
