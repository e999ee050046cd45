import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { createRound } from './create-round.ts';
import { roundActions } from './round-actions.ts';
import {
  cancelRound,
  changeRoundCalendar,
  grantLateException,
  openRound,
  updateRound,
} from './round-changes.ts';
import { listExceptions, listRounds, viewRound, viewWindow } from './view-rounds.ts';

export const roundResolvers: Resolvers = {
  Query: {
    round: async (_root, { id }, { deps }) => (await viewRound(deps, id)) ?? null,
    rounds: async (_root, { year, hostUnitId, ...args }, { deps }) =>
      connection(await listRounds(deps, { year, hostUnitId }, args)),
  },
  Mutation: {
    createRound: async (_root, { input }, { deps }) =>
      toPayload('round', await createRound(deps, { ...input, sector: input.sector ?? null })),
    updateRound: async (_root, { input }, { deps }) =>
      toPayload('round', await updateRound(deps, { ...input, sector: input.sector ?? null })),
    openRound: async (_root, { input }, { deps }) => toPayload('round', await openRound(deps, input)),
    cancelRound: async (_root, { input }, { deps }) => toPayload('round', await cancelRound(deps, input)),
    changeRoundCalendar: async (_root, { input }, { deps }) =>
      toPayload('round', await changeRoundCalendar(deps, input)),
    grantLateException: async (_root, { input }, { deps }) =>
      toPayload('round', await grantLateException(deps, input)),
  },
  Round: {
    hostUnit: async (round, _args, { deps }) => (await deps.units.registry()).require(round.hostUnitId),
    lateExceptions: (round, _args, { deps }) => listExceptions(deps, round),
    submissionWindow: (round, { unitId }, { deps }) => viewWindow(deps, round, unitId),
    availableActions: async (round, _args, { deps }) => {
      const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
      return roundActions(round, actor, registry, today(deps.clock));
    },
  },
  LateException: {
    unit: async (exception, _args, { deps }) => (await deps.units.registry()).require(exception.unitId),
  },
};
