import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inGroups } from '../../functions/kernel/in-groups.ts';
import { entries, type Entry } from '../entries.ts';
import type { BundleFacts } from './bundle-facts.ts';
import { bundleFunction } from './bundle-function.ts';
import { bundleFaults } from './bundle-rules.ts';

const stamp = 'dist/sources.sha256';

/** Builds every function, types of the schema first; throws when the law's books or a bundle break a rule. */
export async function bundleAll(root: string): Promise<ReadonlyMap<Entry, BundleFacts>> {
  await Promise.all([generate(root), checkLaw(), checkEntries(root)]);
  // esbuild takes all cores for one; two at a time are faster, all at once slower.
  const built: (readonly [Entry, BundleFacts])[] = [];
  await inGroups(entries, 2, async (entry) => {
    built.push([entry, await bundleFunction(root, entry)]);
  });
  const faults = built.flatMap(([entry, facts]) =>
    bundleFaults(entry, facts).map((fault) => `${entry}: ${fault}`),
  );
  if (faults.length > 0) throw new Error(`the bundles are not fit to deploy:\n${faults.join('\n')}`);
  await writeFile(path.join(root, stamp), await fingerprint(root));
  return new Map(built);
}

/** Builds what is missing or older than its sources, so that `cdk synth` and `cdk deploy` need no step before them. */
export async function ensureBundles(root: string): Promise<void> {
  const built = await readFile(path.join(root, stamp), 'utf8').catch(() => '');
  if (built !== (await fingerprint(root))) await bundleAll(root);
}

async function generate(root: string): Promise<void> {
  const codegen = path.join(root, 'node_modules/@graphql-codegen/cli/esm/bin.js');
  await promisify(execFile)(process.execPath, [codegen, '--errors-only'], { cwd: root });
}

/** What is deployed decides by these books: those with a gap, or a rule without its source, are not built. */
async function checkLaw(): Promise<void> {
  // Loaded only when something is built: every start asks whether anything has to be.
  const { lawBooks, lawReport } = await import('../law/report.ts');
  const { problems } = lawReport(await lawBooks());
  if (problems.length > 0) throw new Error(`the books of law are not fit to deploy:\n${problems.join('\n')}`);
}

async function checkEntries(root: string): Promise<void> {
  const files = await readdir(path.join(root, 'functions/entry'));
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
  const listed: readonly string[] = entries;
  const unlisted = sources.filter((name) => !listed.includes(name));
  const missing = listed.filter((name) => !sources.includes(name));
  if (unlisted.length + missing.length > 0)
    throw new Error(`infra/entries.ts and functions/entry differ in ${[...unlisted, ...missing].join(', ')}`);
}

/** Hash of all that decides a bundle: sources, schema, the build itself and the versions of packages. */
async function fingerprint(root: string): Promise<string> {
  const folders = await Promise.all(
    ['functions', 'schema', 'infra/build'].map((folder) => filesIn(root, folder)),
  );
  const hash = createHash('sha256');
  for (const file of [...folders.flat().sort(), 'codegen.yml', 'infra/entries.ts', 'package-lock.json'])
    hash.update(`${file}\n`).update(await readFile(path.join(root, file)));
  return hash.digest('hex');
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  const all = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  return all
    .filter((file) => file.isFile() && !file.name.endsWith('.test.ts'))
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('functions/generated/'));
}
