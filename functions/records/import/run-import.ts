import type { Id } from '../../kernel/ids.ts';
import { parseId } from '../../kernel/ids.ts';
import type { EventHead } from '../../kernel/table/event.ts';
import type { ImportBackground } from './background.ts';
import { clearImport, foldImport } from './fold-import.ts';
import { importCalls } from './import-calls.ts';
import type { RecordImport } from './import.ts';
import { layImport } from './lay-import.ts';
import { readImport } from './read-import.ts';

/** Somebody else keeps changing what is worked on: the event is delivered again, later. */
const maxSteps = 12;

/** Does what an import waits for. What that is, its head says, not the event, which may come late or twice. */
export async function runImport(deps: ImportBackground, event: EventHead): Promise<void> {
  const id = importCalls.has(event.name) ? parseId('imp', event.aggregateId) : undefined;
  if (!id) return;
  for (let steps = 0; steps < maxSteps; steps += 1) if (!(await stepOnce(deps, id))) return;
  throw new Error(`import ${id} kept changing`);
}

/** False when nothing is to be done. */
async function stepOnce(deps: ImportBackground, id: Id<'imp'>): Promise<boolean> {
  const head = await deps.imports.get(id);
  const next = head && nextOf(head);
  if (!next) return false;
  await next(deps, head);
  return true;
}

type Next = (deps: ImportBackground, head: RecordImport) => Promise<boolean>;

function nextOf({ status, tidy }: RecordImport): Next | undefined {
  switch (status) {
    case 'READING':
      return readImport;
    case 'COMMITTING':
      return layImport;
    case 'COMMITTED':
      return tidy ? undefined : foldImport;
    case 'CONFLICTED':
    case 'ABANDONED':
      return tidy ? undefined : clearImport;
    case 'REFUSED':
    case 'PREVIEWED':
      return undefined;
  }
}
