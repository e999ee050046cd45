import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Scope } from '../kernel/scope.ts';
import { accept, type Result } from '../kernel/result.ts';
import { checkBearer, maskIdNumber, parseIdNumber, type Bearer, type ParsedIdNumber } from './id-number.ts';
import type { Sealer } from './sealer.ts';
import type { SealedIdNumber } from './subject.ts';

/** A number as a caller gave it; null when none was given. */
export type AskedNumber = {
  readonly parsed: Result<ParsedIdNumber> | null;
  readonly fingerprint: string | null;
};

type Needs = Scope & { readonly sealer: Sealer };

/**
 * Parses and fingerprints a number before a mutation begins. The mutation's input goes on with the fingerprint in its
 * place: the record of the request keeps a hash of its input, and a bare hash of twelve digits is soon guessed.
 */
export async function askNumber(deps: Needs, raw: string | null | undefined): Promise<AskedNumber> {
  if (raw == null) return { parsed: null, fingerprint: null };
  const parsed = parseIdNumber('idNumber', raw);
  const known = parsed.ok && deps.userId !== undefined;
  return { parsed, fingerprint: known ? await deps.sealer.fingerprint(parsed.value.digits) : null };
}

/** What stands for the number in the recorded input. */
export const inputMark = ({ parsed, fingerprint }: AskedNumber): string | null =>
  parsed === null ? null : (fingerprint ?? 'malformed');

/** The number if it agrees with its bearer; null when none was given. */
export function checkAsked(asked: AskedNumber, bearer: Bearer, on: LocalDate): Result<ParsedIdNumber | null> {
  const { parsed } = asked;
  if (parsed === null) return accept(null);
  if (!parsed.ok) return parsed;
  const refusals = checkBearer(parsed.value, bearer, on);
  return refusals.length > 0 ? { ok: false, refusals } : parsed;
}

/** Seals a checked number for one subject. */
export async function sealNumber(
  sealer: Sealer,
  subjectId: Id<'sub'>,
  number: ParsedIdNumber | null,
  fingerprint: string | null,
): Promise<SealedIdNumber | null> {
  if (number === null || fingerprint === null) return null;
  return {
    type: number.type,
    masked: maskIdNumber(number),
    sealed: await sealer.seal(number.digits, { subjectId }),
    fingerprint,
  };
}
