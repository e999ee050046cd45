import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedId, storedInstant } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import {
  attached,
  attachmentStatuses,
  detached,
  scanResults,
  type Attachment,
  type AttachmentOwner,
} from './attachment.ts';
import { fileCodes } from './attachment.refusals.ts';

export interface AttachmentStore {
  get(id: Id<'att'>): Promise<Attachment | undefined>;
  create(attachment: Attachment): Write;
  /** Replaces an attachment, whose stored version must be one less. */
  replace(after: Attachment): Write;
  /** Gives a file to its owner: only while it is stored as clean and unowned, whatever the caller believes. */
  attach(attachment: Attachment, owner: AttachmentOwner): Write;
  /** Takes a file from its owner; if nobody attaches it again, it expires. */
  detach(attachment: Attachment): Write;
  /** Those whose wait ended before an instant, the longest due first. The index lags: look again before acting. */
  due(before: string, limit: number): Promise<readonly Attachment[]>;
}

const objectData = z.object({ eTag: z.string(), versionId: z.nullable(z.string()) });

const attachmentShape = itemShape({
  type: 'attachment',
  v: 1,
  data: () =>
    z.object({
      id: storedId('att'),
      unitId: storedId('unt'),
      uploadedBy: storedId('usr'),
      fileName: z.string(),
      contentType: z.string(),
      size: z.int(),
      sha256: z.string(),
      status: z.enum(attachmentStatuses),
      rejection: z.nullable(
        z.object({
          code: z.enum(fileCodes),
          field: z.tuple([]),
          details: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ),
      owner: z.nullable(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('DOSSIER'), id: storedId('dos') }),
          z.object({ kind: z.literal('CAMPAIGN'), id: storedId('cmp') }),
          z.object({ kind: z.literal('INSPECTION'), id: storedId('ins') }),
          z.object({ kind: z.literal('RECOMMENDATION'), id: storedId('rcm') }),
          z.object({ kind: z.literal('WORK_PLAN'), id: storedId('wpl') }),
          z.object({ kind: z.literal('PLAN_TASK'), id: storedId('ptk') }),
          z.object({ kind: z.literal('MEDIA_ITEM'), id: storedId('mdi') }),
          z.object({ kind: z.literal('TRAINING_CLASS'), id: storedId('trc') }),
          z.object({ kind: z.literal('IMPORT'), id: storedId('imp') }),
          z.object({ kind: z.literal('CONSULTATION'), id: storedId('cst') }),
          z.object({ kind: z.literal('LEGAL_DOCUMENT'), id: storedId('ldo') }),
          z.object({ kind: z.literal('COMPLAINT'), id: storedId('cpl') }),
        ]),
      ),
      requestedAt: storedInstant,
      expiresAt: z.nullable(storedInstant),
      object: z.nullable(objectData),
      verdict: z.nullable(z.object({ object: objectData, result: z.enum(scanResults) })),
    }),
});

export const attachmentPk = (id: Id<'att'>) => `ATT#${id}`;
const rootKey = (id: Id<'att'>): Key => ({ pk: attachmentPk(id), sk: '#' });
const duePk = 'ATTDUE';

export function attachmentStore(table: Table, now: () => Date): AttachmentStore {
  return {
    get: async (id) => {
      const item = await table.get(rootKey(id));
      return item && read(item);
    },
    create: (attachment) => create(rootItem(attachment), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    attach: (attachment, owner) =>
      onlyIf(attached(attachment, owner), 'attribute_type(#data.#owner, :null) AND #data.#status = :clean', {
        ':null': 'NULL',
        ':clean': 'CLEAN',
      }),
    detach: (attachment) =>
      onlyIf(detached(attachment, now()), 'attribute_type(#data.#owner, :map) AND #data.#status = :clean', {
        ':map': 'M',
        ':clean': 'CLEAN',
      }),
    due: async (before, limit) => {
      const { items } = await table.query({ index: 'gsi1', pk: duePk, skFrom: '0', skTo: before, limit });
      return items.map(read);
    },
  };
}

/** Like `replace`, with a condition on what is stored; a mere change of version is tried again. */
function onlyIf(after: Attachment, condition: string, values: Record<string, string>): Write {
  return {
    request: {
      Put: {
        Item: { ...rootItem(after), version: after.version },
        ConditionExpression: `version = :expected AND ${condition}`,
        ExpressionAttributeNames: { '#data': 'data', '#owner': 'owner', '#status': 'status' },
        ExpressionAttributeValues: { ':expected': after.version - 1, ...values },
      },
    },
    onConflict: (existing) => whyNot(after, existing),
  };
}

function whyNot(after: Attachment, existing: Record<string, unknown> | undefined): Refusal {
  if (!existing) return refusal('NOT_FOUND', 'attachmentId');
  const { status } = attachmentShape.read({ ...rootItem(after), ...existing });
  if (existing['version'] !== after.version - 1) return refusal('BUSY', []);
  return status === 'CLEAN'
    ? refusal('DUPLICATE', 'attachmentId')
    : refusal('FILE_NOT_CLEAN', 'attachmentId', { status });
}

const read = (item: Item): Attachment => ({ ...attachmentShape.read(item), version: versionOf(item) });

/** Only what waits is in the index of what is due, and only an attached file waits for nothing. */
function rootItem({ version: _, rejection, ...data }: Attachment): Item {
  const due = data.expiresAt !== null && { gsi1pk: duePk, gsi1sk: `${data.expiresAt}#${data.id}` };
  return attachmentShape.item(
    { ...rootKey(data.id), ...due },
    {
      ...data,
      rejection: rejection && { code: rejection.code, field: [], details: { ...rejection.details } },
    },
  );
}
