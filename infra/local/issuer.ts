import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Part of every user's id, so it never changes with a port. */
export const localIssuer = { url: 'http://127.0.0.1/thidua-local-issuer', audience: 'thidua-local' };

export type Issuer = {
  /** The public keys, for the function's TOKEN_JWKS. */
  readonly jwks: string;
  /** A token for a subject, good for twelve hours of real time, whatever the functions' clock says. */
  tokenFor(subject: string): Promise<string>;
};

/** Signs tokens with a key that stays the same across restarts. */
export async function startIssuer(keyFile: string): Promise<Issuer> {
  const secret = readKey(keyFile) ?? (await newKey(keyFile));
  const key = await importJWK(secret, 'RS256');
  const { kty, n, e, kid } = secret;
  return {
    jwks: JSON.stringify({ keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' }] }),
    tokenFor: (subject) =>
      new SignJWT({ token_use: 'access' })
        .setProtectedHeader({ alg: 'RS256', kid: kid ?? '' })
        .setIssuer(localIssuer.url)
        .setAudience(localIssuer.audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('12h')
        .sign(key),
  };
}

function readKey(file: string): JWK | undefined {
  try {
    const key: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof key === 'object' && key !== null && 'kty' in key
      ? { ...key, kty: String(key.kty) }
      : undefined;
  } catch {
    return undefined;
  }
}

async function newKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'local' };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
}
