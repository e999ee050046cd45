import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { bundleFolder, type Entry } from '../entries.ts';
import { oneApollo } from './one-apollo.ts';
import { bundleFacts, type BundleFacts } from './bundle-facts.ts';

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
  const { outputFiles, metafile } = await build(bundleOptions(root, `functions/entry/${entry}.ts`, folder));
  await rm(folder, { recursive: true, force: true });
  for (const file of outputFiles) await write(target(root, folder, entry, file.path), file.contents);
  return bundleFacts(metafile, `${bundleFolder(entry)}/index.mjs`);
}

/** Settings that turn one source file into `<folder>/index.mjs`; nothing is written. */
export const bundleOptions = (root: string, source: string, folder: string) =>
  ({
    absWorkingDir: root,
    entryPoints: { index: source },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    charset: 'ascii',
    sourcemap: 'external',
    alias: { '@graphql-tools/schema': './infra/build/no-schema-tools.ts' },
    plugins: [oneApollo],
    banner: { js: requireBanner },
    metafile: true,
    write: false,
    logLevel: 'warning',
  }) satisfies BuildOptions;

const target = (root: string, folder: string, entry: Entry, file: string): string =>
  file.endsWith('.map') ? path.join(root, 'dist/maps', entry, path.relative(folder, file)) : file;

async function write(file: string, contents: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, contents);
}
