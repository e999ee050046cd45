import type { GraphQLFormattedError } from 'graphql';
import { AppError } from '../kernel/app-error.ts';
import { log } from '../kernel/log.ts';

/** Codes that a client may see with their message; anything else is a surprise and is masked. */
const shown = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
]);

/**
 * Decides by code and never by class, since a second copy of `graphql` would make `instanceof` lie. The request id is
 * added by the server, which knows it.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = originalOf(error);
  if (cause instanceof AppError) return shape(formatted, cause.code, cause.message, cause.details);
  const code = formatted.extensions?.['code'];
  if (code === 'QUERY_TOO_COMPLEX') return formatted;
  if (typeof code === 'string' && shown.has(code)) return shape(formatted, code, formatted.message);
  log.error('SURPRISE', { error: cause });
  return shape(formatted, 'INTERNAL_SERVER_ERROR', 'Đã có lỗi ngoài dự kiến.');
}

function shape(
  { locations, path }: GraphQLFormattedError,
  code: string,
  message: string,
  details: Readonly<Record<string, string | number>> = {},
): GraphQLFormattedError {
  return {
    message,
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { ...details, code },
  };
}

const originalOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'originalError' in error ? error.originalError : error;
