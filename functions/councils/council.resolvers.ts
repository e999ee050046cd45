import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { changeCouncil, declareRelatives } from './change-council.ts';
import { councilActions } from './council-actions.ts';
import { seesRelatives } from './council.policy.ts';
import { seatsOn, sits, warningsOf } from './council.ts';
import { establishCouncil } from './establish-council.ts';
import { councilViewer, listCouncils, viewCouncil } from './view-councils.ts';

export const councilResolvers: Resolvers = {
  Query: {
    council: async (_root, { id }, { deps }) => (await viewCouncil(deps, id)) ?? null,
    councils: async (_root, { unitId, ...args }, { deps }) =>
      connection(await listCouncils(deps, unitId, args)),
  },
  Mutation: {
    establishCouncil: async (_root, { input }, { deps }) =>
      toPayload('council', await establishCouncil(deps, input)),
    changeCouncil: async (_root, { input }, { deps }) =>
      toPayload('council', await changeCouncil(deps, input)),
    declareRelatives: async (_root, { input }, { deps }) =>
      toPayload('council', await declareRelatives(deps, input)),
  },
  Council: {
    unit: async (council, _args, { deps }) => (await deps.units.registry()).require(council.unitId),
    termFrom: (council) => council.term.from,
    termTo: (council) => council.term.to,
    sits: (council, { on }, { deps }) => sits(council, on ?? today(deps.clock)),
    seats: async (council, { on }, { deps }) => {
      const viewer = await councilViewer(deps);
      const seats = on == null ? council.seats : seatsOn(council, on);
      return seats.map((seat) => ({ ...seat, shownRelatives: seesRelatives(council, seat, viewer) }));
    },
    warnings: (council, _args, { deps }) => warningsOf(council, today(deps.clock)),
    availableActions: async (council, _args, { deps }) => councilActions(council, await councilViewer(deps)),
  },
  CouncilSeat: {
    unit: async ({ unitId }, _args, { deps }) =>
      unitId && ((await deps.units.registry()).get(unitId) ?? null),
    isMine: ({ userId }, _args, { deps }) => userId !== null && deps.userId === userId,
    hasAccount: ({ userId }) => userId !== null,
    relativeIds: ({ relatives, shownRelatives }) => (shownRelatives ? relatives : null),
  },
};
