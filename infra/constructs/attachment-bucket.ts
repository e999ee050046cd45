import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
  type BucketProps,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { bucketName } from '../names.ts';
import { acknowledge } from '../permission.ts';

const closed = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
} satisfies BucketProps;

/**
 * The files of dossiers and campaigns: private, encrypted, versioned, and telling EventBridge of each arrival. Browsers of
 * the named origins may post to it with a signed form.
 */
export class AttachmentBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { config, key }: { config: Config; key: IKey }) {
    super(scope, id);
    const removalPolicy = config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      bucketName: bucketName(config.stage),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      removalPolicy,
      ...loggingTo(accessLogs(this, config, removalPolicy)),
      cors: config.origins.length === 0 ? [] : [postFrom(config.origins)],
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // Nobody gets a link to an export that is older; here its bytes go too.
        { prefix: 'exports/', expiration: Duration.days(1), noncurrentVersionExpiration: Duration.days(1) },
        { noncurrentVersionExpiration: Duration.days(30), expiredObjectDeleteMarker: true },
      ],
    });
    tellEventBridge(this.bucket);
  }
}

/** CDK's own `Bucket` doesn't fit its `IBucket` under exactOptionalPropertyTypes. */
const loggingTo = (serverAccessLogsBucket: Bucket): object => ({ serverAccessLogsBucket });

const postFrom = (allowedOrigins: readonly string[]) => ({
  allowedMethods: [HttpMethods.POST],
  allowedOrigins: [...allowedOrigins],
  allowedHeaders: ['content-type'],
  maxAge: Duration.hours(1).toSeconds(),
});

function accessLogs(scope: Construct, config: Config, removalPolicy: RemovalPolicy): Bucket {
  const logs = new Bucket(scope, 'AccessLogs', {
    ...closed,
    encryption: BucketEncryption.S3_MANAGED,
    removalPolicy,
    lifecycleRules: [{ expiration: Duration.days(config.logDays) }],
  });
  acknowledge(logs, 'AwsSolutions-S1', 'It is itself the bucket of access logs.');
  return logs;
}

/** By the property itself: CDK's own way would deploy a function of its own to set it. */
function tellEventBridge(bucket: Bucket): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error('a bucket without its resource');
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
