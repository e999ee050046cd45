import { refusal } from './refusal.ts';
import { accept, refuse, type Result } from './result.ts';

const maxLink = 1_000;

/** A web address that is kept and shown, never fetched. INVALID_VALUE, TOO_LONG; null stays null. */
export function checkLink(field: string, raw: string | null): Result<string | null> {
  const link = raw?.trim() ?? '';
  if (link === '') return accept(null);
  if (link.length > maxLink) return refuse(refusal('TOO_LONG', field, { limit: maxLink }));
  const expected = 'địa chỉ http hoặc https';
  if (!URL.canParse(link)) return refuse(refusal('INVALID_VALUE', field, { expected }));
  const { protocol, username, password } = new URL(link);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
    ? accept(link)
    : refuse(refusal('INVALID_VALUE', field, { expected }));
}
