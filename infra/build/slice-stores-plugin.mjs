import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes which stores each slice uses: those whose files its resolvers import, through use cases, types included, and those
 * that they take from `deps` by name. A use case names the type of each store that it takes, so that no list has to be kept
 * by hand.
 */
export const plugin = () => {
  const stores = importsIn('stores.ts');
  const lines = importsIn('resolvers.ts').map(([slice, file]) => {
    const reached = reachedFrom(file);
    const taken = new Set([...reached].flatMap(takenFromDeps));
    const used = stores
      .filter(([name, store]) => reached.has(store) || taken.has(name))
      .map(([name]) => name);
    return `  ${JSON.stringify(slice)}: ${JSON.stringify(used)},`;
  });
  return [
    "import type { StoreName } from '../app/stores.ts';",
    "import type { SchemaFile } from './compact-schema.ts';\n",
    'export const sliceStores: Readonly<Record<SchemaFile, readonly StoreName[]>> = {',
    ...lines,
    '};\n',
  ].join('\n');
};

const functions = path.resolve(import.meta.dirname, '../../functions');
const app = path.join(functions, 'app');

/** The members of a record that import something on first use: `name: … import('./file.ts')`. */
const importsIn = (file) =>
  [
    ...readFileSync(path.join(app, file), 'utf8').matchAll(/^ {2}'?([\w-]+)'?:[^;]*?import\('([^']+)'\)/gm),
  ].map(([, name, asked]) => [name, path.resolve(app, asked)]);

function reachedFrom(start) {
  const reached = new Set([start]);
  for (const file of reached) {
    const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*? from '(\.[^']+\.ts)';/gm);
    for (const [, asked] of imports) {
      const next = path.resolve(path.dirname(file), asked);
      if (isOfSlices(next) && existsSync(next)) reached.add(next);
    }
  }
  return reached;
}

const takenFromDeps = (file) =>
  Array.from(readFileSync(file, 'utf8').matchAll(/\bdeps\.(\w+)\b/g), ([, name]) => name);

/** What the app puts together knows every store. */
const isOfSlices = (file) => !/functions[\\/](app|generated)[\\/]/.test(file);
