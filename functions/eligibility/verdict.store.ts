import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { itemShape, type Key } from '../kernel/table/item.ts';
import { storedId, storedInstant } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import { overwrite, type Write } from '../kernel/table/write.ts';
import { outcomes } from '../law/eligibility/verdict.ts';
import { evaluationStages, type EvaluationDone, type RecordedVerdict } from './recorded-verdict.ts';

export interface VerdictStore {
  /** What was recorded last of a nominee; whether it answers what was asked last, `isCurrent` says. */
  get(dossierId: Id<'dos'>, nomineeId: Id<'nom'>): Promise<RecordedVerdict | undefined>;
  /** All that was recorded of a nominee, the latest first; at most 50. */
  history(dossierId: Id<'dos'>, nomineeId: Id<'nom'>): Promise<readonly RecordedVerdict[]>;
  /** One write for the history, one more where it is the last. */
  put(dossierId: Id<'dos'>, verdict: RecordedVerdict, last: boolean): readonly Write[];
  /** The last evaluation that is recorded in full. */
  done(dossierId: Id<'dos'>): Promise<EvaluationDone | undefined>;
  /** One of them. */
  evaluation(dossierId: Id<'dos'>, number: number): Promise<EvaluationDone | undefined>;
  /** The latest first; at most 50. */
  evaluations(dossierId: Id<'dos'>): Promise<readonly EvaluationDone[]>;
  putDone(dossierId: Id<'dos'>, evaluation: EvaluationDone, last: boolean): readonly Write[];
}

const truth = z.enum(['YES', 'NO', 'UNKNOWN']);
const texts = z.readonly(z.array(z.string()));

/** Up to version 1 a nominee was judged at submission only, and only the last was kept. */
const onlySubmission = { evaluation: 0, stage: 'SUBMISSION', at: null, before: null, regimeReason: '' };

const shape = itemShape({
  type: 'nomineeVerdict',
  v: 2,
  upcast: { 1: (data) => ({ ...z.looseObject({}).parse(data), ...onlySubmission }) },
  data: () =>
    z.object({
      nomineeId: storedId('nom'),
      revision: z.int(),
      evaluation: z.int(),
      stage: z.enum(evaluationStages),
      at: z.nullable(storedInstant),
      outcome: z.enum(outcomes),
      before: z.nullable(z.enum(outcomes)),
      regime: z.enum(['A', 'B', 'C', 'D']),
      regimeReason: z.string(),
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

const doneShape = itemShape({
  type: 'dossierEvaluation',
  v: 1,
  data: () =>
    z.object({
      number: z.int(),
      stage: z.enum(evaluationStages),
      at: storedInstant,
      revision: z.int(),
      regime: z.enum(['A', 'B', 'C', 'D']),
      reason: z.string(),
      nominees: z.int(),
      turned: z.int(),
    }),
});

const pkOf = (dossierId: Id<'dos'>) => `DOS#${dossierId}`;
const padded = (number: number) => String(number).padStart(6, '0');
const lastKey = (dossierId: Id<'dos'>, nomineeId: Id<'nom'>): Key => ({
  pk: pkOf(dossierId),
  sk: `NOMVERDICT#${nomineeId}`,
});
const historyKey = (dossierId: Id<'dos'>, { nomineeId, evaluation }: RecordedVerdict): Key => ({
  pk: pkOf(dossierId),
  sk: `NOMVERDICT#${nomineeId}#${padded(evaluation)}`,
});
const donePrefix = 'EVALUATION#';
const doneKey = (dossierId: Id<'dos'>, number: number): Key => ({
  pk: pkOf(dossierId),
  sk: `${donePrefix}${padded(number)}`,
});
const lastDoneKey = (dossierId: Id<'dos'>): Key => ({ pk: pkOf(dossierId), sk: 'EVALUATED' });
const shown = 50;

export function verdictStore(table: Table): VerdictStore {
  const doneAt = async (key: Key) => {
    const item = await table.get(key);
    return item && doneShape.read(item);
  };
  return {
    get: async (dossierId, nomineeId) => {
      const item = await table.get(lastKey(dossierId, nomineeId));
      return item && shape.read(item);
    },
    history: async (dossierId, nomineeId) => {
      const { pk, sk } = lastKey(dossierId, nomineeId);
      const { items } = await table.query({ pk, skPrefix: sk, descending: true, limit: shown });
      const found = items.map((item) => shape.read(item));
      // The last one is kept twice, and comes at the end under its own key.
      return found.filter((one, i) => found.findIndex((b) => b.evaluation === one.evaluation) === i);
    },
    put: (dossierId, verdict, last) =>
      [historyKey(dossierId, verdict), ...(last ? [lastKey(dossierId, verdict.nomineeId)] : [])].map((key) =>
        overwrite(shape.item(key, verdict)),
      ),
    done: (dossierId) => doneAt(lastDoneKey(dossierId)),
    evaluation: (dossierId, number) => doneAt(doneKey(dossierId, number)),
    evaluations: async (dossierId) => {
      const { items } = await table.query({
        pk: pkOf(dossierId),
        skPrefix: donePrefix,
        descending: true,
        limit: shown,
      });
      return items.map((item) => doneShape.read(item));
    },
    putDone: (dossierId, evaluation, last) =>
      [doneKey(dossierId, evaluation.number), ...(last ? [lastDoneKey(dossierId)] : [])].map((key) =>
        overwrite(doneShape.item(key, evaluation)),
      ),
  };
}
