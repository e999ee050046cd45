import { localDate } from '../kernel/dates.ts';
import { awardNumbers, campaignsLaunched, type Cell } from './picture.ts';
import type { StatisticalForm, Where } from './form.ts';
import type { Sums } from './statistics.store.ts';

/** A number of the picture with what rows and columns ask about. */
type Fact = Cell & {
  readonly kind?: string | null;
  readonly group?: string | null;
  readonly type?: string | null;
  readonly award?: string;
  readonly level?: string;
  readonly duration?: string;
  readonly method?: string | null;
};

export type FormCell = {
  readonly row: string;
  readonly column: string;
  /** Null where the form asks for what no register keeps. */
  readonly count: number | null;
  /** The numbers of the picture that it adds up. */
  readonly cells: readonly string[];
};

export type FilledForm = StatisticalForm & {
  readonly filled: readonly FormCell[];
  readonly needsHumanLook: readonly string[];
};

/** A form with the numbers of one unit and year. */
export function fillForm(form: StatisticalForm, sums: Sums): FilledForm {
  const facts = factsOf(form, sums);
  const filled = form.rows.flatMap((row) =>
    form.columns.map((column): FormCell => {
      const at = { row: row.code, column: column.code };
      if (!row.where || !column.where) return { ...at, count: null, cells: [] };
      const [a, b] = [row.where, column.where];
      const found = facts.filter((fact) => fits(fact, a) && fits(fact, b));
      return {
        ...at,
        count: found.reduce((sum, { count }) => sum + count, 0),
        cells: found.map(({ cell }) => cell),
      };
    }),
  );
  return { ...form, filled, needsHumanLook: doubts(form, facts) };
}

function factsOf({ about, level, year }: StatisticalForm, sums: Sums): readonly Fact[] {
  if (about === 'NONE') return [];
  if (about === 'CAMPAIGN')
    return campaignsLaunched(sums).map(({ cell, count, level: launched, duration, method }) => ({
      ...{ cell, count, level: launched, duration, method },
    }));
  return awardNumbers(sums, localDate(`${year}-12-31`))
    .filter((one) => one.level === level && one.count > 0)
    .map(({ cell, count, kind, group, type, awardCode }) => ({
      ...{ cell, count, kind, group, type, award: awardCode },
    }));
}

const among = (values: readonly string[] | undefined, given: string | null | undefined): boolean =>
  values === undefined || (given != null && values.includes(given));

const fits = (
  fact: Fact,
  { kinds, groups, types, awards, otherThan, levels, durations, methods }: Where,
): boolean =>
  among(kinds, fact.kind) &&
  among(groups, fact.group) &&
  among(types, fact.type) &&
  among(awards, fact.award) &&
  among(levels, fact.level) &&
  among(durations, fact.duration) &&
  among(methods, fact.method) &&
  !(otherThan && fact.award !== undefined && otherThan.includes(fact.award));

/** What a person should look at before the form is sent. */
function doubts(form: StatisticalForm, facts: readonly Fact[]): readonly string[] {
  const sum = (of: readonly Fact[]) => of.reduce((total, { count }) => total + count, 0);
  const unkept = [...form.rows, ...form.columns].filter((line) => line.where === null);
  const ungrouped = sum(facts.filter(({ kind, group }) => kind === 'INDIVIDUAL' && group === null));
  const untyped = sum(facts.filter(({ type }) => type === null));
  const unheld = form.about === 'CAMPAIGN' ? sum(facts.filter(({ method }) => method === null)) : 0;
  const unkind = sum(facts.filter(({ kind }) => kind === null));
  return [
    ...(form.status === 'unverified'
      ? ['Biểu mẫu chép lại từ nguồn thứ ba, chưa đối chiếu với văn bản công bố.']
      : []),
    ...(unkept.length > 0
      ? [`Hệ thống chưa ghi để tính: ${unkept.map(({ code, label }) => `${code} ${label}`).join('; ')}.`]
      : []),
    ...(ungrouped > 0 ? [`${ungrouped} cá nhân chưa khai nhóm đối tượng, không nằm trong nhóm nào.`] : []),
    ...(untyped > 0 ? [`${untyped} khen thưởng không rõ loại hình, không nằm trong loại hình nào.`] : []),
    ...(unheld > 0
      ? [`${unheld} phong trào chưa khai hình thức tổ chức, không nằm trong hình thức nào.`]
      : []),
    ...(unkind > 0 ? [`${unkind} khen thưởng không rõ loại đối tượng.`] : []),
  ];
}
