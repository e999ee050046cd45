import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import type { Context } from './context.ts';
import { formatError } from './format-error.ts';
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
    plugins: [requestIds],
  });
}

/** Every error names the request, so that a person can quote it and an operator can find it. */
const requestIds: ApolloServerPlugin<Context> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response, contextValue }) => {
        if (response.body.kind === 'single') {
          const { singleResult } = response.body;
          if (singleResult.errors)
            singleResult.errors = singleResult.errors.map((error) => ({
              ...error,
              extensions: { ...error.extensions, requestId: contextValue.deps.requestId },
            }));
        }
        return Promise.resolve();
      },
    }),
};
