import type { Role } from './actor.ts';
import type { Id } from './ids.ts';
import type { Refusal } from './refusal.ts';

/** What can be done next with an aggregate, computed by the same rules that the mutation applies. */
export type AvailableAction = {
  readonly code: string;
  readonly allowed: boolean;
  readonly roles: readonly Role[];
  readonly unitIds: readonly Id<'unt'>[];
  /** Why the viewer can't do it now; empty exactly when `allowed`. */
  readonly reasons: readonly Refusal[];
};
