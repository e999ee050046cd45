import type { Resolvers } from '../generated/graphql.ts';
import { toPayload } from '../kernel/payload.ts';
import { correctDecision } from './correct-decision.ts';
import { openDecisionRegister } from './open-register.ts';
import { nextNumber } from './register.ts';

export const decisionResolvers: Resolvers = {
  Mutation: {
    openDecisionRegister: async (_root, { input }, { deps }) =>
      toPayload('register', await openDecisionRegister(deps, input)),
    correctDecision: async (_root, { input }, { deps }) =>
      toPayload('decision', await correctDecision(deps, input)),
  },
  DecisionRegister: {
    unit: async (register, _args, { deps }) => (await deps.units.registry()).require(register.unitId),
    next: (register) => nextNumber(register),
  },
};
