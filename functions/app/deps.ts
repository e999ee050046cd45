import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { userStore, type UserStore } from '../access/user.store.ts';
import { asActor } from '../access/user.ts';
import { awardStore, type AwardStore } from '../awards/award.store.ts';
import { anonymous, type Actor } from '../kernel/actor.ts';
import { today, type Clock } from '../kernel/clock.ts';
import { cursorSecret, openCursors, type CursorSecret, type Cursors } from '../kernel/cursors.ts';
import { ulidSource, type Id, type Ids } from '../kernel/ids.ts';
import type { Scope } from '../kernel/scope.ts';
import { openTable } from '../kernel/table/table.ts';
import { roundStore, type RoundStore } from '../rounds/round.store.ts';
import { emptyUnitCache, unitStore, type UnitCache, type UnitStore } from '../units/unit.store.ts';

/** What a process keeps between requests. */
export type Shared = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly unitCache: UnitCache;
  readonly cursorSecret: CursorSecret;
  /** The administrator named at deployment. */
  readonly rootAdmin: Id<'usr'> | undefined;
};

/** Everything that use cases and resolvers may use during one request. */
export type Deps = Scope & {
  readonly cursors: Cursors;
  readonly units: UnitStore;
  readonly users: UserStore;
  readonly awards: AwardStore;
  readonly rounds: RoundStore;
};

export const shared = (own: Pick<Shared, 'client' | 'tableName' | 'clock' | 'rootAdmin'>): Shared => ({
  ...own,
  ids: ulidSource(own.clock),
  unitCache: emptyUnitCache(),
  cursorSecret: cursorSecret(),
});

export type Caller = { readonly requestId: string; readonly userId: Id<'usr'> | undefined };

export function createDeps(process: Shared, caller: Caller): Deps {
  const table = openTable(process.client, process.tableName);
  const cursors = openCursors(table, process.cursorSecret, caller.userId ?? 'anonymous');
  const reader = { table, cursors };
  const users = userStore(reader);
  let actor: Promise<Actor> | undefined;
  return {
    requestId: caller.requestId,
    clock: process.clock,
    ids: process.ids,
    table,
    cursors,
    userId: caller.userId,
    actor: () => (actor ??= loadActor(process, users, caller.userId)),
    units: unitStore(table, process.unitCache),
    users,
    awards: awardStore(reader),
    rounds: roundStore(reader),
  };
}

/** A signed-in person whom no administrator has registered holds no grant at all. */
async function loadActor(process: Shared, users: UserStore, userId: Id<'usr'> | undefined): Promise<Actor> {
  if (userId === undefined) return anonymous;
  const record = await users.get(userId);
  const actor = record
    ? asActor(record, today(process.clock))
    : { kind: 'user' as const, userId, name: '', grants: [] };
  return { ...actor, root: userId === process.rootAdmin };
}
