import type { PermissionTable } from '../kernel/actor.ts';

/** An administrator over every grant of a person enters their office address; how mail is used, each decides alone. */
export const noticePermissions = { 'notice.setAddress': ['ADMIN'] } as const satisfies PermissionTable;
