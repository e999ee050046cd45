import type { RecordedVerdict } from '../eligibility/recorded-verdict.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Nominee } from './nominee.ts';
import type { DossierDeps } from './deps.ts';

/** The nominees that an input names, in its order; none is read when it names too many. */
export const loadNominees = (
  deps: DossierDeps,
  dossierId: Id<'dos'>,
  rawIds: readonly string[],
  limit: number,
): Promise<readonly (Nominee | undefined)[]> =>
  Promise.all(
    (rawIds.length > limit ? [] : rawIds).map(async (raw) => {
      const id = parseId('nom', raw);
      return id && deps.nominees.get(dossierId, id);
    }),
  );

/** What was recorded of them last, in the same order. */
export const loadVerdicts = (
  deps: DossierDeps,
  dossierId: Id<'dos'>,
  rawIds: readonly string[],
  limit: number,
): Promise<readonly (RecordedVerdict | undefined)[]> =>
  Promise.all(
    (rawIds.length > limit ? [] : rawIds).map(async (raw) => {
      const id = parseId('nom', raw);
      return id && deps.verdicts.get(dossierId, id);
    }),
  );

/** REQUIRED, TOO_MANY, DUPLICATE and NOT_FOUND for a list of nominee ids. */
export function requireNominees(
  field: string,
  rawIds: readonly string[],
  found: readonly (Nominee | undefined)[],
  limit: number,
): Result<readonly Nominee[]> {
  if (rawIds.length === 0) return refuse(refusal('REQUIRED', field));
  if (rawIds.length > limit) return refuse(refusal('TOO_MANY', field, { limit }));
  const refusals: Refusal[] = rawIds.flatMap((raw, i) => {
    if (rawIds.indexOf(raw) < i) return [refusal('DUPLICATE', `${field}.${i}`)];
    return found[i] ? [] : [refusal('NOT_FOUND', `${field}.${i}`)];
  });
  return refusals.length > 0 ? refuse(...refusals) : accept(found.flatMap((n) => n ?? []));
}
