import * as z from 'zod/mini';
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
    firstId: z.nullable(storedId('cpl')),
    channel: z.enum(channels),
    handlerUnitId: storedId('unt'),
    receivedOn: storedDate,
    knownOn: z.nullable(storedDate),
    decisionId: z.nullable(storedId('dec')),
    identity: z.nullable(z.string()),
    accusedUnitId: z.nullable(storedId('unt')),
    accusedUserIds: z.readonly(z.array(storedId('usr'))),
    accusedSubjectIds: z._default(z.readonly(z.array(storedId('sub'))), []),
    recordedBy: z.nullable(storedId('usr')),
    assignees: z.readonly(z.array(z.object({ userId: storedId('usr'), name: z.string() }))),
    remote: z.boolean(),
    extensions: z.int(),
    acceptBy: due(),
    acceptedOn: z.nullable(storedDate),
    resolveBy: z.nullable(due()),
    held: z.nullable(
      z.object({ dossierId: storedId('dos'), nomineeIds: z.readonly(z.array(storedId('nom'))) }),
    ),
    entries: z.readonly(
      z.array(
        z.object({
          kind: z.enum(['VERIFICATION', 'DIALOGUE', 'EXTENSION']),
          on: storedDate,
          text: z.string(),
          by: storedId('usr'),
        }),
      ),
    ),
    decision: z.nullable(
      z.object({
        number: z.string(),
        issuedOn: storedDate,
        signerName: z.string(),
        outcome: z.enum(outcomes),
        text: z.string(),
      }),
    ),
    answer: z.nullable(z.string()),
    refusal: z.nullable(z.object({ ground: z.enum(refusalGrounds), text: z.string() })),
    enforcement: z.nullable(z.object({ on: storedDate, text: z.string() })),
    disciplines: z._default(disciplinesSchema(), []),
    withdrawalAskedAt: z.nullable(storedInstant),
    withdrawnOn: z._default(z.nullable(storedDate), null),
    closingReason: z.nullable(z.string()),
    escalations: z._default(
      z.readonly(
        z.array(
          z.object({
            purpose: z.enum(purposes),
            toUnitId: z.nullable(storedId('unt')),
            dueOn: storedDate,
            on: storedDate,
          }),
        ),
      ),
      [],
    ),
    status: z.enum(complaintStatuses),
  });
