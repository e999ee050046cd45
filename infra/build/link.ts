import path from 'node:path';
import { build, type BuildOptions, type BuildResult, type OutputFile, type Plugin } from 'esbuild';
import { loadedAtStart } from './bundle-facts.ts';

/** What esbuild makes of one entry when it splits it into chunks, source maps inside; nothing of it is written. */
export type Split = BuildResult<{ write: false; metafile: true }>;

type Chunks = { readonly root: string; readonly index: string; readonly split: Split };

/** Our own code that several chunks share, up to so many bytes: cheaper to load at start than as one more file. */
const smallEnough = 1_000;

/**
 * Links the chunks of a split bundle into few files. esbuild makes a chunk of each set of modules that the same imports
 * reach, of which a cold start would open dozens. Here all that is loaded at start becomes `index.mjs` (the entry alone) and
 * `core.mjs` (everything else, small code that several chunks share included); what is imported on first use stays a chunk
 * of its own, which takes the rest from `core.mjs`. The entry stands apart because it awaits: a chunk that it waits for must
 * not wait for it.
 */
export async function link(chunks: Chunks, options: BuildOptions): Promise<OutputFile[]> {
  const core = coreOf(chunks);
  const exported = new Map(core.map((chunk, place) => [chunk, exportsOf(chunks, chunk, place)]));
  const { outputs } = chunks.split.metafile;
  const lazy = Object.keys(outputs).filter(
    (file) => outputs[file]?.entryPoint !== undefined && file !== chunks.index && !core.includes(file),
  );
  const everything = core.map((chunk) => reexport(exported.get(chunk) ?? [], chunk)).join('\n');
  const results = await Promise.all([
    run({
      entryPoints: { index: chunks.index },
      plugins: [linker(chunks, { exported, core: './core.mjs' })],
    }),
    run({ entryPoints: { core: virtualCore }, plugins: [linker(chunks, { everything })] }),
    run({
      entryPoints: Object.fromEntries(lazy.map((file) => [`chunks/${path.parse(file).name}`, file])),
      splitting: true,
      plugins: [linker(chunks, { exported, core: '../core.mjs', entries: new Set(lazy) })],
    }),
  ]);
  return results.flatMap(({ outputFiles }) => outputFiles);

  function run(own: BuildOptions) {
    return build({ ...options, splitting: false, ...own, write: false });
  }
}

/** Chunks that become the core, each after those that it imports. */
export function coreOf({ index, split: { metafile } }: Chunks): readonly string[] {
  const atStart = loadedAtStart(metafile, index);
  const small = new Set(
    Object.entries(metafile.outputs)
      .filter(([file, { entryPoint }]) => entryPoint === undefined && isSmallAndOurs(metafile, file))
      .map(([file]) => file),
  );
  const fit = [...small].filter((file) =>
    loadedAtStart(metafile, file).every((each) => small.has(each) || atStart.includes(each)),
  );
  const all = [...atStart, ...fit.flatMap((file) => loadedAtStart(metafile, file))];
  return [...new Set(all)].filter((file) => file !== index);
}

function isSmallAndOurs(metafile: Split['metafile'], file: string): boolean {
  const inputs = Object.entries(metafile.outputs[file]?.inputs ?? {});
  const bytes = inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return bytes <= smallEnough && inputs.every(([source]) => source.startsWith('functions/'));
}

type Export = readonly [name: string, inCore: string];

/** Names of a chunk with those that they have in the core, where all of them must differ. */
const exportsOf = ({ split }: Chunks, chunk: string, place: number): readonly Export[] =>
  (split.metafile.outputs[chunk]?.exports ?? []).map((name) => [name, `${name}_${place}`]);

const virtualCore = 'core';

const reexport = (names: readonly Export[], chunk: string): string =>
  `export { ${names.map(([name, inCore]) => `${name} as ${inCore}`).join(', ')} } from '/${chunk}';`;

type Linked = {
  /** Text of the core; absent when something else is built. */
  readonly everything?: string;
  /** What is taken from the core, and where the core then is. */
  readonly exported?: ReadonlyMap<string, readonly Export[]>;
  readonly core?: string;
  /** Chunks that are built together, and so import each other as they are. */
  readonly entries?: ReadonlySet<string>;
};

/** Lets esbuild read the chunks that it made before from memory, and take from the core what has become a part of it. */
const linker = ({ root, split }: Chunks, { everything, exported, core, entries }: Linked): Plugin => ({
  name: 'link',
  setup: (pass) => {
    const texts = new Map(
      split.outputFiles.map((file) => [path.relative(root, file.path).replaceAll('\\', '/'), file.text]),
    );
    const resolve = (from: string, asked: string) =>
      asked.startsWith('/') ? asked.slice(1) : path.posix.join(path.posix.dirname(from), asked);
    const fromCore = (file: string, text: string) =>
      text.replace(staticImport, (statement: string, names: string | undefined, asked: string) => {
        const inCore = exported?.get(resolve(file, asked));
        return inCore ? `import ${renamed(names ?? '', new Map(inCore))} from "${core ?? ''}";` : statement;
      });
    pass.onResolve({ filter: /.*/ }, ({ path: asked, importer, kind }) => {
      if (kind === 'entry-point') return { path: path.posix.normalize(asked), namespace: 'chunk' };
      const file = resolve(importer, asked);
      if (!texts.has(file)) return { path: asked, external: true };
      if (kind === 'dynamic-import' && !entries?.has(file))
        return { path: `./chunks/${path.posix.basename(file)}`, external: true };
      return { path: file, namespace: 'chunk' };
    });
    pass.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path: file }) => ({
      contents: file === virtualCore ? (everything ?? '') : fromCore(file, texts.get(file) ?? ''),
    }));
  },
});

/** As esbuild writes it, at the beginning of a line. */
const staticImport = /^import (?:\{([^}]*)\} from )?"([^"]+)";/gm;

/** The names that an import takes, as `{ name in the core as name in the chunk }`. */
function renamed(names: string, inCore: ReadonlyMap<string, string>): string {
  const taken = names
    .split(',')
    .map((each) => each.trim().split(' as '))
    .flatMap(([name = '', own = name]) => (name === '' ? [] : [`${inCore.get(name) ?? name} as ${own}`]));
  return `{ ${taken.join(', ')} }`;
}
