import { AppError } from '../kernel/app-error.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Award } from './award.ts';
import type { AwardStore } from './award.store.ts';

export type AwardFilter = {
  readonly year?: number | null | undefined;
  readonly unitId?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly awardCode?: string | null | undefined;
  readonly decisionNumber?: string | null | undefined;
};

const empty: Page<Award> = { edges: [], hasNextPage: false, hasPreviousPage: false };

/** Each filter is a key of its own; two at once would need a filter behind a page, so they are refused. */
export async function listAwards(
  awards: AwardStore,
  filter: AwardFilter,
  args: PageArgs,
): Promise<Page<Award>> {
  const given = Object.values(filter).filter((value) => value != null);
  if (given.length !== 1) throw new AppError('BAD_USER_INPUT', 'Chọn đúng một điều kiện lọc.');
  if (filter.year != null) return awards.pageByYear(filter.year, args);
  if (filter.name != null) return awards.pageByName(filter.name, args);
  if (filter.awardCode != null) return awards.pageByAward(filter.awardCode, args);
  if (filter.decisionNumber != null) return awards.pageByDecisionNumber(filter.decisionNumber, args);
  const unitId = parseId('unt', filter.unitId ?? '');
  return unitId ? awards.pageByUnit(unitId, args) : empty;
}
