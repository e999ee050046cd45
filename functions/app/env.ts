import * as z from 'zod/mini';

/** Settings of the GraphQL function. `infra` builds exactly this, so a missing one is a type error there. */
export const graphqlEnv = z.object({
  TABLE_NAME: z.string().check(z.minLength(1)),
  /** Search and statistics, a table of its own. */
  VIEW_TABLE_NAME: z.string().check(z.minLength(1)),
  /** The ballot box, a table of its own. */
  BOX_TABLE_NAME: z.string().check(z.minLength(1)),
  /** KMS key that wraps the private keys of ballots. */
  BALLOT_KEY_ID: z.string().check(z.minLength(1)),
  /** Bucket of attachments. */
  ATTACHMENTS_BUCKET: z.string().check(z.minLength(1)),
  /** Issuer of accepted tokens, as in their `iss`. */
  TOKEN_ISSUER: z.string().check(z.minLength(1)),
  /** Audience or client id of accepted tokens. */
  TOKEN_AUDIENCE: z.string().check(z.minLength(1)),
  /** Where the issuer publishes its keys; empty when TOKEN_JWKS gives them. */
  TOKEN_JWKS_URI: z._default(z.string(), ''),
  /** The issuer's keys as JSON, for an issuer without an https address. */
  TOKEN_JWKS: z._default(z.string(), ''),
  /** Subject of the administrator named at deployment; empty for none. */
  ROOT_ADMIN_SUBJECT: z._default(z.string(), ''),
  /** KMS key that seals personal numbers. */
  ID_KEY_ID: z.string().check(z.minLength(1)),
  /** KMS HMAC key that tells equal personal numbers apart from others. */
  ID_MAC_KEY_ID: z.string().check(z.minLength(1)),
  /** KMS key that seals who complained, and nothing else. */
  COMPLAINT_KEY_ID: z.string().check(z.minLength(1)),
  /** KMS key (ECC_NIST_P256) that signs certificates. */
  CERTIFICATE_KEY_ID: z.string().check(z.minLength(1)),
  /** `on` serves introspection to everyone. */
  INTROSPECTION: z._default(z.enum(['on', 'off']), 'off'),
});

export type GraphqlEnv = z.output<typeof graphqlEnv>;
