import type { Plugin } from 'esbuild';

const asModule = { asModule: true };

/**
 * `@as-integrations/aws-lambda` is CommonJS and would bring a second, CommonJS copy of Apollo Server (350 kB, of which it
 * needs one class); it gets the copy that we import.
 */
export const oneApollo: Plugin = {
  name: 'one-apollo',
  setup: (build) => {
    build.onResolve({ filter: /^@apollo\/server$/ }, ({ path, resolveDir, pluginData }) =>
      pluginData === asModule
        ? undefined
        : build.resolve(path, { kind: 'import-statement', resolveDir, pluginData: asModule }),
    );
  },
};
