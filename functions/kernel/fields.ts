import { cleanLine, cleanText, hasForbiddenCharacters } from './text.ts';
import { refusal, type Refusal } from './refusal.ts';
import { accept, refuse, type Result } from './result.ts';

/** A name or another single line: NFC, spaces folded, no control or invisible characters. REQUIRED, TOO_LONG, INVALID_VALUE. */
export function requireLine(field: string, raw: string, limit: number): Result<string> {
  const line = cleanLine(raw);
  if (line === '') return refuse(refusal('REQUIRED', field));
  if (line.length > limit) return refuse(refusal('TOO_LONG', field, { limit }));
  if (hasForbiddenCharacters(line))
    return refuse(refusal('INVALID_VALUE', field, { expected: 'không có ký tự điều khiển hoặc ký tự ẩn' }));
  return accept(line);
}

/** Running text, possibly empty; keeps its line breaks. TOO_LONG, INVALID_VALUE. */
export function checkText(field: string, raw: string, limit: number): Result<string> {
  const text = cleanText(raw);
  if (text.length > limit) return refuse(refusal('TOO_LONG', field, { limit }));
  if (hasForbiddenCharacters(text.replace(/[\n\t]/g, ' ')))
    return refuse(refusal('INVALID_VALUE', field, { expected: 'không có ký tự điều khiển hoặc ký tự ẩn' }));
  return accept(text);
}

/** Running text that must say something. */
export function requireText(field: string, raw: string, limit: number): Result<string> {
  const text = checkText(field, raw, limit);
  return text.ok && text.value === '' ? refuse(refusal('REQUIRED', field)) : text;
}

/** The refusals of every result that refused, in order. */
export const refusalsOf = (...results: readonly Result<unknown>[]): readonly Refusal[] =>
  results.flatMap((result) => (result.ok ? [] : result.refusals));
