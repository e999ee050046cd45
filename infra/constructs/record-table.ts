import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
  type TablePropsV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { acknowledge } from '../permission.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Sparse indexes, of which each kind of item fills what its lists need. */
const indexes = (...names: readonly string[]) =>
  names.map((indexName) => ({
    indexName,
    partitionKey: text(`${indexName}pk`),
    sortKey: text(`${indexName}sk`),
  }));

type TableProps = { readonly tableName: string; readonly keepData: boolean };

/** What every table of ours has: on-demand, recoverable to any second, kept where the stage says so. */
const common = ({ tableName, keepData }: TableProps): TablePropsV2 => ({
  tableName,
  partitionKey: text('pk'),
  sortKey: text('sk'),
  billing: Billing.onDemand(),
  encryption: TableEncryptionV2.awsManagedKey(),
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: keepData,
  removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
});

/** The one table of records: four sparse indexes, and a stream for projections and audit. */
export const recordTable = (scope: Construct, id: string, props: TableProps): TableV2 =>
  new TableV2(scope, id, {
    ...common(props),
    dynamoStream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'ttl',
    globalSecondaryIndexes: indexes('gsi1', 'gsi2', 'gsi3', 'gsi4'),
  });

/** Search and statistics: nobody follows what is derived, and what is lost is built anew from the audit copy. */
export function viewTable(scope: Construct, id: string, props: TableProps): TableV2 {
  const table = new TableV2(scope, id, {
    ...common(props),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    globalSecondaryIndexes: indexes('gsi1', 'gsi2', 'gsi3'),
  });
  acknowledge(
    table,
    'AwsSolutions-DDB3',
    'All that is in it can be built anew from the audit copy of events.',
  );
  return table;
}

/**
 * The ballot box. What came when must not be found out afterwards: no stream, no index, nothing that expires, and no
 * point-in-time recovery, of which two instants would show what arrived between them, and a third the keys that were
 * destroyed. A box that is lost before its count is voted on anew.
 */
export function boxTable(scope: Construct, id: string, props: TableProps): TableV2 {
  const table = new TableV2(scope, id, {
    ...common(props),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
  });
  acknowledge(
    table,
    'AwsSolutions-DDB3',
    'Point-in-time recovery would tell the order in which ballots arrived, and bring destroyed keys back.',
  );
  return table;
}

/** The audit copy of every event: nothing expires in it and nothing else is derived from it. */
export const auditTable = (scope: Construct, id: string, props: TableProps): TableV2 =>
  new TableV2(scope, id, common(props));
