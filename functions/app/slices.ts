import { defaultFieldResolver, type GraphQLFieldResolver } from 'graphql';
import { sliceStores } from '../generated/slice-stores.ts';
import type { Context } from './context.ts';
import { resolvers } from './resolvers.ts';
import { stores, type StoreName } from './stores.ts';

type Resolve = GraphQLFieldResolver<unknown, Context>;
type ByType = ReadonlyMap<string, ReadonlyMap<string, Resolve>>;

/** Slices that this process has loaded, by the file of the schema that declares their fields. */
const loaded = new Map<string, ByType>();
const loading = new Map<string, Promise<ByType>>();

const loaders = new Map<string, () => Promise<object>>(Object.entries(resolvers));
const storesOf = new Map<string, readonly StoreName[]>(Object.entries(sliceStores));

/** Loads what answers the fields of these files, stores included, before an operation runs: its reads then start in one tick. */
export async function loadSlices(files: Iterable<string>): Promise<void> {
  const missing = [...files].filter((file) => !loaded.has(file));
  if (missing.length > 0) await Promise.all(missing.map(loadSlice));
}

function loadSlice(file: string): Promise<ByType> {
  const under = loading.get(file) ?? load(file);
  loading.set(file, under);
  return under;
}

async function load(file: string): Promise<ByType> {
  const [given] = await Promise.all([loaders.get(file)?.(), stores.load(storesOf.get(file))]);
  if (!given) throw new Error(`no resolvers for schema/${file}.graphql`);
  const byType: ByType = new Map(
    Object.entries<object>({ ...given }).map(([type, fields]) => [type, resolversIn(type, fields)]),
  );
  loaded.set(file, byType);
  return byType;
}

function resolversIn(type: string, fields: object): ReadonlyMap<string, Resolve> {
  const found = new Map<string, Resolve>();
  for (const [name, resolve] of Object.entries<unknown>({ ...fields })) {
    if (!isResolver(resolve)) throw new Error(`no resolver for ${type}.${name}`);
    found.set(name, resolve);
  }
  return found;
}

const isResolver = (given: unknown): given is Resolve => typeof given === 'function';

/**
 * The resolver of a field, which is looked for when it is first called. A field that only an interface named has not been
 * foreseen, and loads its slice itself.
 */
export function resolverOf(type: string, field: string, file: string): Resolve {
  let own: Resolve | undefined;
  const within = (slice: ByType) => (own = slice.get(type)?.get(field) ?? defaultFieldResolver);
  return (source, args, context, info) => {
    if (own) return own(source, args, context, info);
    const slice = loaded.get(file);
    if (slice) return within(slice)(source, args, context, info);
    return loadSlice(file).then((late): unknown => within(late)(source, args, context, info));
  };
}
