import * as z from 'zod/mini';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { dayKinds } from '../law/day-kind.ts';
import { datumStatus } from '../law/datum.ts';
import { accusationOutcomes, opinionKinds, opinionStatuses } from './opinion.ts';
import { postingStatuses } from './posting.ts';

const counts = () =>
  z.object({
    received: z.int(),
    support: z.int(),
    information: z.int(),
    accusation: z.int(),
    answered: z.int(),
  });

const deadline = () =>
  z.object({
    startOn: storedDate,
    dueOn: storedDate,
    days: z.int(),
    dayKind: z.enum(dayKinds),
    countFirstDay: z.boolean(),
    steps: z.array(z.object({ on: storedDate, counts: z.boolean(), reason: z.string() })),
    citation: z.string(),
    status: datumStatus,
    needsHumanLook: z.array(z.string()),
  });

export const postingShape = itemShape({
  type: 'posting',
  v: 1,
  data: () =>
    z.object({
      id: storedId('pst'),
      unitId: storedId('unt'),
      unitName: z.string(),
      title: z.string(),
      opinionsTo: z.string(),
      legalBases: z.array(z.string()),
      period: deadline(),
      dossiers: z.array(z.object({ id: storedId('dos'), stage: z.int(), revision: z.int() })),
      status: z.enum(postingStatuses),
      openedBy: storedId('usr'),
      report: z.nullable(
        z.object({
          closedOn: storedDate,
          rows: z.int(),
          listSha256: z.string(),
          withdrawnDossiers: z.int(),
          opinions: counts(),
          text: z.string(),
          sha256: z.string(),
        }),
      ),
    }),
});

export const rowShape = itemShape({
  type: 'postedRow',
  v: 1,
  data: () =>
    z.object({
      number: z.int(),
      name: z.string(),
      position: z.nullable(z.string()),
      unitName: z.string(),
      awardCode: z.string(),
      awardName: z.string(),
      withdrawnOn: z.nullable(storedDate),
      dossierId: storedId('dos'),
      nomineeId: storedId('nom'),
    }),
});

export const listShape = itemShape({
  type: 'postedList',
  v: 1,
  data: () => z.object({ rows: z.int(), sha256: z.string() }),
});

export const registerShape = itemShape({ type: 'opinionRegister', v: 1, data: counts });

const said = () => z.object({ text: z.string(), at: storedInstant, by: storedId('usr') });

export const opinionShape = itemShape({
  type: 'opinion',
  v: 1,
  data: () =>
    z.object({
      id: storedId('opi'),
      postingId: storedId('pst'),
      unitId: storedId('unt'),
      number: z.int(),
      text: z.string(),
      rows: z.array(z.int()),
      contact: z.nullable(z.string()),
      receivedAt: storedInstant,
      status: z.enum(opinionStatuses),
      kind: z.nullable(z.enum(opinionKinds)),
      accused: z.nullable(z.object({ dossierId: storedId('dos'), nomineeIds: z.array(storedId('nom')) })),
      resolution: z.nullable(z.extend(said(), { outcome: z.enum(accusationOutcomes) })),
      answer: z.nullable(said()),
    }),
});

/** Finds an opinion by the hash of its tracking code. */
export const codeShape = itemShape({
  type: 'opinionCode',
  v: 1,
  data: () => z.object({ opinionId: storedId('opi') }),
});
