import { refusal } from '../../kernel/refusal.ts';
import { accept, refuse, type Result } from '../../kernel/result.ts';
import { legacyEncodingOf } from './legacy-text.ts';

/**
 * The text of a file: UTF-8, or UTF-16 with or without a mark at its beginning. Bytes that are neither are never guessed
 * at: IMPORT_ENCODING_TCVN3, IMPORT_ENCODING_VNI, or IMPORT_ENCODING_UNKNOWN.
 */
export function decodeText(bytes: Uint8Array): Result<string> {
  const wide = wideEncodingOf(bytes);
  const text = decode(wide ?? 'utf-8', bytes);
  if (text !== undefined && !text.includes('\0')) return accept(text);
  const legacy = legacyEncodingOf(new TextDecoder('windows-1252').decode(bytes.subarray(0, sample)));
  return refuse(refusal(legacy ? `IMPORT_ENCODING_${legacy}` : 'IMPORT_ENCODING_UNKNOWN', 'attachmentId'));
}

/** A few pages of a list tell what it is written in. */
const sample = 20_000;

/** Drops the mark at the beginning; undefined for bytes that aren't of the encoding. */
function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** By its mark, or by the noughts that every letter without marks has in one half. */
function wideEncodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 2_000);
  const noughts = (parity: number) => head.filter((byte, at) => byte === 0 && at % 2 === parity).length;
  const [even, odd] = [noughts(0), noughts(1)];
  if (even + odd < head.length / 8) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}
