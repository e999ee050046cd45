import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const project = (
  name: string,
  include: readonly string[],
  more: TestProjectInlineConfiguration['test'] = {},
) => ({
  // Two copies of `graphql` would make schemas "from another realm".
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    name,
    include: [...include],
    // Loading the server or CDK anew for every file takes longer than most files run; state is in what each file makes.
    isolate: false,
    // What takes a second here takes a minute on a laptop that does other work.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    ...more,
  },
});

/** Tests of what is deployed, which has to be built before. */
const built = 'test/local/{start,year}.test.ts';

export default defineConfig({
  test: {
    // Left to itself vitest keeps one core idle, which on two is half of them.
    maxWorkers: 2,
    // Few projects: each transforms and loads for itself all that its files have in common.
    projects: [
      project('tests', ['{functions,infra,test}/**/*.test.ts'], {
        globalSetup: ['test/support/global-setup.ts'],
        exclude: [built],
      }),
      project('built', [built], { globalSetup: ['test/support/global-setup.ts', 'test/support/bundles.ts'] }),
    ],
  },
});
