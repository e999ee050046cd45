import { z } from 'zod';

/** One deployment of thidua. Only this file knows how stages differ. */
export const stageSchema = z.enum(['dev', 'staging', 'prod', 'local']);
export type Stage = z.output<typeof stageSchema>;

export type Config = {
  readonly stage: Stage;
  /** Keeps data when a stack is deleted, and refuses to delete it. */
  readonly keepData: boolean;
};

export const configOf = (stage: Stage): Config => ({
  stage,
  keepData: stage === 'prod' || stage === 'staging',
});

/** Physical names, so that stacks share names and no tokens. */
export const tableName = (stage: Stage): string => `thidua-${stage}-records`;

export const auditTableName = (stage: Stage): string => `thidua-${stage}-audit`;
