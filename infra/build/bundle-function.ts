import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { bundleFolder, type Entry } from '../entries.ts';
import { jsonText } from './json-text.ts';
import { oneApollo } from './one-apollo.ts';
import { linkedFacts, type BundleFacts } from './bundle-facts.ts';
import { coreOf, link } from './link.ts';

/** CommonJS packages inside an ES module still ask for `require`. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * Bundles one function into its own folder, the SDK included: faster to load than the one Lambda carries, and of a known
 * version. Code splitting keeps what is imported on first use out of a cold start. Source maps go to `dist/maps`, to read a
 * stack trace by, and are not deployed.
 */
export async function bundleFunction(root: string, entry: Entry): Promise<BundleFacts> {
  const folder = path.join(root, bundleFolder(entry));
  const { outputFiles, facts } = await bundleSource(root, `functions/entry/${entry}.ts`, folder);
  await rm(folder, { recursive: true, force: true });
  for (const file of outputFiles) await write(target(root, folder, entry, file.path), file.contents);
  return facts;
}

/** Turns one source file into `<folder>/index.mjs` and what it loads; nothing is written. */
export async function bundleSource(root: string, source: string, folder: string) {
  const split = await build({
    ...common(root, folder),
    entryPoints: { index: source },
    splitting: true,
    target: 'node20',
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    alias: { '@graphql-tools/schema': './infra/build/no-schema-tools.ts' },
    plugins: [oneApollo, jsonText],
    metafile: true,
    write: false,
  });
  const index = path.relative(root, path.join(folder, 'index.mjs')).replaceAll('\\', '/');
  const chunks = { root, index, split };
  const outputFiles = await link(chunks, {
    ...common(root, folder),
    minify: true,
    sourcemap: 'external',
    banner: { js: requireBanner },
  });
  return { outputFiles, facts: linkedFacts(split.metafile, [index, ...coreOf(chunks)], outputFiles) };
}

const common = (root: string, folder: string) =>
  ({
    absWorkingDir: root,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    format: 'esm',
    platform: 'node',
    legalComments: 'none',
    charset: 'ascii',
    logLevel: 'warning',
    // A map names files and lines of this repository; to carry the text of all packages would double the time of a build.
    sourcesContent: false,
  }) satisfies BuildOptions;

const target = (root: string, folder: string, entry: Entry, file: string): string =>
  file.endsWith('.map') ? path.join(root, 'dist/maps', entry, path.relative(folder, file)) : file;

async function write(file: string, contents: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, contents);
}
