import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bundleSource } from './bundle-function.ts';

const long = 'x'.repeat(20_000);

/** An entry that awaits a chunk while it starts, and chunks that share modules with it and with each other. */
const sources = {
  'functions/entry/one.ts': `
    import { count } from '../counting.ts';
    import list from '../data/list.json' with { type: 'json' };
    import record from '../data/record.json' with { type: 'json' };
    const first = (await import('../at-start.ts')).begin();
    export const handler = async () => [first, count(), (await import('../a.ts')).a(), (await import('../b.ts')).b(), (await import('../c.ts')).c(),
      list.map((each) => each.n), Array.isArray(list), [...list].length, { ...record }, 'a' in record, JSON.stringify([list, record])];`,
  'functions/data/list.json': '[{ "n": 1 }, { "n": 2 }]',
  'functions/data/record.json': '{ "a": { "b": "Đ" } }',
  'functions/at-start.ts': `import { count } from './counting.ts'; export const begin = () => count();`,
  'functions/counting.ts': `let calls = 0; export const count = () => (calls += 1);`,
  'functions/a.ts': `import { count as plus } from './counting.ts'; import { small } from './small.ts'; import { large } from './large.ts';
    export const a = () => [plus(), small, large.length];`,
  'functions/b.ts': `import { small } from './small.ts'; import { large } from './large.ts';
    export const b = () => [small, large.length];`,
  'functions/c.ts': `import { small } from './small.ts'; export const c = () => small;`,
  'functions/small.ts': `export const small = ['very', 'small'].join(' ');`,
  'functions/large.ts': `export const large = [...'${long}'].filter((c) => c === 'x');`,
};

describe('a linked bundle', () => {
  let root: string;
  let files: readonly { readonly path: string; readonly text: string }[];
  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'link-'));
    const folder = path.join(root, 'dist/one');
    for (const name of ['functions/entry', 'functions/data', 'dist/one/chunks'])
      await mkdir(path.join(root, name), { recursive: true });
    for (const [name, text] of Object.entries(sources)) await writeFile(path.join(root, name), text);
    const { outputFiles } = await bundleSource(root, 'functions/entry/one.ts', folder);
    for (const file of outputFiles) await writeFile(file.path, file.contents);
    files = outputFiles
      .filter((file) => !file.path.endsWith('.map'))
      .map(({ path: name, text }) => ({ path: path.relative(folder, name), text }));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const textOf = (name: string) => files.find((file) => file.path === name)?.text ?? '';

  it('runs as its sources do, each module once', async () => {
    const loaded: unknown = await import(pathToFileURL(path.join(root, 'dist/one/index.mjs')).href);
    const { handler } = z.object({ handler: z.custom<() => Promise<unknown>>() }).parse(loaded);
    expect(await handler()).toEqual([
      1,
      2,
      [3, 'very small', long.length],
      ['very small', long.length],
      'very small',
      [1, 2],
      true,
      2,
      { a: { b: 'Đ' } },
      true,
      '[[{"n":1},{"n":2}],{"a":{"b":"Đ"}}]',
    ]);
  });

  it('starts from two files, small shared code among them, large code not', () => {
    const atStart = textOf('index.mjs') + textOf('core.mjs');
    expect(atStart).toContain('"very"');
    expect(atStart).not.toContain(long);
    expect(files.filter((file) => file.text.includes(long))).toHaveLength(1);
  });

  it('has a chunk for each import on first use, and one for what is large and shared', () => {
    expect(files.map((file) => file.path.replace(/-[^-]+\.mjs$/, '')).sort()).toEqual([
      'chunks/a',
      'chunks/at-start',
      'chunks/b',
      'chunks/c',
      'chunks/chunk',
      'core.mjs',
      'index.mjs',
    ]);
  });
});
