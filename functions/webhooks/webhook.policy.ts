import type { PermissionTable } from '../kernel/actor.ts';

/** What leaves the house is an administrator's to decide, for their unit and those below it. */
export const webhookPermissions = {
  'webhook.register': ['ADMIN'],
  'webhook.change': ['ADMIN'],
  'webhook.remove': ['ADMIN'],
  'webhook.redeliver': ['ADMIN'],
} as const satisfies PermissionTable;
