import { defineConfig } from 'vitest/config';

/** Two copies of `graphql` would make schemas "from another realm". */
const alias = { graphql: 'graphql/index.js' };

const onEngine = (name: string, ...more: readonly string[]) => ({
  resolve: { alias },
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    globalSetup: ['test/support/global-setup.ts', ...more],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    // Left to itself vitest keeps one core idle, which on two is half of them.
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['functions/**/*.test.ts', 'infra/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      onEngine('store'),
      onEngine('api'),
      onEngine('streams'),
      onEngine('local', 'test/support/bundles.ts'),
      {
        resolve: { alias },
        test: {
          name: 'infra',
          include: ['test/infra/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'contract', include: ['test/contract/**/*.test.ts'], testTimeout: 60_000 },
      },
    ],
  },
});
