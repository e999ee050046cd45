import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { existsOn, nameAround, stateOn } from './unit.ts';

export const unitResolvers: Resolvers = {
  Unit: {
    name: (unit, { on }, { deps }) => nameAround(unit, on ?? today(deps.clock)),
    code: (unit, { on }, { deps }) => stateOn(unit, on ?? today(deps.clock))?.code ?? null,
    kind: (unit, { on }, { deps }) => stateOn(unit, on ?? today(deps.clock))?.kind ?? null,
    exists: (unit, { on }, { deps }) => existsOn(unit, on ?? today(deps.clock)),
    parent: async (unit, { on }, { deps }) => {
      const parentId = stateOn(unit, on ?? today(deps.clock))?.parentId;
      return (parentId && (await deps.units.registry()).get(parentId)) ?? null;
    },
  },
};
