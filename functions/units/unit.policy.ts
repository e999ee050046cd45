import type { PermissionTable } from '../kernel/actor.ts';

/** Whoever administers a unit reorganises it; the list of a whole province only the root administrator imports. */
export const unitPermissions = {
  'unit.reorganise': ['ADMIN'],
} as const satisfies PermissionTable;
