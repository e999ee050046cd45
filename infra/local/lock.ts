import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One runner a folder: two would write the same files. Returns how to let go of it. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'running.pid');
  const other = runningIn(file);
  if (other !== undefined)
    throw new Error(
      `thidua already runs here, as process ${other}. Stop it first; if that is another program, delete ${file}.`,
    );
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function runningIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid === process.pid) return undefined;
    // Signal 0 reaches nobody, but fails when there is no such process.
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}
