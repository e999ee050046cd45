import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { userStore, type UserStore } from '../access/user.store.ts';
import { asActor } from '../access/user.ts';
import type { Files } from '../attachments/files.ts';
import type { OwnerViews } from '../attachments/view-attachment.ts';
import type { KeyWrap } from '../ballots/key-wrap.ts';
import type { Signer } from '../certificates/signer.ts';
import { anonymous, type Actor } from '../kernel/actor.ts';
import { today, type Clock } from '../kernel/clock.ts';
import { cursorSecret, openCursors, type CursorSecret, type Cursors } from '../kernel/cursors.ts';
import { ulidSource, type Id, type Ids } from '../kernel/ids.ts';
import { sourceSalts, type SourceSalts } from '../kernel/source.ts';
import type { Scope } from '../kernel/scope.ts';
import { openTable } from '../kernel/table/table.ts';
import type { Sealer } from '../subjects/sealer.ts';
import { emptyUnitCache, unitStore, type UnitCache, type UnitStore } from '../units/unit.store.ts';
import { attachmentOwners } from './attachment-owners.ts';
import { stores, type StoreLoader, type Stores } from './stores.ts';

/** What a process keeps between requests. */
export type Shared = {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Search and statistics, which can be built anew. */
  readonly viewTableName: string;
  /** The ballot box, apart from everything else. */
  readonly boxTableName: string;
  /** Keeps private keys of ballots unreadable. */
  readonly ballotKeys: KeyWrap;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly unitCache: UnitCache;
  readonly cursorSecret: CursorSecret;
  readonly sourceSalts: SourceSalts;
  /** Keeps personal numbers unreadable. */
  readonly sealer: Sealer;
  /** Keeps complainants unreadable, under a key of their own. */
  readonly complaintSealer: Sealer;
  /** Signs certificates. */
  readonly signer: Signer;
  /** Where attachments are kept. */
  readonly files: Files;
  /** The administrator named at deployment. */
  readonly rootAdmin: Id<'usr'> | undefined;
};

/** Everything that use cases and resolvers may use during one request. */
export type Deps = Scope &
  Stores & {
    readonly cursors: Cursors;
    /** Who asks, as far as limits need to know: a hash that nobody can undo once the day's salt is gone. */
    readonly source: () => Promise<string>;
    readonly units: UnitStore;
    readonly users: UserStore;
    readonly sealer: Sealer;
    readonly signer: Signer;
    readonly ballotKeys: KeyWrap;
    readonly attachmentOwners: OwnerViews;
    readonly files: Files;
    readonly complaintSealer: Sealer;
  };

type Given = Pick<
  Shared,
  | 'client'
  | 'tableName'
  | 'viewTableName'
  | 'boxTableName'
  | 'ballotKeys'
  | 'clock'
  | 'sealer'
  | 'signer'
  | 'complaintSealer'
  | 'files'
  | 'rootAdmin'
>;

export const shared = (own: Given): Shared => ({
  ...own,
  ids: ulidSource(own.clock),
  unitCache: emptyUnitCache(),
  cursorSecret: cursorSecret(),
  sourceSalts: sourceSalts(),
});

export type Caller = {
  readonly requestId: string;
  readonly userId: Id<'usr'> | undefined;
  /** The address that the gateway saw, never one that a header claims. */
  readonly sourceIp?: string | undefined;
};

/** What a process reads with on somebody's behalf: no keys, so that nothing sealed opens. */
export type ReaderProcess = Pick<
  Shared,
  | 'client'
  | 'tableName'
  | 'viewTableName'
  | 'boxTableName'
  | 'clock'
  | 'ids'
  | 'unitCache'
  | 'cursorSecret'
  | 'rootAdmin'
>;

export type Reader = Scope & Stores & Pick<Deps, 'cursors' | 'units' | 'users'>;

/** The stores that are used are loaded by then. */
export function readerDeps(
  process: ReaderProcess,
  { requestId, userId }: Omit<Caller, 'sourceIp'>,
  loader: StoreLoader = stores,
): Reader {
  const { clock, ids } = process;
  const calls = { reads: 0, writes: 0 };
  const table = openTable(process.client, process.tableName, calls);
  const cursors = openCursors(table, process.cursorSecret, userId ?? 'anonymous');
  const views = { table: openTable(process.client, process.viewTableName, calls), cursors };
  const users = userStore({ table, cursors });
  const units = unitStore(table, process.unitCache);
  let loaded: Promise<Actor> | undefined;
  const actor = () => (loaded ??= loadActor(process, users, userId));
  const boxTable = openTable(process.client, process.boxTableName);
  const making = { table, views, boxTable, cursors, clock, units, stores: () => made };
  const made: Stores = loader.of(making);
  return Object.assign(made, { requestId, userId, clock, ids, table, cursors, actor, units, users });
}

/** The stores that an operation uses are loaded by the time that it runs. */
export function createDeps(process: Shared, caller: Caller, loader: StoreLoader = stores): Deps {
  const { ballotKeys, sealer, signer, complaintSealer, files } = process;
  const reader = readerDeps(process, caller, loader);
  const { clock, table, actor, units } = reader;
  const own = {
    source: () => process.sourceSalts.hash(table, clock, caller.sourceIp ?? 'unknown'),
    sealer,
    signer,
    ballotKeys,
    attachmentOwners: attachmentOwners({
      clock,
      actor,
      units,
      store: async (name) => {
        await loader.load([name]);
        return reader[name];
      },
    }),
    files,
    complaintSealer,
  };
  return Object.assign(reader, own);
}

/** A signed-in person whom no administrator has registered holds no grant at all. */
async function loadActor(
  process: Pick<Shared, 'clock' | 'rootAdmin'>,
  users: UserStore,
  userId: Id<'usr'> | undefined,
): Promise<Actor> {
  if (userId === undefined) return anonymous;
  const record = await users.get(userId);
  const actor = record
    ? asActor(record, today(process.clock))
    : { kind: 'user' as const, userId, name: '', grants: [] };
  return { ...actor, root: userId === process.rootAdmin };
}
