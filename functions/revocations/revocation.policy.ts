import type { PermissionTable } from '../kernel/actor.ts';

export const revocationPermissions = {
  'revocation.propose': ['OFFICER', 'APPRAISER', 'LEADER'],
  'revocation.decide': ['LEADER'],
  'revocation.recover': ['APPRAISER', 'LEADER'],
  'revocation.view': ['APPRAISER', 'LEADER', 'AUDITOR'],
} as const satisfies PermissionTable;

export type RevocationAction = keyof typeof revocationPermissions;
