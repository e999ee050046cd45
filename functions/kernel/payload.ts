import type { Refusal } from './refusal.ts';
import type { Result } from './result.ts';

/** A mutation's payload: the object under its name, or null with the reasons. */
export const toPayload = <Name extends string, T>(name: Name, result: Result<T>) =>
  ({
    [name]: result.ok ? result.value : null,
    userErrors: result.ok ? [] : result.refusals,
  }) as Record<Name, T | null> & { readonly userErrors: readonly Refusal[] };
