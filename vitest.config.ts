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

const onEngine = (name: string, ...more: readonly string[]) =>
  project(name, [`test/${name}/**/*.test.ts`], {
    globalSetup: ['test/support/global-setup.ts', ...more],
  });

export default defineConfig({
  test: {
    // Left to itself vitest keeps one core idle, which on two is half of them.
    maxWorkers: 2,
    projects: [
      project('unit', ['functions/**/*.test.ts', 'infra/**/*.test.ts']),
      onEngine('store'),
      onEngine('api'),
      onEngine('streams'),
      onEngine('local', 'test/support/bundles.ts'),
      project('infra', ['test/infra/**/*.test.ts']),
      project('contract', ['test/contract/**/*.test.ts']),
    ],
  },
});
