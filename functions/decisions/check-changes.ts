import type { Award } from '../awards/award.ts';
import { correctables, type Decision, type Says } from '../dossiers/decision.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';

export type AwardChangeInput = {
  readonly awardId: string;
  readonly name?: string | null | undefined;
  readonly position?: string | null | undefined;
  readonly unitName?: string | null | undefined;
};

export const maxChanges = 50;

type Change = Decision['changes'][number];

/** The lines that a correction rewrites. TOO_MANY, DUPLICATE, NOT_FOUND, AWARD_REVOKED, REQUIRED, TOO_LONG. */
export function checkChanges(
  before: Decision,
  changes: readonly AwardChangeInput[],
  awards: readonly (Award | undefined)[],
): Result<readonly Change[]> {
  if (changes.length > maxChanges) return refuse(refusal('TOO_MANY', 'changes', { limit: maxChanges }));
  const checked = changes.map((change, index): Result<Change> => {
    const path = `changes.${index}`;
    const award = awards[index];
    if (award?.decisionId !== before.id) return refuse(refusal('NOT_FOUND', `${path}.awardId`));
    if (changes.findIndex((one) => one.awardId === change.awardId) < index)
      return refuse(refusal('DUPLICATE', `${path}.awardId`));
    if (award.revocation) return refuse(refusal('AWARD_REVOKED', `${path}.awardId`));
    const says = checkSays(change, path);
    return says.ok ? accept({ awardId: award.id, says: says.value }) : says;
  });
  const refusals = refusalsOf(...checked);
  return refusals.length > 0
    ? refuse(...refusals)
    : accept(checked.flatMap((one) => (one.ok ? [one.value] : [])));
}

function checkSays(change: AwardChangeInput, path: string): Result<Says> {
  const refusals: Refusal[] = [];
  const says: Partial<Record<(typeof correctables)[number], string>> = {};
  for (const field of correctables) {
    const given = change[field];
    if (given == null) continue;
    const line = requireLine(`${path}.${field}`, given, 300);
    if (line.ok) says[field] = line.value;
    else refusals.push(...refusalsOf(line));
  }
  if (Object.keys(says).length === 0 && refusals.length === 0)
    refusals.push(refusal('REQUIRED', `${path}.name`));
  return refusals.length > 0 ? refuse(...refusals) : accept(says);
}
