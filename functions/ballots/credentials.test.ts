import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import vector from '../../test/fixtures/rfc9474.json' with { type: 'json' };
import { concat, hex } from './client/bytes.ts';
import { blindSign, isCredential, newCredentialKey } from './credentials.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const number = (text: string) => BigInt(`0x${text}`);
const padded = (n: bigint) => n.toString(16).padStart(1024, '0');
const url = (text: string) => Buffer.from(text.length % 2 ? `0${text}` : text, 'hex').toString('base64url');

function inverse(a: bigint, m: bigint): bigint {
  let [r, next, t, following] = [m, a % m, 0n, 1n];
  while (next !== 0n) {
    const q = r / next;
    [r, next] = [next, r - q * next];
    [t, following] = [following, t - q * following];
  }
  return ((t % m) + m) % m;
}

const [p, q, d] = [number(vector.p), number(vector.q), number(vector.d)];
const jwk = {
  kty: 'RSA',
  n: url(vector.n),
  e: 'AQAB',
  d: url(vector.d),
  p: url(vector.p),
  q: url(vector.q),
  dp: url((d % (p - 1n)).toString(16)),
  dq: url((d % (q - 1n)).toString(16)),
  qi: url(inverse(q, p).toString(16)),
};
const key = createPrivateKey({ key: jwk, format: 'jwk' });
const privateKey = key.export({ type: 'pkcs8', format: 'der' });
const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
const message = concat(bytes(vector.msgPrefix), bytes(vector.msg));

afterEach(() => vi.restoreAllMocks());

describe('credentials by the test vector of RFC 9474', () => {
  it('are signed blindly as the vector says', () => {
    expect(hex(blindSign(privateKey, bytes(vector.blindedMsg)) ?? new Uint8Array())).toBe(vector.blindSig);
  });

  it('are accepted with the vector’s signature, and with no other', () => {
    const signature = bytes(vector.sig);
    expect(isCredential(publicKey, message, signature)).toBe(true);
    for (const at of [0, 100, signature.length - 1]) {
      const altered = Uint8Array.from(signature);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(isCredential(publicKey, message, altered)).toBe(false);
    }
    expect(isCredential(publicKey, bytes(vector.msg), signature)).toBe(false);
  });

  it('are blinded and unblinded by the member’s library as the vector says', async () => {
    const r = inverse(number(vector.inv), number(vector.n));
    const drawn = [vector.msgPrefix, vector.salt, padded(r)].map(bytes);
    vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
      const next = drawn.shift();
      if (!next || !(array instanceof Uint8Array)) throw new Error('more randomness than the vector has');
      array.set(next);
      return array;
    });
    const suite = RSABSSA.SHA384.PSS.Randomized();
    const imported = await crypto.subtle.importKey(
      'spki',
      Uint8Array.from(publicKey),
      { name: 'RSA-PSS', hash: 'SHA-384' },
      true,
      ['verify'],
    );
    const prepared = suite.prepare(bytes(vector.msg));
    expect(hex(prepared)).toBe(hex(message));
    const { blindedMsg, inv } = await suite.blind(imported, prepared);
    expect([hex(blindedMsg), hex(inv)]).toEqual([vector.blindedMsg, vector.inv]);
    expect(hex(await suite.finalize(imported, prepared, bytes(vector.blindSig), inv))).toBe(vector.sig);
  });
});

describe('a signer', () => {
  it('refuses what is no number below the modulus or of another length', async () => {
    const own = await newCredentialKey();
    expect(blindSign(own.privateKey, new Uint8Array(256).fill(255))).toBeUndefined();
    expect(blindSign(own.privateKey, new Uint8Array(255))).toBeUndefined();
    expect(blindSign(own.privateKey, new Uint8Array(257))).toBeUndefined();
  });
});
