import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { projectHolds } from '../../functions/eligibility/project-holds.ts';
import { asItem } from '../../functions/kernel/table/item.ts';
import { eventShape, type StoredEvent } from '../../functions/kernel/table/event.ts';
import { projectFindings } from '../../functions/inspections/project-findings.ts';
import { projectCases } from '../../functions/records/project-cases.ts';
import type { World } from './world.ts';

export type Told = { readonly pk: string; readonly event: StoredEvent };

/** Every event of the table, in no order that anything may rely on. */
export async function eventsOf({ client, shared }: World): Promise<readonly Told[]> {
  const { Items } = await client.send(
    new ScanCommand({
      TableName: shared.tableName,
      ConsistentRead: true,
      FilterExpression: '#type = :event',
      ExpressionAttributeNames: { '#type': 'type' },
      ExpressionAttributeValues: { ':event': { S: 'event' } },
    }),
  );
  return (Items ?? []).map((raw) => {
    const item = asItem(unmarshall(raw));
    return { pk: item.pk, event: eventShape.read(item) };
  });
}

/**
 * The stream of a test world for what cases do to records and dossiers: delivers what has not been delivered, and what that
 * brings about, until nothing is left. `again` delivers everything once more.
 */
export function caseStream(world: World) {
  const { client, tableName, cursorSecret: secret } = world.shared;
  const seen = new Set<string>();
  const deliver = async (event: StoredEvent) => {
    await projectCases({ client, tableName, secret }, event);
    await projectHolds({ client, tableName, secret }, event);
    await projectFindings({ client, tableName, secret }, event);
  };
  const fresh = async () => {
    const told = await eventsOf(world);
    return told.filter(({ pk, event }) => {
      const key = `${pk}#${event.seq}`;
      return !seen.has(key) && seen.add(key);
    });
  };
  return {
    drain: async () => {
      for (let events = await fresh(); events.length > 0; events = await fresh())
        for (const { event } of events) await deliver(event);
    },
    again: async () => {
      for (const { event } of (await eventsOf(world)).toReversed()) await deliver(event);
    },
  };
}
