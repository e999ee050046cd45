import { createHmac, randomBytes } from 'node:crypto';

/** A secret that sender and receiver share: 256 bits, shown once. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

/**
 * `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of `<t>.<body>` under the secret. Whoever receives computes it anew and refuses
 * a `t` that is older than a few minutes, so a message that was overheard can't be sent again.
 */
export function signature(secret: string, body: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return `t=${t},v1=${v1}`;
}
