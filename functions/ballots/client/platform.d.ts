import type { webcrypto } from 'node:crypto';

/* Types that libraries for browsers take from the DOM; Node has the same objects under another name. */
declare global {
  type CryptoKey = webcrypto.CryptoKey;
  type CryptoKeyPair = webcrypto.CryptoKeyPair;
}
