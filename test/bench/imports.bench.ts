import { describe, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { completionSheet, importOffice, registerMany, xlsx, type ImportOffice } from '../support/imports.ts';
import { vuBan } from '../support/units.ts';
import { line, sideBySide } from './measure.ts';

const most = 10_000;
const few = 2_500;

describe('an import', () => {
  it('of as many rows as there may be, against as many in four imports', async () => {
    const atOnce = () => commitNew(most);
    const inParts = async () => {
      let taken = 0;
      for (let rows = 0; rows < most; rows += few) taken += await commitNew(few);
      return taken;
    };
    line(
      `${most} rows read, shown and committed at once, against ${few} at a time`,
      await sideBySide(1, atOnce, inParts),
    );
  });
});

/** Milliseconds from the file to the last entry, for people who have no records yet. */
async function commitNew(rows: number): Promise<number> {
  const o = await importOffice();
  await registerMany(o, rows, vuBan);
  const user = await o.world.user('district-importer', [['APPRAISER', vuBan]]);
  const file = await completionSheet(rows);
  const started = performance.now();
  const { id } = await o.preview('COMPLETION', file, { user, contentType: xlsx, unitId: vuBan });
  await commit(o, user, id);
  return performance.now() - started;
}

async function commit(o: ImportOffice, user: Id<'usr'>, id: string): Promise<void> {
  await o.change(user, 'commitRecordImport', id);
  await o.run(id);
  const { status } = await o.head(id);
  if (status !== 'COMMITTED') throw new Error(`the import is ${status}`);
}
