import type { Resolvers } from '../generated/graphql.ts';
import { AppError } from '../kernel/app-error.ts';
import { idTypeOf } from '../kernel/ids.ts';
import { messages } from './messages.ts';
import type { Context } from './context.ts';
import { stores } from './stores.ts';

const maxNodes = 100;

export const baseResolvers: Resolvers = {
  Query: {
    node: (_root, { id }, ctx) => node(id, ctx),
    nodes: (_root, { ids }, ctx) => {
      if (ids.length > maxNodes) throw new AppError('BAD_USER_INPUT', `Tối đa ${maxNodes} mã mỗi lần.`);
      return Promise.all(ids.map((id) => node(id, ctx)));
    },
  },
  UserError: {
    message: (refusal) => messages[refusal.code](refusal),
    citation: (refusal) => refusal.citation ?? null,
    details: (refusal) =>
      Object.entries(refusal.details ?? {}).map(([name, value]) => ({ name, value: String(value) })),
  },
  AvailableAction: {
    units: async (action, _args, { deps }) => {
      const registry = await deps.units.registry();
      return action.unitIds.flatMap((id) => registry.get(id) ?? []);
    },
  },
};

/** Unknown, malformed and invisible ids answer alike. */
async function node(id: string, ctx: Context) {
  const type = idTypeOf(id);
  // What reads nodes needs the rules and stores of every slice: it stays out of all other operations.
  if (!type) return null;
  const [{ nodeLoaders }] = await Promise.all([import('./nodes.ts'), stores.load()]);
  return (await nodeLoaders[type]?.(id, ctx)) ?? null;
}
