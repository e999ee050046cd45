import { ApolloServer } from '@apollo/server';
import type { Context } from './context.ts';
import { formatError } from './format-error.ts';
import { legacyStatus, limits, requestIds } from './plugins.ts';
import { queryLimits } from './query-limits.ts';
import { executableSchema } from './schema.ts';

export type ServerOptions = { readonly introspection: boolean };

/** The GraphQL server; every setting that Lambda's environment would otherwise decide is stated. */
export async function createServer({ introspection }: ServerOptions): Promise<ApolloServer<Context>> {
  // Only introspection shows descriptions, and they are three quarters of the SDL.
  const { sdl } = await (introspection
    ? import('../generated/described-sdl.ts')
    : import('../generated/sdl.ts'));
  return new ApolloServer<Context>({
    schema: executableSchema(sdl),
    introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    nodeEnv: 'production',
    formatError,
    parseOptions: { maxLexicalTokens: queryLimits.tokens },
    plugins: [limits, requestIds, legacyStatus],
  });
}
