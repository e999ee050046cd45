import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import type { Result } from '../kernel/result.ts';
import { yearName } from '../law/achievement-year.ts';
import type { Recorded } from './change-file.ts';
import { isOf, laneOf, type ContentOf, type RecordKind } from './entry.ts';
import { recordEntry } from './record-entry.ts';
import { verifyRecord, withdrawRecord } from './settle-record.ts';
import { viewService } from './view-service.ts';
import { listFormer, listRecords, recordActions, recordHistory } from './view-records.ts';

const answer = (result: Result<Recorded>) =>
  result.ok
    ? { record: result.value, subject: result.value.subject, userErrors: [] }
    : { record: null, subject: null, userErrors: result.refusals };

/** The content of a record if it is of this kind. */
const contentOf = <K extends RecordKind>({ record: { content } }: Recorded, kind: K): ContentOf<K> | null =>
  isOf(content, kind) ? content : null;

export const recordResolvers: Resolvers = {
  Subject: {
    records: async (subject, { kinds, ...args }, { deps }) =>
      connection(await listRecords(deps, subject, kinds, args)),
    formerRecords: async (subject, { lane, ...args }, { deps }) =>
      connection(await listFormer(deps, subject, lane, args)),
    recordHistory: async (subject, { lane, ...args }, { deps }) =>
      connection(await recordHistory(deps, subject, lane, args)),
    serviceRecord: (subject, { retiresLater, on }, { deps }) =>
      viewService(deps, subject, { retiresLater: retiresLater ?? null, on: on ?? today(deps.clock) }),
  },
  Mutation: {
    recordAward: async (_root, { input }, { deps }) => {
      const { awardCode, type, decisionNumber, decidedOn, issuer } = input;
      const { year = null, achievement = null, campaignId = null, revokedOn = null } = input;
      return answer(
        await recordEntry(deps, 'recordAward', input, {
          is: 'AWARD',
          ...{ awardCode, year, type, decisionNumber, decidedOn, issuer },
          ...{ achievement, campaignId, revokedOn },
        }),
      );
    },
    recordCompletion: async (_root, { input }, { deps }) =>
      answer(
        await recordEntry(deps, 'recordCompletion', input, {
          is: 'COMPLETION',
          year: input.year,
          level: input.level ?? null,
          excuse: input.excuse ?? null,
          note: input.note ?? null,
        }),
      ),
    recordStaffing: async (_root, { input }, { deps }) => {
      const { year, total, completed, advanced, fighters, disciplined } = input;
      return answer(
        await recordEntry(deps, 'recordStaffing', input, {
          is: 'STAFFING',
          ...{ year, total, completed, advanced, fighters, disciplined },
        }),
      );
    },
    recordAttestation: async (_root, { input }, { deps }) => {
      const { key, year, holds, by } = input;
      const note = input.note ?? null;
      return answer(
        await recordEntry(deps, 'recordAttestation', input, {
          is: 'ATTESTATION',
          ...{ key, year, holds, by, note },
        }),
      );
    },
    recordHistoryExtent: async (_root, { input }, { deps }) =>
      answer(
        await recordEntry(deps, 'recordHistoryExtent', input, {
          is: 'HISTORY_EXTENT',
          of: input.of,
          knownFrom: input.knownFrom ?? null,
          note: input.note ?? null,
        }),
      ),
    recordConductCheck: async (_root, { input }, { deps }) =>
      answer(
        await recordEntry(deps, 'recordConductCheck', input, {
          is: 'CONDUCT_CHECK',
          body: input.body,
          asOf: input.asOf,
          reference: input.reference ?? null,
        }),
      ),
    recordPosition: async (_root, { input }, { deps }) =>
      answer(
        await recordEntry(deps, 'recordPosition', input, {
          is: 'POSITION',
          title: input.title,
          group: input.group,
          from: input.from,
          to: input.to ?? null,
          decisionNumber: input.decisionNumber ?? null,
        }),
      ),
    recordDiscipline: async (_root, { input }, { deps }) =>
      answer(
        await recordEntry(deps, 'recordDiscipline', input, {
          is: 'DISCIPLINE',
          form: input.form,
          from: input.from,
          endedOn: input.endedOn ?? null,
          decisionNumber: input.decisionNumber,
        }),
      ),
    recordProceeding: async (_root, { input }, { deps }) =>
      answer(
        await recordEntry(deps, 'recordProceeding', input, {
          is: 'PROCEEDING',
          kind: input.kind,
          openedOn: input.openedOn,
          closedOn: input.closedOn ?? null,
          reference: input.reference,
        }),
      ),
    withdrawRecord: async (_root, { input }, { deps }) => answer(await withdrawRecord(deps, input)),
    verifyRecord: async (_root, { input }, { deps }) => answer(await verifyRecord(deps, input)),
  },
  AchievementYear: { name: (year) => yearName(year) },
  InitiativeUse: { decision: ({ decision }) => decision ?? null },
  RecordEntry: {
    id: ({ record }) => record.id,
    kind: ({ record }) => record.content.is,
    lane: ({ record }) => laneOf(record.content.is),
    award: (of) => contentOf(of, 'AWARD'),
    completion: (of) => contentOf(of, 'COMPLETION'),
    initiative: (of) => contentOf(of, 'INITIATIVE'),
    staffing: (of) => contentOf(of, 'STAFFING'),
    attestation: (of) => contentOf(of, 'ATTESTATION'),
    historyExtent: (of) => contentOf(of, 'HISTORY_EXTENT'),
    conductCheck: (of) => contentOf(of, 'CONDUCT_CHECK'),
    position: (of) => contentOf(of, 'POSITION'),
    discipline: (of) => contentOf(of, 'DISCIPLINE'),
    proceeding: (of) => contentOf(of, 'PROCEEDING'),
    source: ({ record }) => record.source.from,
    decisionId: ({ record: { source } }) => (source.from === 'DECISION' ? source.decisionId : null),
    importId: ({ record: { source } }) => (source.from === 'IMPORT' ? source.importId : null),
    importRow: ({ record: { source } }) => (source.from === 'IMPORT' ? source.row : null),
    recordedBy: ({ record }) => record.recordedBy,
    recordedAt: ({ record }) => record.recordedAt,
    verifiedBy: ({ record }) => record.verified?.by ?? null,
    verifiedAt: ({ record }) => record.verified?.at ?? null,
    corrects: ({ record }) => record.corrects,
    contradicts: ({ record }) => record.contradicts,
    availableActions: (of, _args, { deps }) => recordActions(deps, of),
  },
  FormerRecord: {
    record: ({ subject, former }) => ({ subject, record: former.entry }),
    reason: ({ former }) => former.reason,
    by: ({ former }) => former.by,
    at: ({ former }) => former.at,
    replacedBy: ({ former }) => former.replacedBy,
  },
};
