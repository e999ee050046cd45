import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Key } from '../kernel/table/item.ts';
import { storedId } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import { overwrite, type Write } from '../kernel/table/write.ts';
import { outcomes } from '../law/eligibility/verdict.ts';
import type { RecordedVerdict } from './recorded-verdict.ts';

export interface VerdictStore {
  /** Undefined until the dossier was submitted and the verdict written, which follows a moment later. */
  get(dossierId: Id<'dos'>, nomineeId: Id<'nom'>): Promise<RecordedVerdict | undefined>;
  put(dossierId: Id<'dos'>, verdict: RecordedVerdict): Write;
}

const truth = z.enum(['YES', 'NO', 'UNKNOWN']);
const texts = z.readonly(z.array(z.string()));

const shape = itemShape({
  type: 'nomineeVerdict',
  v: 1,
  data: () =>
    z.object({
      nomineeId: storedId('nom'),
      revision: z.int(),
      outcome: z.enum(outcomes),
      regime: z.enum(['A', 'B', 'C', 'D']),
      ruleId: z.nullable(z.string()),
      citation: z.string(),
      lines: z.readonly(
        z.array(
          z.object({
            level: z.int(),
            is: z.string(),
            truth,
            tentative: truth,
            text: z.string(),
            required: z.string(),
            found: z.string(),
            missing: texts,
            evidence: texts,
            citation: z.string(),
            count: z.optional(z.int()),
          }),
        ),
      ),
      looks: texts,
    }),
});

const keyOf = (dossierId: Id<'dos'>, nomineeId: Id<'nom'>): Key => ({
  pk: `DOS#${dossierId}`,
  sk: `NOMVERDICT#${nomineeId}`,
});

export function verdictStore(table: Table): VerdictStore {
  return {
    get: async (dossierId, nomineeId) => {
      const item = await table.get(keyOf(dossierId, nomineeId));
      return item && shape.read(item);
    },
    put: (dossierId, verdict) => ({
      ...overwrite(shape.item(keyOf(dossierId, verdict.nomineeId), verdict)),
      onConflict: () => refusal('BUSY', []),
    }),
  };
}
