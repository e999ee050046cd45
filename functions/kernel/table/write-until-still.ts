import { TransactionRefused, type Table } from './table.ts';
import type { Write } from './write.ts';

const maxAttempts = 5;

/** Writes what follows from the records as they are; when one of them changed meanwhile, looks again. */
export async function writeUntilStill(
  table: Pick<Table, 'transact'>,
  what: string,
  follow: () => Promise<readonly Write[]>,
): Promise<void> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const writes = await follow();
    if (writes.length === 0) return;
    try {
      await table.transact(writes.map((write) => write.request));
      return;
    } catch (error) {
      if (!(error instanceof TransactionRefused)) throw error;
    }
  }
  throw new Error(`${what} kept changing`);
}
