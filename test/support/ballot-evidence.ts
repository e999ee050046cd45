import { ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { auditRecord } from '../../functions/audit/audit-record.ts';
import { eventShape } from '../../functions/kernel/table/event.ts';
import { asItem, type Item } from '../../functions/kernel/table/item.ts';
import { pick } from './pick.ts';
import { type World } from './world.ts';

/** Everything that an administrator finds after a vote. */
export type Evidence = {
  /** Every new image of the record table, in the order of its stream. */
  readonly stream: readonly Item[];
  /** What stands in both tables, as a scan returns it. */
  readonly records: readonly Item[];
  readonly box: readonly Item[];
  readonly audit: readonly unknown[];
  readonly logs: readonly string[];
};

/** Listens to what a world's table is told, as its stream would, and to what is logged, until it is asked. */
export function observe(world: World): { readonly end: () => Promise<Evidence> } {
  const stream: Item[] = [];
  const logs: string[] = [];
  world.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      const body = pick(args, 'request', 'body');
      stream.push(...imagesIn(world, readBody(body)));
      return answer;
    },
    { step: 'finalizeRequest', name: 'observe' },
  );
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array) => {
    logs.push(String(chunk));
    return true;
  };
  return {
    end: async () => {
      process.stdout.write = write;
      world.client.middlewareStack.remove('observe');
      const events = stream.filter((item) => item.type === 'event');
      return {
        stream,
        logs,
        audit: events.map((item) => auditRecord(item.pk, eventShape.read(item))),
        records: await scan(world, world.shared.tableName),
        box: await scan(world, world.shared.boxTableName),
      };
    },
  };
}

const readBody = (body: unknown): unknown =>
  JSON.parse(body instanceof Uint8Array ? new TextDecoder().decode(body) : String(body));

function imagesIn(world: World, body: unknown): readonly Item[] {
  return [pick(body, 'TransactItems') ?? []].flat().flatMap((one) => {
    const put = pick(one, 'Put');
    if (pick(put, 'TableName') !== world.shared.tableName) return [];
    return [asItem(unmarshall(z.record(z.string(), z.custom<AttributeValue>()).parse(pick(put, 'Item'))))];
  });
}

async function scan(world: World, TableName: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  let from: Record<string, AttributeValue> | undefined;
  do {
    const page = await world.client.send(
      new ScanCommand({ TableName, ConsistentRead: true, ExclusiveStartKey: from }),
    );
    items.push(...(page.Items ?? []).map((item) => asItem(unmarshall(item))));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

/** Texts and numbers anywhere in a value. */
const leaves = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.values({ ...value }).flatMap(leaves) : [String(value)];

const digests = (text: string): readonly string[] => {
  const raw = [text, Buffer.from(text, 'base64url')];
  return raw.flatMap((bytes) =>
    (['hex', 'base64url'] as const).map((as) => createHash('sha256').update(bytes).digest(as)),
  );
};

/** What could be recognised again: the texts, parts of keys, ids inside of messages, and hashes of all of these. */
function tokens(value: unknown): ReadonlySet<string> {
  const texts = leaves(value).flatMap((leaf) => [leaf, ...leaf.split('#')]);
  const inside = texts.map((text) => Buffer.from(text, 'base64url').subarray(32).toString('hex'));
  const all = [...texts, ...inside].filter((text) => text.length >= 6);
  return new Set([...all, ...all.flatMap(digests)]);
}

/** Only what tells one of them from the others. */
function distinguishing(groups: readonly ReadonlySet<string>[]): readonly ReadonlySet<string>[] {
  const seen = new Map<string, number>();
  for (const group of groups) for (const token of group) seen.set(token, (seen.get(token) ?? 0) + 1);
  return groups.map((group) => new Set([...group].filter((token) => seen.get(token) === 1)));
}

export type Voter = { readonly seat: number; readonly userId: string };

const countsIn = ({ records }: Evidence) => records.filter((item) => item.type === 'ballotCount');
const listIn = (item: Item, name: string): readonly unknown[] => [pick(item, 'data', name) ?? []].flat();

/** All that is kept of one member's part in the vote, wherever it is. */
function traces(
  { stream, records, audit, logs }: Evidence,
  { seat, userId }: Voter,
  strangers: readonly string[],
): readonly unknown[] {
  const mine = (value: unknown) => {
    const text = JSON.stringify(value);
    return (
      text.includes(userId) || new RegExp(`BAL(ROLL|SEAT)[^"]*#${seat}"`).test(text) || ofSeat(value, seat)
    );
  };
  // What names others as well (the council, the meeting) tells nothing of one of them.
  const shared = (text: string) => strangers.some((one) => text.includes(one));
  return [...stream, ...records, ...audit, ...logs].filter(
    (one) => mine(one) && !isCount(one) && !shared(JSON.stringify(one)),
  );
}

const others = (voters: readonly Voter[], own: Voter): readonly string[] =>
  voters.filter((one) => one !== own).map((one) => one.userId);

const isCount = (value: unknown): boolean => pick(value, 'type') === 'ballotCount';
const ofSeat = (value: unknown, seat: number): boolean =>
  pick(value, 'type') === 'ballotPaper' && pick(value, 'data', 'seat') === seat;

/** Every way that is known by which a ballot can be told to be a member's; empty when there is none. */
export function joins(evidence: Evidence, voters: readonly Voter[]): readonly string[] {
  const counts = countsIn(evidence);
  const sealed = counts.flatMap((item) => listIn(item, 'sealed'));
  const open = counts.flatMap((item) => listIn(item, 'open'));
  return [
    ...byValue(evidence, voters, [...sealed, ...open, ...evidence.box]),
    ...byTime([...sealed, ...open, ...evidence.box]),
    ...byOrder(counts),
    ...counts.flatMap((item) => bySize(listIn(item, 'sealed'))),
    ...byId(sealed),
    ...bySequence(evidence),
    ...byKey(evidence),
  ];
}

function byValue(
  evidence: Evidence,
  voters: readonly Voter[],
  ballots: readonly unknown[],
): readonly string[] {
  const members = distinguishing(
    voters.map((voter) => tokens([voter.userId, ...traces(evidence, voter, others(voters, voter))])),
  );
  const papers = distinguishing(ballots.map(tokens));
  return papers.flatMap((paper, i) =>
    members.flatMap((member, nth) => {
      const shared = [...paper].find((token) => member.has(token));
      return shared === undefined
        ? []
        : [`value: ballot ${i} and seat ${voters[nth]?.seat ?? 0} share ${shared}`];
    }),
  );
}

/** Instants, numbers of seconds or milliseconds, and ids that begin with their time. */
const time = /\d{4}-\d{2}-\d{2}T\d|^1[5-9]\d{8}(\d{3})?$|^([a-z]{3}_)?01[0-9A-HJKMNP-TV-Z]{24}$/;

const byTime = (ballots: readonly unknown[]): readonly string[] =>
  ballots.flatMap((one, i) => (leaves(one).some((leaf) => time.test(leaf)) ? [`time: of ballot ${i}`] : []));

/** A list that is sorted by its own random or public values says nothing of who came first. */
function byOrder(counts: readonly Item[]): readonly string[] {
  const sorted = (values: readonly string[]) =>
    values.every((one, i) => i === 0 || (values[i - 1] ?? '') <= one);
  return counts.flatMap((item) => [
    ...(sorted(listIn(item, 'sealed').map((one) => String(pick(one, 'sealed'))))
      ? []
      : ['order: of sealed ballots']),
    ...(sorted(
      listIn(item, 'open').map(
        (one) => `${[pick(one, 'choices')].flat().join(' ')} ${String(pick(one, 'tracking'))}`,
      ),
    )
      ? []
      : ['order: of open ballots']),
  ]);
}

/** Which sheet a ballot is of is no secret; within one all are of a size. */
const bySize = (sealed: readonly unknown[]): readonly string[] =>
  new Set(sealed.map((one) => JSON.stringify(one).length)).size > 1 ? ['size: sealed ballots differ'] : [];

const v4 = /^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/;

const byId = (sealed: readonly unknown[]): readonly string[] =>
  sealed.flatMap((one, i) => {
    const id = Buffer.from(String(pick(one, 'message')), 'base64url')
      .subarray(32)
      .toString('hex');
    return v4.test(id) ? [] : [`id: of ballot ${i} isn't random`];
  });

/** While members vote, the record table must be told of papers taken and of nothing else. */
function bySequence({ stream }: Evidence): readonly string[] {
  const named = (item: Item, name: string) => pick(item, 'data', 'name') === name;
  const from = stream.findIndex((item) => named(item, 'BallotOpened'));
  const to = stream.findIndex((item) => named(item, 'BallotClosing'));
  const known = (item: Item) => /^BAL(ROLL|SEAT)#|^IDEM#usr_/.test(item.pk) || item.pk.startsWith('USER#');
  const between = stream.slice(from + 1, to).filter((item) => !known(item) && !item.pk.startsWith('BAL#'));
  return between.map((item) => `sequence: ${item.pk} was written by a cast`);
}

/** Sealed ballots stay readable for whoever still has their key. */
const byKey = ({ box }: Evidence): readonly string[] =>
  box.filter((item) => !item.pk.startsWith('SHEET#')).map((item) => `key: ${item.pk} is still there`);
