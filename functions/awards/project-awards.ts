import * as z from 'zod';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { nomineeStore } from '../dossiers/nominee.store.ts';
import { openCursors, type CursorSecret } from '../kernel/cursors.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { openTable } from '../kernel/table/table.ts';
import { awardOn } from '../law/awards.ts';
import { awardStore } from './award.store.ts';
import { registerAwards } from './register-awards.ts';

export type Projection = {
  readonly client: Parameters<typeof openTable>[0];
  readonly tableName: string;
  readonly secret: CursorSecret;
};

const decided = z.object({ decisionId: storedId('dec') });

/** Brings the public register up to an event; only a decision concerns it. */
export async function projectAwards(
  { client, tableName, secret }: Projection,
  event: StoredEvent,
): Promise<void> {
  if (event.name !== 'DossierDecided' && event.name !== 'StateAwarded') return;
  const table = openTable(client, tableName);
  const reader = { table, cursors: openCursors(table, secret, 'project-awards') };
  const { decisionId } = decided.parse(event.facts);
  await registerAwards(
    {
      table,
      dossiers: dossierStore(reader),
      nominees: nomineeStore(reader),
      awards: awardStore(reader),
      awardName: (code, on) => awardOn(code, on)?.name ?? code,
    },
    decisionId,
  );
}
