import { defineConfig } from 'vitest/config';

/** Measurements, apart from the tests: nothing here fails by being slow. */
export default defineConfig({
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/bench/**/*.bench.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 900_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
