import type { PermissionTable } from '../kernel/actor.ts';

/**
 * An administrator over every grant of a person enters their office address and sends failed mail again; how mail is used,
 * each decides alone. Whose mail failed, an administrator of a province sees.
 */
export const noticePermissions = {
  'notice.setAddress': ['ADMIN'],
  'notice.resendMail': ['ADMIN'],
  'notice.undelivered': ['ADMIN'],
} as const satisfies PermissionTable;
