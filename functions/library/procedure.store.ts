import * as z from 'zod/mini';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { itemShape, type Item } from '../kernel/table/item.ts';
import { storedId } from '../kernel/table/schemas.ts';
import type { Procedure } from './catalogue.ts';

export interface ProcedureStore {
  /** Dossiers that a unit has received under a procedure, the latest first. */
  page(unitId: Id<'unt'>, code: string, args: PageArgs): Promise<Page<Id<'dos'>>>;
}

const rowShape = itemShape({ type: 'procedureDossier', v: 1, data: () => z.object({ id: storedId('dos') }) });
const rowPk = (unitId: Id<'unt'>, code: string) => `TTHC#${unitId}#${code}`;

export const procedureStore = (reader: ListReader): ProcedureStore => ({
  page: (unitId, code, args) =>
    pageOf(reader, { pk: rowPk(unitId, code), descending: true }, args, (item) => rowShape.read(item).id),
});

/** Where the unit that has a dossier lists it, by the day of its receipt. */
export const procedureRows = (
  { id, handlerUnitId, receipt }: Dossier,
  procedures: readonly Procedure[],
): readonly Item[] =>
  handlerUnitId && receipt
    ? procedures.map(({ code }) =>
        rowShape.item({ pk: rowPk(handlerUnitId, code), sk: `${receipt.receivedOn}#${id}` }, { id }),
      )
    : [];
