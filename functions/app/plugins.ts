import type { ApolloServerPlugin } from '@apollo/server';
import { Kind } from 'graphql';
import type { Context } from './context.ts';
import { checkLimits } from './query-limits.ts';
import { loadSlices } from './slices.ts';

/** Refuses an operation that asks too much, before any resolver runs; loads what answers the others. */
export const limits: ApolloServerPlugin<Context> = {
  requestDidStart: ({ schema }) =>
    Promise.resolve({
      didResolveOperation: async ({ operation, document, request: { variables } }) => {
        const fragments = document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION);
        if (operation) await loadSlices(checkLimits(schema, operation, fragments, variables ?? {}).slices);
      },
    }),
};

/** Every error names the request, so that a person can quote it and an operator can find it. */
export const requestIds: ApolloServerPlugin<Context> = {
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

const documentErrors = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/**
 * GraphQL over HTTP: to a client that only takes `application/json`, a well-formed request with a document that can't
 * be run is answered with 200, since in that media type other codes may come from an intermediary.
 */
export const legacyStatus: ApolloServerPlugin<Context> = {
  requestDidStart: () =>
    Promise.resolve({
      willSendResponse: ({ response, errors, request }) => {
        const accepts = request.http?.headers.get('accept') ?? '';
        const code = errors?.[0]?.extensions['code'];
        if (!accepts.includes('graphql-response') && typeof code === 'string' && documentErrors.has(code))
          response.http.status = 200;
        return Promise.resolve();
      },
    }),
};
