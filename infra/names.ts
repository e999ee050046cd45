import { Aws } from 'aws-cdk-lib';
import type { Stage } from './config.ts';
import type { Entry } from './entries.ts';

/*
 * Physical names, so that stacks share names and no tokens: a stack can then be changed or replaced without first
 * untying another from it. What AWS names (a stream, a key, a pool) crosses by an export with a name of ours.
 */

export const stackName = (stage: Stage, part: string): string => `thidua-${stage}-${part}`;

export const tableName = (stage: Stage): string => `thidua-${stage}-records`;

export const auditTableName = (stage: Stage): string => `thidua-${stage}-audit`;

/** What is derived from events: the index of search, and statistics. */
export const viewTableName = (stage: Stage): string => `thidua-${stage}-views`;

/** The ballot box: sealed ballots and wrapped keys, and nothing else. */
export const boxTableName = (stage: Stage): string => `thidua-${stage}-ballot-box`;

export const functionName = (stage: Stage, entry: Entry): string => `thidua-${stage}-${entry}`;

export const queueName = (stage: Stage, entry: Entry): string => `thidua-${stage}-${entry}.fifo`;

export const topicName = (stage: Stage): string => `thidua-${stage}-alarms`;

/** The role that reads new files for GuardDuty. */
export const scannerRoleName = (stage: Stage): string => `thidua-${stage}-malware-scanner`;

/** Bucket names are shared by the whole world; a laptop's are not. */
export const bucketName = (stage: Stage): string =>
  stage === 'local'
    ? 'thidua-local-attachments'
    : `thidua-${stage}-attachments-${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** Prefix of the sign-in page's address, unique in a region. */
export const signInPrefix = (stage: Stage): string => `thidua-${stage}-${Aws.ACCOUNT_ID}`;

export type Export =
  | 'records-stream'
  | 'id-key'
  | 'id-mac-key'
  | 'complaint-key'
  | 'ballot-key'
  | 'certificate-key'
  | 'files-key'
  | 'user-pool'
  | 'user-pool-client';

export const exportName = (stage: Stage, name: Export): string => `thidua-${stage}-${name}`;
