import { createHash } from 'node:crypto';
import type { StoredEvent } from '../kernel/table/event.ts';

/** One line of the audit copy: the event as it was, and a digest that shows any later alteration of it. */
export type AuditRecord = {
  readonly pk: string;
  readonly sk: string;
  readonly event: StoredEvent;
  readonly digest: string;
};

/** The same event always becomes the same record, however often it is delivered. */
export function auditRecord(pk: string, event: StoredEvent): AuditRecord {
  const sk = String(event.seq).padStart(8, '0');
  const digest = createHash('sha256')
    .update(JSON.stringify([pk, sk, canonical(event)]))
    .digest('base64url');
  return { pk, sk, event, digest };
}

/** Field order must not matter to the digest. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, canonical(inner)]);
}
