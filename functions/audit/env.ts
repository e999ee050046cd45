import * as z from 'zod/mini';

/** Settings of the function that keeps the audit copy. */
export const auditEnv = z.object({ AUDIT_TABLE_NAME: z.string().check(z.minLength(1)) });

export type AuditEnv = z.output<typeof auditEnv>;
