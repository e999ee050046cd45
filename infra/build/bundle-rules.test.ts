import { describe, expect, it } from 'vitest';
import { linkedFacts, loadedAtStart } from './bundle-facts.ts';
import { bundleFaults } from './bundle-rules.ts';

const facts = (inputs: readonly string[], staticInputs: readonly string[] = [], staticBytes = 1) => ({
  inputs,
  staticInputs,
  staticBytes,
  totalBytes: staticBytes,
});
const graphql = 'node_modules/graphql/language/parser.mjs';

describe('the rules of a bundle', () => {
  it('take one graphql-js as modules, and S3 and KMS on first use', () => {
    const s3 = 'node_modules/@aws-sdk/client-s3/dist-es/S3Client.js';
    expect(bundleFaults('graphql', facts([graphql, s3], [graphql]))).toEqual([]);
    expect(bundleFaults('graphql', facts([graphql, s3], [graphql, s3]))).toEqual([`loaded at start: ${s3}`]);
    expect(bundleFaults('accept-attachment', facts([s3], [s3]))).toEqual([]);
  });

  it.each([
    ['a second copy', [graphql, 'node_modules/x/node_modules/graphql/error/index.mjs']],
    ['CommonJS beside modules', [graphql, 'node_modules/graphql/index.js']],
    ['a second Apollo', ['node_modules/@apollo/server/dist/cjs/index.js']],
    ['a build tool', ['node_modules/aws-cdk-lib/index.js']],
  ])('refuse %s', (_name, inputs) => {
    expect(bundleFaults('graphql', facts(inputs))).toHaveLength(1);
  });

  it('hold the cold start of the API to its budget', () => {
    expect(bundleFaults('graphql', facts([], [], 1_200_001))).toHaveLength(1);
  });
});

describe('the facts of a bundle', () => {
  it('tell what loads at start from what loads on first use', () => {
    const output = (input: string, imports: readonly [string, 'import-statement' | 'dynamic-import'][]) => ({
      bytes: 1,
      inputs: { [input]: { bytesInOutput: 1 } },
      imports: imports.map(([path, kind]) => ({ path, kind })),
      exports: [],
    });
    const outputs = {
      'dist/a/index.mjs': output('a.ts', [
        ['dist/a/b.mjs', 'import-statement'],
        ['dist/a/c.mjs', 'dynamic-import'],
      ]),
      'dist/a/b.mjs': output('b.ts', [['dist/a/index.mjs', 'import-statement']]),
      'dist/a/c.mjs': output('c.ts', []),
    };
    const metafile = { inputs: {}, outputs };
    const atStart = loadedAtStart(metafile, 'dist/a/index.mjs');
    expect(atStart).toEqual(['dist/a/b.mjs', 'dist/a/index.mjs']);
    const file = (path: string, bytes: number) => ({ path, contents: new Uint8Array(bytes) });
    const linked = [
      file('/x/dist/a/index.mjs', 10),
      file('/x/dist/a/core.mjs', 20),
      file('/x/dist/a/core.mjs.map', 1_000),
      file('/x/dist/a/chunks/c.mjs', 40),
    ];
    expect(linkedFacts(metafile, atStart, linked)).toEqual({
      totalBytes: 70,
      staticBytes: 30,
      inputs: ['a.ts', 'b.ts', 'c.ts'],
      staticInputs: ['b.ts', 'a.ts'],
    });
  });
});
