import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Id, Ids } from './ids.ts';
import type { Table } from './table/table.ts';

/** What every use case has at hand for one request. */
export interface Scope {
  readonly requestId: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly table: Table;
  /** The caller's id from the verified token; undefined for anonymous callers. */
  readonly userId: Id<'usr'> | undefined;
  /** The caller with the grants that hold today; loaded at most once a request, from our own records. */
  readonly actor: () => Promise<Actor>;
}
