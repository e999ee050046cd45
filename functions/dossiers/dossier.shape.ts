import * as z from 'zod/mini';
import { evaluationStages } from '../eligibility/recorded-verdict.ts';
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
  addedIn: z._default(z.int(), 0),
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
    receipt: z.nullable(
      z.looseObject({
        receivedOn: z.string(),
        deadline: z.nullable(z.looseObject({ workingDays: z.int() })),
      }),
    ),
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
      campaignId: z.nullable(storedId('cmp')),
      round: z.nullable(z.object({ id: storedId('rnd'), hostUnitId: storedId('unt') })),
      status: z.enum(dossierStatuses),
      handlerUnitId: z.nullable(storedId('unt')),
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
      submission: z.nullable(
        z.object({
          at: storedInstant,
          by: storedId('usr'),
          roundId: z.nullable(storedId('rnd')),
          late: z.nullable(lateSchema),
          law: z._default(
            z.nullable(
              z.object({
                regime: z.enum(['A', 'B', 'C', 'D']),
                reason: z.string(),
                on: storedDate,
                receivedOn: z._default(z.nullable(storedDate), null),
                year: z.object({ kind: z.enum(yearKinds), year: z.int() }),
              }),
            ),
            null,
          ),
          localRules: z._default(z.readonly(z.array(z.int())), []),
          seats: z._default(
            z.nullable(
              z.object({
                year: z.object({ kind: z.enum(yearKinds), year: z.int() }),
                perAward: z.readonly(z.record(z.string(), z.int())),
              }),
            ),
            null,
          ),
        }),
      ),
      evaluation: z._default(
        z.nullable(z.object({ number: z.int(), stage: z.enum(evaluationStages), at: storedInstant })),
        null,
      ),
      submitters: z.array(storedId('usr')),
      receipt: z.nullable(
        z.object({
          number: z.string(),
          receivedOn: storedDate,
          deadline: z.nullable(
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
            }),
          ),
        }),
      ),
      returnReasons: z.array(z.object({ path: z.array(z.string()), reason: z.string() })),
      trail: z.array(z.object({ unitId: storedId('unt'), stage: z.int(), on: storedDate })),
      forwarding: z.nullable(
        z.object({
          addressee: z.enum(['PRIME_MINISTER', 'PRESIDENT']),
          letterNumber: z.string(),
          on: storedDate,
        }),
      ),
      simpleCases: z.array(z.string()),
      route: z.nullable(
        z.object({
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
        }),
      ),
      posting: z.nullable(z.object({ id: storedId('pst'), closedOn: z.nullable(storedDate) })),
      council: z.nullable(z.object({ reference: z.string(), concludedOn: storedDate })),
      consulted: z.object({ asked: z.int(), open: z.int() }),
      partyOpinionOn: z.nullable(storedDate),
      suspended: z.int(),
      heldBy: z._default(z.readonly(z.array(storedId('ins'))), []),
      decisionId: z.nullable(storedId('dec')),
      resultNotice: z.nullable(
        z.object({ documentNumber: z.string(), text: z.string(), sentOn: storedDate }),
      ),
      closingReason: z.nullable(z.string()),
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
      campaignId: z.nullable(storedId('cmp')),
      simpleCases: z._default(z.array(z.string()), []),
      roundId: z.nullable(storedId('rnd')),
      receivingUnitId: storedId('unt'),
      files: z.array(fileSchema),
      nominees: z.int(),
      submittedAt: storedInstant,
      submittedBy: storedId('usr'),
      late: z.nullable(lateSchema),
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
      issuerUnitId: z.nullable(storedId('unt')),
      issuerName: z.string(),
      legalBases: z.array(z.string()),
      stage: z.int(),
      revision: z.int(),
      awardCounts: counts,
      corrects: z.nullable(storedId('dec')),
      text: z.nullable(z.string()),
      changes: z.array(
        z.object({ awardId: storedId('awd'), says: z.partialRecord(z.enum(correctables), z.string()) }),
      ),
      keptBy: z.nullable(storedId('unt')),
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
