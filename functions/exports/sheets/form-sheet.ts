import { viewForms } from '../../statistics/view-statistics.ts';
import type { Ask } from '../ask.ts';
import type { ListDeps } from '../deps.ts';
import { inMemory, sheetOf, type Column, type Sheet } from '../sheet.ts';

type Line = {
  readonly code: string;
  readonly label: string;
  readonly counts: ReadonlyMap<string, number | null>;
};

/** A statutory form as its circular draws it; undefined when the year has none of this code. A cell that no register keeps is empty. */
export async function formSheet(
  deps: ListDeps,
  { unitId, year, code }: Extract<Ask, { list: 'STATISTICAL_FORM' }>,
): Promise<Sheet | undefined> {
  const form = (await viewForms(deps, { unitId, year })).find((one) => one.code === code);
  if (!form) return undefined;
  const lines = form.rows.map(({ code: row, label }): Line => {
    const cells = form.filled.filter((cell) => cell.row === row);
    return { code: row, label, counts: new Map(cells.map(({ column, count }) => [column, count])) };
  });
  const numbers = form.columns.map((column): Column<Line> => ({
    title: `${column.code} ${column.label}`,
    kind: 'NUMBER',
    of: ({ counts }) => counts.get(column.code) ?? null,
  }));
  return sheetOf(
    {
      title: `Biểu ${form.code} năm ${year}`,
      notes: [
        form.title,
        `Căn cứ: ${form.citation}`,
        ...form.needsHumanLook.map((look) => `Cần người xem lại: ${look}`),
      ],
    },
    [{ title: 'Mã', of: (line) => line.code }, { title: 'Nội dung', of: (line) => line.label }, ...numbers],
    inMemory(lines),
  );
}
