import type { Deps } from './deps.ts';

/** What every resolver receives: the stores and rules of one request, on behalf of one caller. */
export type Context = { readonly deps: Deps };
