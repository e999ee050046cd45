import * as z from 'zod';
import { lazy } from '../kernel/lazy.ts';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { yearKinds } from '../law/achievement-year.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import { components } from '../law/component.ts';
import { datumStatus } from '../law/datum.ts';
import { dayKinds } from '../law/day-kind.ts';
import { correctables, decisionKinds } from './decision.ts';
import { routeStepCodes } from './route-step.ts';
import { dossierStatuses } from './status-table.ts';

const counts = z.record(z.string(), z.int());

export const fileSchema = z.object({
  attachmentId: storedId('att'),
  component: z.enum(components),
  fileName: z.string(),
  size: z.int(),
  sha256: z.string(),
  contentType: z.string(),
});

export const lateSchema = z.object({ grantedBy: z.string(), reason: z.string() });

/** Up to version 1 every deadline counted working days, without the day of receipt. */
function withDayKind(data: unknown): unknown {
  const { receipt, ...dossier } = versionOne().parse(data);
  if (receipt?.deadline == null) return { ...dossier, receipt };
  const { workingDays, ...deadline } = receipt.deadline;
  const counted = {
    startOn: receipt.receivedOn,
    days: workingDays,
    dayKind: 'WORKING',
    countFirstDay: false,
  };
  return { ...dossier, receipt: { ...receipt, deadline: { ...deadline, ...counted } } };
}

const versionOne = lazy(() =>
  z.looseObject({
    receipt: z
      .looseObject({ receivedOn: z.string(), deadline: z.looseObject({ workingDays: z.int() }).nullable() })
      .nullable(),
  }),
);
/** Up to version 2 a dossier knew no routes. */
const beforeRoutes = {
  simpleCases: [],
  route: null,
  posting: null,
  council: null,
  suspended: 0,
};

/** Up to version 4 nobody was asked for an opinion. */
const beforeConsultations = { consulted: { asked: 0, open: 0 }, partyOpinionOn: null };

export const dossierShape = itemShape({
  type: 'dossier',
  v: 5,
  upcast: {
    1: withDayKind,
    2: (data) => ({ ...z.looseObject({}).parse(data), ...beforeRoutes }),
    3: (data) => ({ ...z.looseObject({}).parse(data), resultNotice: null }),
    4: (data) => ({ ...z.looseObject({}).parse(data), ...beforeConsultations }),
  },
  data: () =>
    z.object({
      id: storedId('dos'),
      authorUnitId: storedId('unt'),
      authorName: z.string(),
      authorPath: z.array(z.string()),
      createdBy: storedId('usr'),
      title: z.string(),
      type: z.enum(commendationTypes),
      campaignId: storedId('cmp').nullable(),
      round: z.object({ id: storedId('rnd'), hostUnitId: storedId('unt') }).nullable(),
      status: z.enum(dossierStatuses),
      handlerUnitId: storedId('unt').nullable(),
      stage: z.int(),
      revision: z.int(),
      files: z.array(fileSchema),
      counters: z.object({
        nominees: z.int(),
        perAward: counts,
        reports: z.int(),
        appraised: z.int(),
        confirmed: z.int(),
        approved: counts,
      }),
      totalNominees: z.int(),
      totalPerAward: counts,
      submission: z
        .object({
          at: storedInstant,
          by: storedId('usr'),
          roundId: storedId('rnd').nullable(),
          late: lateSchema.nullable(),
          law: z
            .object({
              regime: z.enum(['A', 'B', 'C', 'D']),
              reason: z.string(),
              on: storedDate,
              year: z.object({ kind: z.enum(yearKinds), year: z.int() }),
            })
            .nullable()
            .default(null),
          localRules: z.array(z.int()).readonly().default([]),
          seats: z
            .object({
              year: z.object({ kind: z.enum(yearKinds), year: z.int() }),
              perAward: z.record(z.string(), z.int()).readonly(),
            })
            .nullable()
            .default(null),
        })
        .nullable(),
      submitters: z.array(storedId('usr')),
      receipt: z
        .object({
          number: z.string(),
          receivedOn: storedDate,
          deadline: z
            .object({
              startOn: storedDate,
              dueOn: storedDate,
              days: z.int(),
              dayKind: z.enum(dayKinds),
              countFirstDay: z.boolean(),
              steps: z.array(z.object({ on: storedDate, counts: z.boolean(), reason: z.string() })),
              citation: z.string(),
              status: datumStatus,
              needsHumanLook: z.array(z.string()),
            })
            .nullable(),
        })
        .nullable(),
      returnReasons: z.array(z.object({ path: z.array(z.string()), reason: z.string() })),
      trail: z.array(z.object({ unitId: storedId('unt'), stage: z.int(), on: storedDate })),
      forwarding: z
        .object({
          addressee: z.enum(['PRIME_MINISTER', 'PRESIDENT']),
          letterNumber: z.string(),
          on: storedDate,
        })
        .nullable(),
      simpleCases: z.array(z.string()),
      route: z
        .object({
          fixedOn: storedDate,
          steps: z.array(
            z.object({
              code: z.enum(routeStepCodes),
              needed: z.boolean(),
              reason: z.string(),
              citation: z.string(),
              status: datumStatus,
            }),
          ),
        })
        .nullable(),
      posting: z.object({ id: storedId('pst'), closedOn: storedDate.nullable() }).nullable(),
      council: z.object({ reference: z.string(), concludedOn: storedDate }).nullable(),
      consulted: z.object({ asked: z.int(), open: z.int() }),
      partyOpinionOn: storedDate.nullable(),
      suspended: z.int(),
      decisionId: storedId('dec').nullable(),
      resultNotice: z.object({ documentNumber: z.string(), text: z.string(), sentOn: storedDate }).nullable(),
      closingReason: z.string().nullable(),
    }),
});

export const revisionShape = itemShape({
  type: 'dossierRevision',
  v: 1,
  data: () =>
    z.object({
      number: z.int(),
      title: z.string(),
      type: z.string(),
      campaignId: storedId('cmp').nullable(),
      roundId: storedId('rnd').nullable(),
      receivingUnitId: storedId('unt'),
      files: z.array(fileSchema),
      nominees: z.int(),
      submittedAt: storedInstant,
      submittedBy: storedId('usr'),
      late: lateSchema.nullable(),
    }),
});

/** Up to version 1 every decision awarded, and none was corrected; up to 2, corrections were words alone. */
const onlyAwards = { kind: 'AWARD', legalBases: [], corrects: null, text: null };

export const decisionShape = itemShape({
  type: 'decision',
  v: 3,
  upcast: {
    1: (data) => ({ ...z.looseObject({}).parse(data), ...onlyAwards }),
    2: (data) => ({ ...z.looseObject({}).parse(data), changes: [], keptBy: null }),
  },
  data: () =>
    z.object({
      id: storedId('dec'),
      kind: z.enum(decisionKinds),
      dossierId: storedId('dos'),
      number: z.string(),
      issuedOn: storedDate,
      year: z.int(),
      signerName: z.string(),
      signerTitle: z.string(),
      issuerUnitId: storedId('unt').nullable(),
      issuerName: z.string(),
      legalBases: z.array(z.string()),
      stage: z.int(),
      revision: z.int(),
      awardCounts: counts,
      corrects: storedId('dec').nullable(),
      text: z.string().nullable(),
      changes: z.array(
        z.object({ awardId: storedId('awd'), says: z.partialRecord(z.enum(correctables), z.string()) }),
      ),
      keptBy: storedId('unt').nullable(),
    }),
});

/** Holds a decision's number in its issuer's register of the year. */
export const numberShape = itemShape({
  type: 'decisionNumber',
  v: 1,
  data: () => z.object({ decisionId: storedId('dec') }),
});

export const registerShape = itemShape({
  type: 'receiptRegister',
  v: 1,
  data: () => z.object({ last: z.int() }),
});
