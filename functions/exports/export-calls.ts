/** Events after which a file is to be written. */
export const exportCalls: ReadonlySet<string> = new Set(['ExportStarted']);
