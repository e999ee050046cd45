/** Events after which something is to be done for an import. */
export const importCalls: ReadonlySet<string> = new Set([
  'ImportStarted',
  'ImportRechecked',
  'ImportCommitRequested',
  'ImportAbandoned',
  'ImportConflicted',
]);
