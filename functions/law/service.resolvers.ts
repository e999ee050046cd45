import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { toPayload } from '../kernel/payload.ts';
import { askService } from './service.ts';

export const serviceResolvers: Resolvers = {
  Query: {
    serviceRecord: (_root, { input }, { deps }) => {
      const now = today(deps.clock);
      const positions = input.positions.map((position) => ({ ...position, to: position.to ?? null }));
      const { woman, retiresLater = null, on } = input;
      return toPayload('answer', askService({ positions, woman, retiresLater, on: on ?? now }, now));
    },
  },
  ServiceStep: { status: ({ status }) => (status === 'confirmed' ? 'CONFIRMED' : 'UNVERIFIED') },
};
