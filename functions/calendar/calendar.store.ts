import * as z from 'zod/mini';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { declaredAt, emptyCalendar, type Calendar } from './calendar.ts';

export interface CalendarStore {
  get(): Promise<Calendar>;
  /** The working days as they are now; one read, which travels with the others of its tick. */
  current(): Promise<WorkCalendar>;
  /** Replaces the calendar, whose stored version must be one less. */
  replace(after: Calendar): Write;
}

export const calendarPk = 'CALENDAR';
const rootKey: Key = { pk: calendarPk, sk: '#' };

const legalAct = z.object({ number: z.string(), issuer: z.string(), issuedOn: storedDate });

const calendarShape = itemShape({
  type: 'calendar',
  v: 1,
  data: () =>
    z.object({
      declarations: z.array(
        z.object({
          id: storedId('hol'),
          name: z.string(),
          days: z.array(z.object({ on: storedDate, works: z.boolean() })),
          legalAct,
          unitId: storedId('unt'),
          declaredAt: storedInstant,
          since: z.int(),
          withdrawal: z.nullable(
            z.object({ since: z.int(), legalAct, reason: z.string(), at: storedInstant }),
          ),
        }),
      ),
    }),
});

export function calendarStore(table: Table): CalendarStore {
  const get = async () => {
    const item = await table.get(rootKey);
    return item ? read(item) : emptyCalendar;
  };
  return {
    get,
    current: async () => workCalendar(await get()),
    replace: (after) => {
      const declarations = after.declarations.map((one) => ({ ...one, days: [...one.days] }));
      const item = calendarShape.item(rootKey, { declarations });
      const stale = refusal('STALE_VERSION', 'expectedVersion');
      return after.version === 1 ? create(item, stale, 1) : replace(item, after.version - 1);
    },
  };
}

const read = (item: Item): Calendar => ({ ...calendarShape.read(item), version: versionOf(item) });

/**
 * The working days as a version of the calendar had them; its latest when none is named. What counts them is loaded on
 * first use: most requests count no days.
 */
export async function workCalendar(calendar: Calendar, version = calendar.version): Promise<WorkCalendar> {
  const { openCalendar } = await import('../law/work-calendar.ts');
  return openCalendar(declaredAt(calendar, version), version);
}
