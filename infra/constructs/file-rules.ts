import { Duration } from 'aws-cdk-lib';
import { Rule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Config } from '../config.ts';
import { bucketName } from '../names.ts';
import type { EventFunction } from './event-function.ts';

/** A file has arrived under `incoming/`. */
export function onArrival(target: EventFunction, { stage }: Config): void {
  rule(target, {
    source: ['aws.s3'],
    detailType: ['Object Created'],
    detail: { bucket: { name: [bucketName(stage)] }, object: { key: [{ prefix: 'incoming/' }] } },
  });
}

/** GuardDuty has looked at a file, whatever it found. */
export function onVerdict(target: EventFunction, { stage }: Config): void {
  rule(target, {
    source: ['aws.guardduty'],
    detailType: ['GuardDuty Malware Protection Object Scan Result'],
    detail: { s3ObjectDetails: { bucketName: [bucketName(stage)], objectKey: [{ prefix: 'incoming/' }] } },
  });
}

function rule(target: EventFunction, eventPattern: EventPattern): void {
  new Rule(target, 'Rule', {
    eventPattern,
    targets: [
      new LambdaFunction(target.function.lambda, {
        deadLetterQueue: target.deadLetters,
        retryAttempts: 24,
        maxEventAge: Duration.hours(2),
      }),
    ],
  });
}
