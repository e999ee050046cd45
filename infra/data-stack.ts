import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { AttachmentBucket } from './constructs/attachment-bucket.ts';
import { auditTable, boxTable, recordTable, viewTable } from './constructs/record-table.ts';
import { onlyCleanFilesAreRead } from './constructs/scanned-files.ts';
import { auditTableName, boxTableName, exportName, tableName, viewTableName, type Export } from './names.ts';

/** Everything that holds data, and the keys without which the data is lost. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { config: Config }) {
    super(scope, id, props);
    const { config } = props;
    const { stage, keepData } = config;
    const records = recordTable(this, 'Records', { tableName: tableName(stage), keepData });
    viewTable(this, 'Views', { tableName: viewTableName(stage), keepData });
    boxTable(this, 'BallotBox', { tableName: boxTableName(stage), keepData });
    auditTable(this, 'Audit', { tableName: auditTableName(stage), keepData });

    const filesKey = this.key('FilesKey', config, 'attached files');
    const { bucket } = new AttachmentBucket(this, 'Attachments', { config, key: filesKey });
    onlyCleanFilesAreRead(bucket, config);

    this.publish(config, 'records-stream', records.tableStreamArn ?? '');
    this.publish(config, 'files-key', filesKey.keyArn);
    this.publish(config, 'id-key', this.key('IdKey', config, 'personal id numbers').keyArn);
    this.publish(config, 'ballot-key', this.key('BallotKey', config, 'private keys of ballots').keyArn);
    this.publish(config, 'complaint-key', this.key('ComplaintKey', config, 'who complained').keyArn);
    this.publish(config, 'certificate-key', this.signingKey(config).keyArn);
    this.publish(config, 'id-mac-key', this.fingerprintKey(config).keyArn);
  }

  private key(id: string, { keepData }: Config, what: string): Key {
    return new Key(this, id, {
      description: `thidua: ${what}`,
      enableKeyRotation: true,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Makes fingerprints by which the same id number is found again; it cannot be rotated without losing them. */
  private fingerprintKey({ keepData }: Config): Key {
    return new Key(this, 'IdMacKey', {
      description: 'thidua: fingerprints of personal id numbers',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Signs certificates for good: what it signed is checked against its public half, so it isn't replaced. */
  private signingKey({ keepData }: Config): Key {
    return new Key(this, 'CertificateKey', {
      description: 'thidua: certificates of awards',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private publish({ stage }: Config, name: Export, value: string): void {
    new CfnOutput(this, `Export-${name}`, { value, exportName: exportName(stage, name) });
  }
}
