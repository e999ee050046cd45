import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import { localDate, yearOf, type LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Viewer } from '../units/machine.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { awardTotals } from './picture.ts';
import { fillForm, type FilledForm } from './fill-form.ts';
import { formsIn } from './form.ts';
import { recordListOf } from './cell.ts';
import type { HeadStore } from './head.store.ts';
import type { Tree } from './place.ts';
import { requireStatistics } from './statistics.policy.ts';
import type { ListedRecord, StatisticsStore, Sums } from './statistics.store.ts';

export type ViewDeps = Pick<Scope, 'actor' | 'clock'> & {
  readonly units: Pick<UnitStore, 'registry'>;
  readonly statistics: StatisticsStore;
  readonly statisticsHead: HeadStore;
};

export type Asked = {
  readonly unitId: string;
  readonly on: LocalDate | null;
  readonly tree: Tree;
};

/** One unit's numbers with all below it, on one day. */
export type Statistics = {
  readonly unitId: Id<'unt'>;
  readonly on: LocalDate;
  readonly tree: Tree;
  readonly sums: Sums;
};

const firstYear = 2000;

/** FORBIDDEN for outsiders; BAD_USER_INPUT for a day to come, or before there was anything to count. */
export async function viewStatistics(deps: ViewDeps, asked: Asked): Promise<Statistics> {
  const { unitId, on, generation } = await standing(deps, asked);
  const sums = await deps.statistics.sums({ generation, tree: asked.tree, unitId }, on);
  return { unitId, on, tree: asked.tree, sums };
}

/** The records behind a number. FORBIDDEN for outsiders; BAD_USER_INPUT for what has none, or is listed for today only. */
export async function listRecords(
  deps: ViewDeps,
  asked: Asked & { readonly cell: string },
  args: PageArgs,
): Promise<Page<ListedRecord>> {
  const { unitId, on, generation } = await standing(deps, asked);
  const found = recordListOf(asked.cell, on);
  if (!found) throw new AppError('BAD_USER_INPUT', 'Không có danh sách cho số liệu này.');
  const { list, nowOnly, ...days } = found;
  if (nowOnly && on !== today(deps.clock))
    throw new AppError('BAD_USER_INPUT', 'Danh sách việc đang có chỉ xem được cho ngày hôm nay.');
  const tree = nowOnly ? 'IS' : asked.tree;
  return deps.statistics.pageRecords({ generation, tree, unitId }, list, days, args);
}

/** For everybody: awards of a unit and all below it, by level and form alone. */
export async function viewAwardTotals(
  deps: ViewDeps,
  { unitId: raw, year }: { readonly unitId: string; readonly year: number },
): Promise<ReturnType<typeof awardTotals>> {
  const unitId = parseId('unt', raw);
  if (!Number.isInteger(year) || year < firstYear || year > yearOf(today(deps.clock)))
    throw new AppError('BAD_USER_INPUT', `Năm từ ${firstYear} đến nay.`);
  const { live: generation } = await deps.statisticsHead.get();
  const on = localDate(`${year}-12-31`);
  return unitId ? awardTotals(await deps.statistics.sums({ generation, tree: 'WAS', unitId }, on), year) : [];
}

/** The statutory forms of a year, filled as of its end or today. FORBIDDEN for outsiders; BAD_USER_INPUT for a year to come. */
export async function viewForms(
  deps: ViewDeps,
  { unitId, year }: { readonly unitId: string; readonly year: number },
): Promise<readonly FilledForm[]> {
  const now = today(deps.clock);
  if (!Number.isInteger(year) || year < firstYear || year > yearOf(now))
    throw new AppError('BAD_USER_INPUT', `Năm từ ${firstYear} đến nay.`);
  const end = localDate(`${year}-12-31`);
  const { sums } = await viewStatistics(deps, { unitId, on: end < now ? end : now, tree: 'WAS' });
  return formsIn(year).map((form) => fillForm(form, sums));
}

async function standing(deps: ViewDeps, asked: Asked) {
  const [actor, registry, head] = await Promise.all([
    deps.actor(),
    deps.units.registry(),
    deps.statisticsHead.get(),
  ]);
  const now = today(deps.clock);
  const viewer: Viewer = { actor, registry, on: now };
  const unitId = parseId('unt', asked.unitId);
  requireStatistics(viewer, unitId);
  const on = asked.on ?? now;
  if (on > now || yearOf(on) < firstYear)
    throw new AppError('BAD_USER_INPUT', `Ngày từ ${firstYear}-01-01 đến hôm nay.`);
  return { unitId, on, generation: head.live };
}
