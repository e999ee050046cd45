import * as z from 'zod/mini';
import type { Key } from '../kernel/table/item.ts';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { dayRule } from '../law/day-count.ts';
import { dutyLanes, purposes, type Purpose } from './purpose.ts';
import { outcomes, runningStates } from './running.ts';

export const deadlinePk = (ownerId: string, purpose: Purpose): string => `DLN#${ownerId}#${purpose}`;

export const deadlineKey = (ownerId: string, purpose: Purpose): Key => ({
  pk: deadlinePk(ownerId, purpose),
  sk: '#',
});

export const deadlineShape = itemShape({
  type: 'deadline',
  v: 1,
  data: () =>
    z.object({
      ownerId: z.string(),
      purpose: z.enum(purposes),
      run: z.int(),
      unitId: storedId('unt'),
      label: z.string(),
      assignees: z.array(storedId('usr')),
      restricted: z.boolean(),
      lane: z._default(z.nullable(z.enum(dutyLanes)), null),
      term: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('RULE'), rule: dayRule, startOn: storedDate }),
        z.object({ kind: z.literal('DAY'), startOn: storedDate, dueOn: storedDate }),
      ]),
      state: z.enum(runningStates),
      pauses: z.array(z.object({ from: storedDate, to: z.nullable(storedDate), reason: z.string() })),
      dueOn: storedDate,
      calendarVersion: z.int(),
      closing: z.nullable(z.object({ on: storedDate, outcome: z.enum(outcomes), late: z.boolean() })),
    }),
});

/** That a step of one due day has been told to those whom it concerns. */
export const stepShape = itemShape({
  type: 'deadlineStep',
  v: 1,
  data: () => z.object({ step: z.string() }),
});
