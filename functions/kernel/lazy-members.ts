/** How members are made, each of something that is imported on first use. */
type Loaders<Given> = Readonly<Record<string, () => Promise<(given: Given) => unknown>>>;

export type Loaded<L> = {
  readonly [Name in keyof L]: L[Name] extends () => Promise<(given: never) => infer Member> ? Member : never;
};

export type LazyMembers<Given, L> = {
  /** Loads what members are made of; that of all when none is named. */
  load(names?: Iterable<keyof L>): Promise<void>;
  /** Members that are made when they are first asked for, and kept; one that is not loaded throws. */
  of(given: Given): Loaded<L>;
};

export function lazyMembers<Given, L extends Loaders<Given>>(loaders: L): LazyMembers<Given, L> {
  const all = Object.keys(loaders);
  const loading = new Map<keyof L, Promise<void>>();
  const makers = new Map<keyof L, (given: Given) => unknown>();
  const loadOne = async (name: keyof L): Promise<void> => {
    const make = await loaders[name]?.();
    if (make) makers.set(name, make);
  };
  return {
    load: async (names = all) => {
      await Promise.all(
        Array.from(names, (name) => {
          const under = loading.get(name) ?? loadOne(name);
          loading.set(name, under);
          return under;
        }),
      );
    },
    of: (given) => {
      const members = {};
      for (const name of all) {
        const get = () => {
          const make = makers.get(name);
          if (!make) throw new Error(`${name} is used before it is loaded`);
          const value = make(given);
          Object.defineProperty(members, name, { value, enumerable: true });
          return value;
        };
        Object.defineProperty(members, name, { get, enumerable: true, configurable: true });
      }
      return members as Loaded<L>;
    },
  };
}
