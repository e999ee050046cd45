import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Keeps our JSON data as text that is parsed where it stands: JSON.parse reads it several times faster than JavaScript reads
 * the same data as a literal, and law data grows.
 */
export const jsonText: Plugin = {
  name: 'json-text',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]functions[\\/].*\.json$/ }, async ({ path }) => {
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};
