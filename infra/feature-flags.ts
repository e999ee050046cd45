import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The feature flags of cdk.json, for an app that is synthesised without the CDK's command line. */
export const featureFlags = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'))).context;
