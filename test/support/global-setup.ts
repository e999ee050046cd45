import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startEngine } from '../../infra/local/dynamodb-engine.ts';
import { localTableDefinitions, type TableDefinition } from '../../infra/local/tables.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    dynamodb: string;
    tables: readonly TableDefinition[];
  }
}

/** One engine for the whole run; every test file creates tables of its own in it, as the template defines them. */
export default async function setup(project: TestProject) {
  const engine = await startEngine();
  project.provide('dynamodb', engine.endpoint);
  project.provide('tables', localTableDefinitions());
  return () => engine.stop();
}
