import * as z from 'zod';

/** Settings of the GraphQL function. `infra` builds exactly this, so a missing one is a type error there. */
export const graphqlEnv = z.object({
  TABLE_NAME: z.string().min(1),
  /** The ballot box, a table of its own. */
  BOX_TABLE_NAME: z.string().min(1),
  /** KMS key that wraps the private keys of ballots. */
  BALLOT_KEY_ID: z.string().min(1),
  /** Bucket of attachments. */
  ATTACHMENTS_BUCKET: z.string().min(1),
  /** Issuer of accepted tokens, as in their `iss`. */
  TOKEN_ISSUER: z.string().min(1),
  /** Audience or client id of accepted tokens. */
  TOKEN_AUDIENCE: z.string().min(1),
  /** Where the issuer publishes its keys; empty when TOKEN_JWKS gives them. */
  TOKEN_JWKS_URI: z.string().default(''),
  /** The issuer's keys as JSON, for an issuer without an https address. */
  TOKEN_JWKS: z.string().default(''),
  /** Subject of the administrator named at deployment; empty for none. */
  ROOT_ADMIN_SUBJECT: z.string().default(''),
  /** KMS key that seals personal numbers. */
  ID_KEY_ID: z.string().min(1),
  /** KMS HMAC key that tells equal personal numbers apart from others. */
  ID_MAC_KEY_ID: z.string().min(1),
  /** KMS key that seals who complained, and nothing else. */
  COMPLAINT_KEY_ID: z.string().min(1),
  /** KMS key (ECC_NIST_P256) that signs certificates. */
  CERTIFICATE_KEY_ID: z.string().min(1),
  /** `on` serves introspection to everyone. */
  INTROSPECTION: z.enum(['on', 'off']).default('off'),
});

export type GraphqlEnv = z.output<typeof graphqlEnv>;
