import { ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Delivered } from '../kernel/stream.ts';
import { eventSchema } from '../kernel/table/event.ts';

export type AuditPosition = Readonly<Record<string, string>>;
export type AuditPage = { readonly events: readonly Delivered[]; readonly after: AuditPosition | null };

/** Every event that ever happened, in the order in which the audit copy holds them: those of one record together. */
export interface AuditWalk {
  page(after: AuditPosition | null): Promise<AuditPage>;
}

/** An event is about half a kilobyte, so such a page stays below its megabyte. */
const eventsAPage = 1_000;

const record = z.object({ pk: z.string(), event: eventSchema });
const position = z.record(z.string(), z.string());

/** For work off the request alone: nothing else walks over a whole table. */
export const auditWalk = (
  client: DynamoDBDocumentClient,
  tableName: string,
  pageSize = eventsAPage,
): AuditWalk => ({
  page: async (after) => {
    const { Items, LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName: tableName,
        Limit: pageSize,
        ...(after && { ExclusiveStartKey: { ...after } }),
      }),
    );
    return {
      events: (Items ?? []).map((item) => record.parse(item)),
      after: LastEvaluatedKey ? position.parse(LastEvaluatedKey) : null,
    };
  },
});
