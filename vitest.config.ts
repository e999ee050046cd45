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

const engine = 'test/support/global-setup.ts';

export default defineConfig({
  test: {
    // Left to itself vitest keeps one core idle, which on two is half of them.
    maxWorkers: 2,
    // Few projects: each transforms and loads for itself all that its files have in common.
    projects: [
      project('unit', [
        'functions/**/*.test.ts',
        'infra/**/*.test.ts',
        'test/infra/**/*.test.ts',
        'test/contract/**/*.test.ts',
      ]),
      project('engine', ['test/{store,api,streams}/**/*.test.ts'], { globalSetup: [engine] }),
      project('local', ['test/local/**/*.test.ts'], { globalSetup: [engine, 'test/support/bundles.ts'] }),
    ],
  },
});
