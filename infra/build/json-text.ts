import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Keeps our JSON data as text until something of it is asked for. A cold start then only reads over a string, where it would
 * otherwise make every object of the law; and JSON.parse is faster than the same data as JavaScript.
 */
export const jsonText: Plugin = {
  name: 'json-text',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]functions[\\/].*\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: moduleOf(text), loader: 'js' };
    });
  },
};

/** A module whose default export looks like the data, which is parsed at the first look. */
const moduleOf = (text: string): string => `
  const text = ${JSON.stringify(text)};
  let data;
  const parsed = () => (data ??= JSON.parse(text));
  export default /* @__PURE__ */ new Proxy(${text.startsWith('[') ? '[]' : '{}'}, {
    get: (_, name) => Reflect.get(parsed(), name),
    has: (_, name) => Reflect.has(parsed(), name),
    ownKeys: () => Reflect.ownKeys(parsed()),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(parsed(), name),
  });`;
