import { App, Duration, Stack } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  EventSourceMapping,
  FilterCriteria,
  Function,
  Runtime,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'thidua-'));

/** A folder with one bundle in it, as the build would leave it. */
export function bundleOf(source: string): string {
  const folder = join(tempFolder(), 'bundle');
  mkdirSync(folder);
  writeFileSync(join(folder, 'index.mjs'), source);
  return folder;
}

/** A small app of two stacks that uses each way in which ours wires functions; returns its assembly's folder. */
export function synthSmallApp(source: string, change?: (fn: Function) => void): string {
  const app = new App({ outdir: join(tempFolder(), 'assembly'), builtinCloudFormationValidation: false });
  const data = new Stack(app, 'Data');
  const table = new TableV2(data, 'Records', {
    tableName: 'small-records',
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    dynamoStream: StreamViewType.NEW_IMAGE,
  });
  const bucket = new Bucket(data, 'Files', {
    versioned: true,
    cors: [{ allowedMethods: [HttpMethods.POST], allowedOrigins: ['https://example.vn'] }],
  });
  const key = new Key(data, 'Key', { keySpec: KeySpec.HMAC_256, keyUsage: KeyUsage.GENERATE_VERIFY_MAC });
  const api = new Stack(app, 'Api');
  const fn = new Function(api, 'Fn', {
    functionName: 'small-fn',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(bundleOf(source)),
    timeout: Duration.seconds(7),
    memorySize: 512,
    environment: {
      TABLE: table.tableName,
      TABLE_ARN: table.tableArn,
      BUCKET: bucket.bucketName,
      KEY: key.keyId,
      PLAIN: 'as it is',
      PLACE: `${api.region}/${bucket.bucketName}/x`,
    },
  });
  change?.(fn);
  const http = new HttpApi(api, 'Http', {
    corsPreflight: { allowOrigins: ['https://example.vn'], allowMethods: [CorsHttpMethod.POST] },
  });
  http.addRoutes({
    path: '/graphql',
    methods: [HttpMethod.GET, HttpMethod.POST],
    integration: new HttpLambdaIntegration('Integration', fn),
  });
  new EventSourceMapping(api, 'Mapping', {
    target: fn,
    ...(table.tableStreamArn && { eventSourceArn: table.tableStreamArn }),
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 10,
    retryAttempts: 3,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    onFailure: new SqsDlq(new Queue(api, 'Dead')),
    filters: [FilterCriteria.filter({ eventName: ['INSERT'] })],
  });
  const work = new Queue(api, 'Work', {
    queueName: 'small-work',
    deadLetterQueue: { queue: new Queue(api, 'Undone'), maxReceiveCount: 4 },
  });
  new EventSourceMapping(api, 'Worker', { target: fn, eventSourceArn: work.queueArn, batchSize: 1 });
  new Rule(api, 'Created', {
    eventPattern: { source: ['aws.s3'], detail: { bucket: { name: [bucket.bucketName] } } },
    targets: [new LambdaFunction(fn)],
  });
  new Schedule(api, 'Tick', {
    schedule: ScheduleExpression.rate(Duration.minutes(15)),
    target: new LambdaInvoke(fn),
  });
  return app.synth().directory;
}
