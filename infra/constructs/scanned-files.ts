import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Arn, Stack } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Config } from '../config.ts';
import { functionName, scannerRoleName } from '../names.ts';

/**
 * What a form has written is read only by those who look at it first, and only they put a file where it can be had: whatever
 * a presigned address or another policy says. Without this a mistake in a function would be enough to hand out malware.
 */
export function onlyCleanFilesAreRead(bucket: Bucket, { stage }: Config): void {
  const judges = [functionName(stage, 'accept-attachment'), functionName(stage, 'record-scan')];
  const scanner = scannerRoleName(stage);
  deny(bucket, 'OnlyInspectorsReadIncoming', {
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    prefix: 'incoming/*',
    unless: [...judges, scanner],
  });
  deny(bucket, 'OnlyJudgesKeepFiles', { actions: ['s3:PutObject'], prefix: 'files/*', unless: judges });
  deny(bucket, 'OnlyTheScannerTags', {
    actions: [
      's3:PutObjectTagging',
      's3:PutObjectVersionTagging',
      's3:DeleteObjectTagging',
      's3:DeleteObjectVersionTagging',
    ],
    prefix: '*',
    unless: [scanner],
  });
}

type Denial = {
  readonly actions: readonly string[];
  readonly prefix: string;
  /** Names of the roles to which it doesn't apply. */
  readonly unless: readonly string[];
};

function deny(bucket: Bucket, sid: string, { actions, prefix, unless }: Denial): void {
  const roles = unless.map((name) =>
    Arn.format({ service: 'iam', region: '', resource: 'role', resourceName: name }, Stack.of(bucket)),
  );
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: [...actions],
      resources: [bucket.arnForObjects(prefix)],
      conditions: { ArnNotLike: { 'aws:PrincipalArn': roles } },
    }),
  );
}
