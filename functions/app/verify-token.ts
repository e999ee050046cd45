import type { Jwks } from 'aws-jwt-verify/jwk';
import { GraphQLError } from 'graphql';
import * as z from 'zod/mini';
import { userIdOf } from '../access/user.ts';
import type { Id } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { GraphqlEnv } from './env.ts';

/** The caller's user id from the `Authorization` header; undefined without one; 401 for a token that doesn't verify. */
export type VerifyCaller = (authorization: string | undefined) => Promise<Id<'usr'> | undefined>;

type Settings = Pick<GraphqlEnv, 'TOKEN_ISSUER' | 'TOKEN_AUDIENCE' | 'TOKEN_JWKS_URI' | 'TOKEN_JWKS'>;

const claims = z.object({ iss: z.string(), sub: z.string().check(z.minLength(1)) });
const jwksSchema = z.custom<Jwks>(
  (value) => z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).safeParse(value).success,
);

/**
 * Tokens of any OIDC issuer, by its published keys. Cognito's access tokens carry `client_id` in place of `aud`, so the
 * audience is checked here against either.
 */
export function tokenVerifier(settings: Settings): VerifyCaller {
  const verifier = lazy(() => createVerifier(settings));

  return async (authorization) => {
    if (authorization === undefined) return undefined;
    const [scheme, token, ...rest] = authorization.split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) throw refused();
    const payload = await (await verifier()).verify(token).catch((cause: unknown) => {
      throw refused(cause);
    });
    const { iss, sub } = claims.parse(payload);
    return userIdOf(iss, sub);
  };
}

/** Loaded with the first token: the public reads without one. */
async function createVerifier(settings: Settings) {
  const { JwtVerifier } = await import('aws-jwt-verify');
  const verifier = JwtVerifier.create({
    issuer: settings.TOKEN_ISSUER,
    audience: null,
    ...(settings.TOKEN_JWKS_URI && { jwksUri: settings.TOKEN_JWKS_URI }),
    customJwtCheck: ({ payload }) => {
      const audience = [payload.aud, payload['client_id']].flat();
      if (!audience.includes(settings.TOKEN_AUDIENCE)) throw new Error('token for another audience');
    },
  });
  if (settings.TOKEN_JWKS) verifier.cacheJwks(jwksSchema.parse(JSON.parse(settings.TOKEN_JWKS)));
  return verifier;
}

const refused = (cause?: unknown) =>
  new GraphQLError('Token đăng nhập không hợp lệ hoặc đã hết hạn.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
    ...(cause instanceof Error && { originalError: cause }),
  });
