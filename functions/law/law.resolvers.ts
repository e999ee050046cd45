import type { Resolvers } from '../generated/graphql.ts';
import { parseId } from '../kernel/ids.ts';
import { authorityAnswer } from './authority-answer.ts';
import { awardOn, awardsOn } from './awards.ts';
import { lawDay } from './books.resolvers.ts';
import { lawStatus, type DatumStatus } from './datum.ts';

const status = ({ status: given }: { readonly status: DatumStatus }) => lawStatus(given);

export const lawResolvers: Resolvers = {
  Query: {
    awardCatalogue: (_root, { on }, { deps }) => awardsOn(lawDay(deps, on)),
    authority: async (_root, args, { deps }) => {
      const on = lawDay(deps, args.on);
      const unitId = parseId('unt', args.unitId);
      const registry = await deps.units.registry();
      const rule = awardOn(args.awardCode, on);
      return unitId && registry.get(unitId) && rule ? authorityAnswer(registry, unitId, rule, on) : null;
    },
  },
  AwardRule: { status, componentChoices: ({ oneOf }) => oneOf.map((choice) => ({ oneOf: choice })) },
  AuthorityAnswer: {
    status,
    actingUnit: async ({ actingUnitId }, _args, { deps }) =>
      actingUnitId && (await deps.units.registry()).require(actingUnitId),
    decider: async ({ deciderId }, _args, { deps }) =>
      deciderId && (await deps.units.registry()).require(deciderId),
  },
};
