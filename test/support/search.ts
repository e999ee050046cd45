import type { Id } from '../../functions/kernel/ids.ts';
import { eventShape, type StoredEvent } from '../../functions/kernel/table/event.ts';
import { asItem } from '../../functions/kernel/table/item.ts';
import { projectSearch } from '../../functions/search/project-search.ts';
import { pick } from './pick.ts';
import { type World } from './world.ts';

/** Every event of a world, by time. */
export async function eventsOf(world: World): Promise<readonly StoredEvent[]> {
  return (await world.items())
    .map((item) => asItem(item))
    .filter((item) => item.type === 'event')
    .map((item) => eventShape.read(item))
    .sort((a, b) => (`${a.at} ${a.aggregateId} ${a.seq}` < `${b.at} ${b.aggregateId} ${b.seq}` ? -1 : 1));
}

export async function deliver(world: World, events: readonly StoredEvent[]): Promise<void> {
  const { client, tableName, viewTableName, cursorSecret: secret, clock, unitCache } = world.shared;
  const at = { client, tableName, viewTableName, secret, clock, unitCache };
  for (const event of events) await projectSearch(at, [{ pk: '', event }]);
}

/** What the stream would have brought by now. */
export const indexAll = async (world: World): Promise<void> => deliver(world, await eventsOf(world));

/** The index. */
export const indexDump = async (world: World): Promise<string> =>
  (await world.dump())
    .split('\n')
    .filter((line) => /"pk":"SCH[UMK]*#/.test(line))
    .join('\n');

const query = `query ($text: String!, $kinds: [SearchKind!], $first: Int, $after: String) {
  search(text: $text, kinds: $kinds, first: $first, after: $after) {
    nodes { kind id title number detail on unit { id } exactMarks highlights { start length } }
    complete pageInfo { hasNextPage hasPreviousPage endCursor } } }`;

export async function searched(
  world: World,
  as: Id<'usr'> | undefined,
  text: string,
  more: { readonly kinds?: readonly string[]; readonly first?: number; readonly after?: unknown } = {},
) {
  const answer = await world.run(as, query, { text, ...more });
  const found = pick(answer.data, 'search');
  const nodes = [pick(found, 'nodes') ?? []].flat();
  return { answer, nodes, titles: nodes.map((node) => pick(node, 'title')), found };
}
