import type { GraphQLSchema } from 'graphql';
import { compactSchema } from '../generated/compact-schema.ts';
import { LazySchema } from './lazy-schema.ts';
import { resolverOf } from './slices.ts';

/** The executable schema; with its descriptions only where somebody may ask for them. */
export const executableSchema = async ({
  described,
}: {
  readonly described: boolean;
}): Promise<GraphQLSchema> =>
  described
    ? (await import('./described-schema.ts')).describedSchema()
    : new LazySchema(compactSchema, resolverOf);
