import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { TrainingDeps } from './deps.ts';
import { nominationId, type Nomination } from './nomination.ts';

type Row = { readonly officerId: string };

/** The places in a class of the officers who are named, to be read in one tick with the rest. */
export function loadNamed(
  deps: Pick<TrainingDeps, 'training'>,
  rawClassId: string,
  rows: readonly Row[],
  limit: number,
): Promise<readonly (Nomination | undefined)[]> {
  const classId = parseId('trc', rawClassId);
  return Promise.all(
    rows.slice(0, limit).map(async (row) => {
      const officerId = parseId('ofc', row.officerId);
      return classId && officerId && deps.training.nomination(nominationId(classId, officerId));
    }),
  );
}

/** Every row with its nomination. Codes: REQUIRED, TOO_MANY, DUPLICATE, TRAINING_NOT_NOMINATED. */
export function checkNamed<R extends Row>(
  field: string,
  rows: readonly R[],
  found: readonly (Nomination | undefined)[],
  limit: number,
  pathOf = (i: number) => `${field}.${i}.officerId`,
): Result<readonly { readonly row: R; readonly nomination: Nomination }[]> {
  if (rows.length === 0) return refuse(refusal('REQUIRED', field));
  if (rows.length > limit) return refuse(refusal('TOO_MANY', field, { limit }));
  const refusals: Refusal[] = [];
  const named = rows.flatMap((row, i) => {
    const nomination = found[i];
    const path = pathOf(i);
    if (nomination?.status !== 'NOMINATED') {
      refusals.push(refusal('TRAINING_NOT_NOMINATED', path));
      return [];
    }
    if (rows.findIndex((one) => one.officerId === row.officerId) < i)
      refusals.push(refusal('DUPLICATE', path));
    return [{ row, nomination }];
  });
  return refusals.length > 0 ? refuse(...refusals) : accept(named);
}
