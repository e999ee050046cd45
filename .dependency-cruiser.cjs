const slices = '^functions/(?!kernel/|app/|entry/|generated/)';
const store = '\\.(store|items)\\.ts$';
const resolvers = '\\.resolvers\\.ts$';

/** The layers inside a slice, told by file suffix. See docs/adr/0003-slices-and-import-rules.md. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: 'generated' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-knows-no-slice',
      severity: 'error',
      from: { path: '^functions/kernel/' },
      to: { path: '^functions/(?!kernel/)' },
    },
    {
      name: 'slices-know-no-app',
      severity: 'error',
      from: { path: slices },
      to: { path: '^functions/(app|entry)/' },
    },
    {
      name: 'aws-only-at-the-edge',
      comment: 'Domain, use cases and resolvers never see the SDK.',
      severity: 'error',
      from: { path: slices, pathNot: [store, '\\.aws\\.ts$', '\\.test\\.ts$'] },
      to: { path: 'node_modules/@aws-sdk' },
    },
    {
      name: 'graphql-only-in-resolvers',
      severity: 'error',
      from: { path: slices, pathNot: resolvers },
      to: { path: ['functions/generated/', 'node_modules/graphql/'] },
    },
    {
      name: 'stores-know-no-use-case',
      severity: 'error',
      from: { path: store },
      to: { path: [resolvers, 'kernel/mutate\\.ts$'] },
    },
    {
      name: 'domain-knows-no-store',
      comment: 'Rules stay pure: nothing of the table but types.',
      severity: 'error',
      from: { path: '\\.(policy|events)\\.ts$' },
      to: { path: [store, 'kernel/table/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'functions-know-no-infra',
      severity: 'error',
      from: { path: '^functions/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(infra|test)/' },
    },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      from: { path: '^functions/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'recount-stands-alone',
      comment: 'Who checks a count trusts nothing of what counted.',
      severity: 'error',
      from: { path: '^recount/' },
      to: { pathNot: ['^recount/', '^(node:)?(crypto|fs)$'] },
    },
    {
      name: 'ballots-on-the-device',
      comment: 'The member’s side runs in a browser and brings nothing of the server along.',
      severity: 'error',
      from: { path: '^functions/ballots/client/', pathNot: '\\.test\\.ts$' },
      to: {
        pathNot: ['^functions/ballots/client/', 'node_modules/@(hpke|cloudflare)/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^functions/', pathNot: ['\\.test\\.ts$', '\\.json$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
