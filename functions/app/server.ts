import { ApolloServer } from '@apollo/server';
import type { Context } from './context.ts';
import { formatError } from './format-error.ts';
import { legacyStatus, limits, requestIds } from './plugins.ts';
import { queryLimits } from './query-limits.ts';
import { executableSchema } from './schema.ts';

export type ServerOptions = { readonly introspection: boolean };

/** The GraphQL server; every setting that Lambda's environment would otherwise decide is stated. */
export function createServer({ introspection }: ServerOptions): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: executableSchema(),
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
