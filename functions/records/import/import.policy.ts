import { forbidden, unitsWithRole, type Actor, type PermissionTable } from '../../kernel/actor.ts';
import type { Id } from '../../kernel/ids.ts';
import { actsFor } from '../../units/standing.ts';
import type { Viewer } from '../record.policy.ts';
import type { RecordImport } from './import.ts';

/** An officer brings lists of the unit's own people, an appraiser of the units below too. */
export const importPermissions = {
  'record.import': ['OFFICER', 'APPRAISER'],
} as const satisfies PermissionTable;

/** Throws FORBIDDEN for someone who may import at no unit at all. */
export function requireImporter(actor: Actor): void {
  if (unitsWithRole(actor, importPermissions['record.import']).length === 0) throw forbidden();
}

/** How far an import of this person for this unit may go; undefined when they may bring none. */
export function reachOf(
  { actor, registry, on }: Viewer,
  unitId: Id<'unt'>,
): RecordImport['reach'] | undefined {
  if (actsFor(actor, ['APPRAISER'], registry, unitId, on)) return 'BELOW';
  return actsFor(actor, ['OFFICER'], registry, unitId, on) ? 'OWN' : undefined;
}

/** A list of people below is their appraisers' affair; one of the unit's own also its officers'. */
export const seesImport = (
  { actor, registry, on }: Viewer,
  { unitId, reach }: Pick<RecordImport, 'unitId' | 'reach'>,
): boolean =>
  actsFor(actor, reach === 'OWN' ? ['OFFICER', 'APPRAISER'] : ['APPRAISER'], registry, unitId, on);
