import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { levelOf, mayDecide } from './authority.ts';
import { awardOn, awardsOn } from './awards.ts';
import { lawStatus, type DatumStatus } from './datum.ts';

const status = ({ status: given }: { readonly status: DatumStatus }) => lawStatus(given);

export const lawResolvers: Resolvers = {
  Query: {
    awardCatalogue: (_root, { on }, { deps }) => awardsOn(on ?? today(deps.clock)),
    authority: async (_root, args, { deps }) => {
      const on = args.on ?? today(deps.clock);
      const unitId = parseId('unt', args.unitId);
      const kind = unitId && (await deps.units.registry()).stateOn(unitId, on)?.kind;
      const rule = awardOn(args.awardCode, on);
      if (!kind || !rule) return null;
      return { mayDecide: mayDecide(rule, kind, on), level: levelOf(kind, on) ?? null, rule };
    },
  },
  AwardRule: { status },
};
