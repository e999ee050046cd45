import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startEngine } from '../../infra/local/dynamodb-engine.ts';
import { startKms } from '../../infra/local/kms.ts';
import { localTableDefinitions, type TableDefinition } from '../../infra/local/tables.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    dynamodb: string;
    kms: string;
    tables: readonly TableDefinition[];
  }
}

/** One engine for the whole run; every test file creates tables of its own in it, as the template defines them. */
export default async function setup(project: TestProject) {
  const engine = await startEngine();
  project.provide('dynamodb', engine.endpoint);
  project.provide('tables', localTableDefinitions());
  const folder = await mkdtemp(join(tmpdir(), 'thidua-kms-'));
  const kms = await startKms(folder, {
    'id-numbers': 'SYMMETRIC_DEFAULT',
    'id-numbers-mac': 'HMAC_256',
    ballots: 'SYMMETRIC_DEFAULT',
    complaints: 'SYMMETRIC_DEFAULT',
    certificates: 'ECC_NIST_P256',
  });
  project.provide('kms', kms.endpoint);
  return async () => {
    engine.stop();
    await kms.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
