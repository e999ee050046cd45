import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table of records: four sparse indexes, a stream for projections and audit, point-in-time recovery. */
export function recordTable(
  scope: Construct,
  id: string,
  props: { tableName: string; keepData: boolean },
): TableV2 {
  return new TableV2(scope, id, {
    tableName: props.tableName,
    partitionKey: text('pk'),
    sortKey: text('sk'),
    billing: Billing.onDemand(),
    dynamoStream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'ttl',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: props.keepData,
    removalPolicy: props.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    globalSecondaryIndexes: ['gsi1', 'gsi2', 'gsi3', 'gsi4'].map((indexName) => ({
      indexName,
      partitionKey: text(`${indexName}pk`),
      sortKey: text(`${indexName}sk`),
    })),
  });
}
