import type { PermissionTable } from '../kernel/actor.ts';

export const decisionPermissions = {
  'decision.openRegister': ['LEADER'],
  'decision.correct': ['LEADER'],
} as const satisfies PermissionTable;
