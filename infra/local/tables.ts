import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { configOf } from '../config.ts';
import { featureFlags } from '../feature-flags.ts';
import { DataStack } from '../data-stack.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const tableProperties = z.object({
  TableName: z.string(),
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.object({ ProjectionType: z.literal('ALL') }),
      }),
    )
    .optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
});

export type TableDefinition = CreateTableCommandInput & { readonly TableName: string };

/** A table's properties in its CloudFormation template, in the form that CreateTable takes. */
export function tableDefinition(properties: unknown): TableDefinition {
  const { StreamSpecification, GlobalSecondaryIndexes, ...table } = tableProperties.parse(properties);
  return {
    ...table,
    BillingMode: 'PAY_PER_REQUEST',
    ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
    ...(StreamSpecification && { StreamSpecification: { ...StreamSpecification, StreamEnabled: true } }),
  };
}

const withProperties = z.object({ Properties: z.unknown() });

export const tableDefinitions = (template: Template): readonly TableDefinition[] =>
  Object.values(template.findResources('AWS::DynamoDB::GlobalTable')).map((resource) =>
    tableDefinition(withProperties.parse(resource).Properties),
  );

export function localTableDefinitions(): readonly TableDefinition[] {
  const app = new App({ context: featureFlags, builtinCloudFormationValidation: false });
  const stack = new DataStack(app, 'Data', { config: configOf('local') });
  return tableDefinitions(Template.fromStack(stack));
}

export async function createTable(client: DynamoDBClient, definition: TableDefinition): Promise<void> {
  await client.send(new CreateTableCommand(definition));
}
