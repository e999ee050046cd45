import type { Refusal } from './refusal.ts';

/** What a use case or a rule answers: a value, or every reason why not. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusals: readonly Refusal[] };

export const accept = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (...refusals: readonly Refusal[]): Result<never> => ({ ok: false, refusals });

/** Accepts `value` only when the list of refusals is empty, so that a caller reports all of them at once. */
export const acceptUnless = <T>(refusals: readonly Refusal[], value: () => T): Result<T> =>
  refusals.length > 0 ? { ok: false, refusals } : accept(value());
