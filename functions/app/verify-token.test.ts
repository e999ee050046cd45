import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { userIdOf } from '../access/user.ts';
import { tokenVerifier, type VerifyCaller } from './verify-token.ts';

const issuer = 'https://issuer.example/pool';
const audience = 'client-1';

describe('a token', () => {
  let key: CryptoKey;
  let stranger: CryptoKey;
  let verify: VerifyCaller;
  beforeAll(async () => {
    const pair = await generateKeyPair('RS256');
    key = pair.privateKey;
    stranger = (await generateKeyPair('RS256')).privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    verify = tokenVerifier({
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: audience,
      TOKEN_JWKS_URI: '',
      TOKEN_JWKS: JSON.stringify({ keys: [jwk] }),
    });
  });

  type Claims = { iss?: string; aud?: string; client_id?: string; exp?: string; sub?: string };
  const bearer = async (claims: Claims = {}, kid = 'k1', by = key) => {
    const { iss = issuer, exp = '5m', sub = 'hoa', ...rest } = claims;
    const body = 'client_id' in rest ? rest : { aud: audience, ...rest };
    const token = await new SignJWT(body)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(iss)
      .setSubject(sub)
      .setIssuedAt()
      .setExpirationTime(exp)
      .sign(by);
    return `Bearer ${token}`;
  };

  it('names the same user each time, by issuer and subject', async () => {
    expect(await verify(await bearer())).toBe(userIdOf(issuer, 'hoa'));
    expect(await verify(await bearer({ client_id: audience }))).toBe(userIdOf(issuer, 'hoa'));
    expect(await verify(await bearer({ sub: 'lan' }))).not.toBe(userIdOf(issuer, 'hoa'));
  });

  it('may be absent, but not wrong', async () => {
    expect(await verify(undefined)).toBeUndefined();
    const unsigned = new UnsecuredJWT({ aud: audience }).setIssuer(issuer).setSubject('hoa').encode();
    const good = await bearer();
    const wrong = [
      '',
      'Bearer',
      'Basic abc',
      `${good} extra`,
      `Bearer ${unsigned}`,
      `${good.slice(0, -8)}AAAAAAAA`,
      await bearer({ iss: 'https://issuer.example/other' }),
      await bearer({ aud: 'client-2' }),
      await bearer({ client_id: 'client-2' }),
      await bearer({ exp: '-1m' }),
      await bearer({}, 'k1', stranger),
    ];
    for (const authorization of wrong)
      await expect(verify(authorization)).rejects.toMatchObject({
        extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
      });
  });
});
