import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Context } from './context.ts';
import { formatError } from './format-error.ts';
import { legacyStatus, limits, requestIds } from './plugins.ts';
import { queryLimits } from './query-limits.ts';
import { executableSchema } from './schema.ts';

export type ServerOptions = { readonly introspection: boolean };

/** The GraphQL server; every setting that Lambda's environment would otherwise decide is stated. */
export async function createServer({ introspection }: ServerOptions): Promise<ApolloServer<Context>> {
  return new ApolloServer<Context>({
    schema: await executableSchema({ described: introspection }),
    introspection,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    nodeEnv: 'production',
    formatError,
    parseOptions: { maxLexicalTokens: queryLimits.tokens },
    plugins: [limits, requestIds, legacyStatus, ...unwanted],
  });
}

/** What Apollo would otherwise load at every cold start, or take from the environment. */
const unwanted = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];
