import { Duration, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ExportsEnv } from '../../functions/exports/env.ts';
import type { ImportsEnv } from '../../functions/records/import/env.ts';
import { onFiles, readRecords, readViews, withKey, writeRecords } from '../grants.ts';
import { bucketName, exportName, tableName, viewTableName } from '../names.ts';
import { QueueWorker } from './queue-worker.ts';
import type { ServiceProps } from './service-function.ts';

const timeout = Duration.minutes(10);

/** Lists of thousands of rows are read and committed by a function of their own, which nothing else waits for. */
export function runImports(scope: Construct, props: ServiceProps): QueueWorker {
  const { stage } = props.config;
  const key = (name: 'id-key' | 'id-mac-key' | 'files-key') => Fn.importValue(exportName(stage, name));
  const environment: ImportsEnv = {
    TABLE_NAME: tableName(stage),
    ATTACHMENTS_BUCKET: bucketName(stage),
    ID_KEY_ID: key('id-key'),
    ID_MAC_KEY_ID: key('id-mac-key'),
  };
  return new QueueWorker(scope, 'RunImports', {
    ...props,
    entry: 'run-imports',
    environment,
    timeout,
    memorySize: 2048,
    late: {
      runbook: 'queue-behind',
      after: Duration.minutes(20),
      says: 'An import has waited twenty minutes to be read or committed.',
    },
    may: [
      readRecords(scope, stage),
      writeRecords(scope, stage),
      onFiles(scope, stage, 'files', { sid: 'ReadLists', actions: ['s3:GetObject'] }),
      withKey('OpenLists', ['kms:Decrypt'], key('files-key')),
      withKey('IdFingerprints', ['kms:GenerateMac'], key('id-mac-key')),
    ],
  });
}

/** Lists are written to files by a function that reads as the person who asked, and holds no key to anything sealed. */
export function runExports(scope: Construct, props: ServiceProps): QueueWorker {
  const { stage } = props.config;
  const filesKey = Fn.importValue(exportName(stage, 'files-key'));
  const environment: ExportsEnv = {
    TABLE_NAME: tableName(stage),
    VIEW_TABLE_NAME: viewTableName(stage),
    ATTACHMENTS_BUCKET: bucketName(stage),
  };
  return new QueueWorker(scope, 'RunExports', {
    ...props,
    entry: 'run-exports',
    environment,
    timeout,
    memorySize: 1769,
    late: {
      runbook: 'queue-behind',
      after: Duration.minutes(20),
      says: 'An export has waited twenty minutes to be written.',
    },
    may: [
      readRecords(scope, stage),
      writeRecords(scope, stage),
      readViews(scope, stage),
      onFiles(scope, stage, 'exports', { sid: 'KeepExports', actions: ['s3:PutObject'] }),
      withKey('SealExports', ['kms:GenerateDataKey'], filesKey),
    ],
  });
}
