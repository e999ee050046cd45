import * as z from 'zod/mini';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { unitKinds } from '../units/unit.ts';
import { trainingClassStatuses } from './class.ts';
import { attendances, nominationStatuses } from './nomination.ts';
import { trainingPlanStatuses } from './plan.ts';

export const planShape = itemShape({
  type: 'trainingPlan',
  v: 1,
  data: () =>
    z.object({
      id: storedId('trp'),
      hostUnitId: storedId('unt'),
      year: z.int(),
      title: z.string(),
      documentNumber: z.nullable(z.string()),
      goals: z.string(),
      classes: z.readonly(
        z.array(
          z.object({
            topic: z.string(),
            targetGroup: z.string(),
            month: z.int(),
            participants: z.int(),
          }),
        ),
      ),
      status: z.enum(trainingPlanStatuses),
    }),
});

export const classShape = itemShape({
  type: 'trainingClass',
  v: 1,
  data: () =>
    z.object({
      id: storedId('trc'),
      hostUnitId: storedId('unt'),
      planId: z.nullable(storedId('trp')),
      topic: z.string(),
      startsOn: storedDate,
      endsOn: storedDate,
      place: z.string(),
      trainer: z.string(),
      targetGroup: z.string(),
      unitKinds: z.readonly(z.array(z.enum(unitKinds))),
      capacity: z.int(),
      unitQuota: z.int(),
      closesOn: storedDate,
      hasTest: z.boolean(),
      materialIds: z.readonly(z.array(storedId('att'))),
      cancelReason: z.nullable(z.string()),
      status: z.enum(trainingClassStatuses),
    }),
});

export const nominationShape = itemShape({
  type: 'trainingNomination',
  v: 1,
  data: () =>
    z.object({
      id: storedId('trn'),
      classId: storedId('trc'),
      hostUnitId: storedId('unt'),
      officerId: storedId('ofc'),
      unitId: storedId('unt'),
      name: z.string(),
      position: z.string(),
      startsOn: storedDate,
      attendance: z.nullable(z.enum(attendances)),
      score: z.nullable(z.int()),
      passed: z.nullable(z.boolean()),
      certificate: z.nullable(z.object({ number: z.string(), issuedOn: storedDate })),
      evaluated: z.boolean(),
      status: z.enum(nominationStatuses),
    }),
});

/** Numbers of certificates that a host has given out in a year. */
export const registerShape = itemShape({
  type: 'trainingRegister',
  v: 1,
  data: () => z.object({ last: z.int() }),
});

export const commentShape = itemShape({
  type: 'trainingComment',
  v: 1,
  data: () => z.object({ text: z.string() }),
});
