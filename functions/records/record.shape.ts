import * as z from 'zod/mini';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { yearKinds } from '../law/achievement-year.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import {
  completionLevels,
  disciplineForms,
  excuses,
  initiativeKinds,
  initiativeScopes,
  proceedingKinds,
} from '../law/eligibility/records.ts';
import { positionGroups } from '../law/service-book.ts';
import { historiesOf } from './entry.ts';
import { usedForShape } from './initiative-use.shape.ts';

const year = z.object({ kind: z.enum(yearKinds), year: z.int() });
const text = z.nullable(z.string());
const count = z.int();

/** What a record may say, as it is stored. */
export const contentSchema = () =>
  z.discriminatedUnion('is', [
    z.object({
      is: z.literal('AWARD'),
      awardCode: z.string(),
      year: z.nullable(year),
      type: z.enum(commendationTypes),
      campaignId: text,
      revokedOn: z.nullable(storedDate),
      decisionNumber: z.string(),
      decidedOn: storedDate,
      issuer: z.string(),
      achievement: text,
    }),
    z.object({
      is: z.literal('COMPLETION'),
      year,
      level: z.nullable(z.enum(completionLevels)),
      excuse: z.nullable(z.enum(excuses)),
      note: text,
    }),
    z.object({
      is: z.literal('INITIATIVE'),
      initiativeId: storedId('ini'),
      name: z.string(),
      kind: z.enum(initiativeKinds),
      scope: z.enum(initiativeScopes),
      recognisedOn: storedDate,
      year,
      sharePercent: z.int(),
      usedFor: z.readonly(z.array(usedForShape())),
      decisionNumber: z.string(),
      issuer: z.string(),
    }),
    z.object({
      is: z.literal('STAFFING'),
      year,
      ...{ total: count, completed: count, advanced: count, fighters: count, disciplined: count },
    }),
    z.object({
      is: z.literal('ATTESTATION'),
      key: z.string(),
      year,
      holds: z.boolean(),
      by: z.string(),
      note: text,
    }),
    z.object({
      is: z.literal('HISTORY_EXTENT'),
      of: z.enum(historiesOf),
      knownFrom: z.nullable(z.int()),
      note: text,
    }),
    z.object({ is: z.literal('CONDUCT_CHECK'), body: z.string(), asOf: storedDate, reference: text }),
    z.object({
      is: z.literal('POSITION'),
      title: z.string(),
      group: z.enum(positionGroups),
      from: storedDate,
      to: z.nullable(storedDate),
      decisionNumber: text,
    }),
    z.object({
      is: z.literal('DISCIPLINE'),
      form: z.enum(disciplineForms),
      from: storedDate,
      endedOn: z.nullable(storedDate),
      decisionNumber: z.string(),
    }),
    z.object({
      is: z.literal('PROCEEDING'),
      kind: z.enum(proceedingKinds),
      openedOn: storedDate,
      closedOn: z.nullable(storedDate),
      reference: z.string(),
    }),
  ]);

export const entrySchema = () =>
  z.object({
    id: storedId('rec'),
    content: contentSchema(),
    source: z.discriminatedUnion('from', [
      z.object({ from: z.literal('ENTRY') }),
      z.object({ from: z.literal('DECISION'), decisionId: storedId('dec') }),
      z.object({ from: z.literal('IMPORT'), importId: storedId('imp'), row: z.int() }),
      z.object({ from: z.literal('CASE'), caseId: z.union([storedId('cpl'), storedId('ins')]) }),
    ]),
    recordedBy: storedId('usr'),
    recordedAt: storedInstant,
    verified: z.nullable(z.object({ by: storedId('usr'), at: storedInstant })),
    corrects: z.nullable(storedId('rec')),
    contradicts: z.readonly(z.array(storedId('rec'))),
  });

/** Disciplines as the case that led to them keeps them. */
export const disciplinesSchema = () =>
  z.readonly(
    z.array(
      z.object({
        subjectId: storedId('sub'),
        form: z.enum(disciplineForms),
        from: storedDate,
        decisionNumber: z.string(),
      }),
    ),
  );

export const fileShape = itemShape({
  type: 'recordFile',
  v: 1,
  data: () => {
    const entries = z.readonly(z.array(entrySchema()));
    return z.object({
      subjectId: storedId('sub'),
      entries,
      events: z.object({ OPEN: z.int(), DISCIPLINE: z.int(), PROCEEDING: z.int() }),
      pending: z.nullable(z.object({ importId: storedId('imp'), entries })),
    });
  },
});

export const formerShape = itemShape({
  type: 'formerRecord',
  v: 1,
  data: () =>
    z.object({
      entry: entrySchema(),
      reason: z.string(),
      by: storedId('usr'),
      at: storedInstant,
      replacedBy: z.nullable(storedId('rec')),
    }),
});
