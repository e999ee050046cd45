import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { auditTableName, tableName, type Config } from './config.ts';
import { auditTable, recordTable } from './constructs/record-table.ts';

/** Everything that holds data. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { config: Config }) {
    super(scope, id, props);
    const { stage, keepData } = props.config;
    recordTable(this, 'Records', { tableName: tableName(stage), keepData });
    auditTable(this, 'Audit', { tableName: auditTableName(stage), keepData });
  }
}
