import { DynamoDBClient, QueryCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { unitsPk } from '../../../functions/units/unit.store.ts';
import { auditTableName, tableName } from '../../names.ts';
import { identity } from '../engines.ts';

const table = tableName('local');

/** The year is played into an empty table, or it would be neither that year nor what was there before. */
export async function demandEmptyTable(): Promise<void> {
  const endpoint = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  // The engine's own data is thrown away before a year.
  if (!endpoint) return;
  const client = new DynamoDBClient({ endpoint, ...identity() });
  const held = await holdsUnits(client).finally(() => client.destroy());
  if (held)
    throw new Error(
      `The table ${table} at ${endpoint} already holds units, so no year is played into it.\n` +
        `Delete ${table} and ${auditTableName('local')} there to begin anew, name the folder of the run that filled ` +
        'them (npm start -- --folder F), or unset AWS_ENDPOINT_URL_DYNAMODB.',
    );
}

async function holdsUnits(client: DynamoDBClient): Promise<boolean> {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :units',
    ExpressionAttributeValues: { ':units': { S: unitsPk } },
    ConsistentRead: true,
    Limit: 1,
  });
  try {
    return ((await client.send(query)).Count ?? 0) > 0;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
