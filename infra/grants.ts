import { Arn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from './config.ts';
import { auditTableName, boxTableName, bucketName, tableName, viewTableName } from './names.ts';
import { permission, type Permission } from './permission.ts';

/* Each names its actions one by one; no role may scan the records, and none may change the audit copy. */

const tableArn = (scope: Construct, name: string): string =>
  Arn.format({ service: 'dynamodb', resource: 'table', resourceName: name }, Stack.of(scope));

export const bucketArn = (scope: Construct, stage: Stage): string =>
  Arn.format({ service: 's3', region: '', account: '', resource: bucketName(stage) }, Stack.of(scope));

/** Reads records by their keys, and lists by the table's and the indexes' keys. */
export const readRecords = (scope: Construct, stage: Stage): Permission =>
  reads(scope, 'ReadRecords', tableName(stage), ['gsi1', 'gsi2', 'gsi3', 'gsi4']);

/** Takes part in transactions: DynamoDB asks for the permission of each action inside. */
export const writeRecords = (scope: Construct, stage: Stage): Permission =>
  permission({
    sid: 'WriteRecords',
    actions: ['dynamodb:ConditionCheckItem', ...changes],
    resources: [tableArn(scope, tableName(stage))],
  });

/** Finds and counts. */
export const readViews = (scope: Construct, stage: Stage): Permission =>
  reads(scope, 'ReadViews', viewTableName(stage), ['gsi1', 'gsi2', 'gsi3']);

/** Keeps the index of search and the statistics. */
export const keepViews = (scope: Construct, stage: Stage): readonly Permission[] => [
  readViews(scope, stage),
  permission({ sid: 'WriteViews', actions: changes, resources: [tableArn(scope, viewTableName(stage))] }),
];

/** Writes outside of transactions, for what one function builds alone and can build again. */
export const buildViews = (scope: Construct, stage: Stage): Permission =>
  permission({
    sid: 'BuildViews',
    actions: ['dynamodb:BatchWriteItem'],
    resources: [tableArn(scope, viewTableName(stage))],
  });

const changes = ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];

function reads(scope: Construct, sid: string, name: string, indexes: readonly string[]): Permission {
  const table = tableArn(scope, name);
  return permission({
    sid,
    actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
    resources: [table, ...indexes.map((index) => `${table}/index/${index}`)],
  });
}

export const appendAudit = (scope: Construct, stage: Stage): Permission =>
  permission({
    sid: 'AppendAudit',
    actions: ['dynamodb:PutItem'],
    resources: [tableArn(scope, auditTableName(stage))],
  });

/** Reads all events there are, to build what is counted from them anew. */
export const walkAudit = (scope: Construct, stage: Stage): Permission =>
  permission({
    sid: 'WalkAudit',
    actions: ['dynamodb:Scan'],
    resources: [tableArn(scope, auditTableName(stage))],
  });

export const followRecords = (scope: Construct, stage: Stage, streamArn: string): readonly Permission[] => [
  permission({
    sid: 'FollowRecords',
    actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    resources: [streamArn],
  }),
  permission(
    {
      sid: 'FindStream',
      actions: ['dynamodb:ListStreams'],
      resources: [`${tableArn(scope, tableName(stage))}/stream/*`],
    },
    'Lambda lists the streams of this one table, which has one, before it follows it.',
  ),
];

const onBox = (
  scope: Construct,
  stage: Stage,
  sid: string,
  { actions, keys }: { readonly actions: readonly string[]; readonly keys: readonly string[] },
): Permission =>
  permission({
    sid,
    actions,
    resources: [tableArn(scope, boxTableName(stage))],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  });

/** The API's part in a ballot: it reads what signs papers and puts ballots in, and can read none that is in. */
export const castBallots = (scope: Construct, stage: Stage): readonly Permission[] => [
  onBox(scope, stage, 'SignPapers', { actions: ['dynamodb:BatchGetItem'], keys: ['SHEET#*', 'SIGN#*'] }),
  onBox(scope, stage, 'BoxIsOpen', { actions: ['dynamodb:ConditionCheckItem'], keys: ['SHEET#*'] }),
  onBox(scope, stage, 'DropBallots', { actions: ['dynamodb:PutItem'], keys: ['BOX#*'] }),
];

/** The counting function's part: all of the box, and of the records the ballots, but not the roll of who took a paper. */
export const countBallots = (scope: Construct, stage: Stage): readonly Permission[] => [
  permission({
    sid: 'KeepBox',
    actions: [
      'dynamodb:BatchGetItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
    ],
    resources: [tableArn(scope, boxTableName(stage))],
  }),
  permission({
    sid: 'CountBallots',
    actions: ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:PutItem', 'dynamodb:Query'],
    resources: [tableArn(scope, tableName(stage))],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BAL#*'] } },
  }),
];

/** A private key of a ballot is given back only for the purpose that it was wrapped for. */
export const unwrapBallotKeys = (purpose: 'sign' | 'open', keyArn: string): Permission =>
  permission({
    sid: purpose === 'sign' ? 'UnwrapSigningKeys' : 'UnwrapOpeningKeys',
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: { StringEquals: { 'kms:EncryptionContext:purpose': `ballot-${purpose}` } },
  });

/** Hands long work on to those who do it. */
export const handOn = (queueArns: readonly string[]): Permission =>
  permission({ sid: 'HandOn', actions: ['sqs:SendMessage'], resources: queueArns });

/** Takes work from its own queue, as Lambda does for it. */
export const takeWork = (queueArn: string): Permission =>
  permission({
    sid: 'TakeWork',
    actions: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    resources: [queueArn],
  });

/** Hands what it could not do to a queue of dead letters. */
export const putAside = (queueArn: string): Permission =>
  permission({ sid: 'PutAside', actions: ['sqs:SendMessage'], resources: [queueArn] });

/** Where forms write, where clean files are kept, and where exports wait for a day. */
export type FilePrefix = 'incoming' | 'files' | 'exports';

/** Actions on the files of one prefix. */
export const onFiles = (
  scope: Construct,
  stage: Stage,
  prefix: FilePrefix,
  { sid, actions }: { readonly sid: string; readonly actions: readonly string[] },
): Permission =>
  permission(
    { sid, actions, resources: [`${bucketArn(scope, stage)}/${prefix}/*`] },
    'The key of a file is the id of its record, which is made when somebody asks for it.',
  );

/** To those who cannot list a bucket, S3 answers for an object that is gone as for a forbidden one. */
export const tellWhatIsGone = (scope: Construct, stage: Stage): Permission =>
  permission({
    sid: 'TellWhatIsGone',
    actions: ['s3:ListBucket', 's3:ListBucketVersions'],
    resources: [bucketArn(scope, stage)],
  });

/** Sends from one verified identity: an address or its domain, whichever SES knows. */
export const sendMail = (scope: Construct, from: string): Permission =>
  permission({
    sid: 'SendMail',
    actions: ['ses:SendEmail'],
    resources: [from, from.slice(from.indexOf('@') + 1)].map((resourceName) =>
      Arn.format({ service: 'ses', resource: 'identity', resourceName }, Stack.of(scope)),
    ),
  });

export const withKey = (sid: string, actions: readonly string[], keyArn: string): Permission =>
  permission({ sid, actions, resources: [keyArn] });
