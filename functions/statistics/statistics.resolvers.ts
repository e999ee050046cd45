import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import {
  awardNumbers,
  campaignsLaunched,
  complaints,
  dossierNumbers,
  dossiersEnded,
  exemplars,
  exemplarUnits,
  fund,
  numberOf,
  processing,
  recommendations,
  sessions,
  training,
} from './picture.ts';
import { lawStatus } from '../law/datum.ts';
import { listRecords, viewAwardTotals, viewForms, viewStatistics } from './view-statistics.ts';

export const statisticsResolvers: Resolvers = {
  Query: {
    statistics: (_root, { unitId, on, tree }, { deps }) =>
      viewStatistics(deps, { unitId, on: on ?? null, tree: tree ?? 'WAS' }),
    statisticsRecords: async (_root, { unitId, cell, on, tree, ...args }, { deps }) =>
      connection(await listRecords(deps, { unitId, cell, on: on ?? null, tree: tree ?? 'WAS' }, args)),
    statisticalForms: (_root, args, { deps }) => viewForms(deps, args),
    awardTotals: (_root, args, { deps }) => viewAwardTotals(deps, args),
  },
  Statistics: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    campaignsRunning: ({ sums }) => numberOf(sums, 'CAMPAIGN_RUNNING'),
    campaignsLaunched: ({ sums }) => campaignsLaunched(sums),
    registeredOnTime: ({ sums }) => numberOf(sums, 'REGISTERED', 'ON_TIME'),
    registeredLate: ({ sums }) => numberOf(sums, 'REGISTERED', 'LATE'),
    awards: ({ sums, on }) => awardNumbers(sums, on),
    dossiers: ({ sums }) => dossierNumbers(sums),
    dossiersEnded: ({ sums }) => dossiersEnded(sums),
    processing: ({ sums }) => processing(sums),
    postingsOpen: ({ sums }) => numberOf(sums, 'POSTING_OPEN'),
    sessions: ({ sums }) => sessions(sums),
    complaints: ({ sums }) => complaints(sums),
    recommendations: ({ sums }) => recommendations(sums),
    exemplars: ({ sums }) => exemplars(sums),
    exemplarUnits: ({ sums, on }) => exemplarUnits(sums, on),
    training: async ({ sums, unitId, on, tree }, _args, { deps }) =>
      training(sums, await deps.units.registry(), unitId, tree === 'WAS' ? on : today(deps.clock)),
    fund: ({ sums }) => fund(sums),
  },
  StatisticalForm: {
    status: ({ status }) => lawStatus(status),
    cells: ({ filled }) => filled,
  },
  FormLine: {
    recorded: ({ where }) => where !== null,
  },
  StatisticsRecord: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
  },
};
