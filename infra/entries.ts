/** Every function that is deployed: one file in `functions/entry`, one folder in `dist`, one Lambda. */
export const entries = [
  'graphql',
  'open-data',
  'record-audit',
  'follow-events',
  'run-imports',
  'run-exports',
  'accept-attachment',
  'record-scan',
  'expire-uploads',
  'walk-deadlines',
  'send-mails',
  'keep-ballots',
  'deliver-webhooks',
  'keep-statistics',
] as const;

export type Entry = (typeof entries)[number];

/** Where a function's bundle lies, from the root of the repository. */
export const bundleFolder = (entry: Entry): string => `dist/${entry}`;

/** What Lambda calls in it. */
export const bundleHandler = 'index.handler';
