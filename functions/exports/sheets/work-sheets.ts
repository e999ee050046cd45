import { today } from '../../kernel/clock.ts';
import { parseId } from '../../kernel/ids.ts';
import { bandOf, type ExemplarUnit } from '../../exemplars/exemplar-year.ts';
import { exemplarYearOf, listCoverage } from '../../exemplars/view-exemplars.ts';
import { listUncovered, type Uncovered } from '../../inspections/view-inspections.ts';
import type { PlanTask } from '../../officers/plan.ts';
import { listTasks } from '../../officers/view-plans.ts';
import type { MediaItem } from '../../publicity/item.ts';
import { listItems } from '../../publicity/view-publicity.ts';
import { nameAround } from '../../units/unit.ts';
import type { Ask } from '../ask.ts';
import type { ListDeps } from '../deps.ts';
import { bandLabels, inspectionKindLabels, mediaItemLabels, mediaLabels, outletLabels } from '../labels.ts';
import { everyPage, sheetOf, type Sheet } from '../sheet.ts';
import { namesOn } from './unit-names.ts';

type Of<L extends Ask['list']> = Extract<Ask, { list: L }>;

/** Units below a host that weren't visited since a day. */
export function uninspectedSheet(deps: ListDeps, ask: Of<'UNINSPECTED'>): Sheet {
  const on = today(deps.clock);
  return sheetOf<Uncovered>(
    {
      title: 'Đơn vị chưa được thanh tra, kiểm tra, giám sát',
      notes: [`${inspectionKindLabels[ask.kind]}, từ ngày ${ask.notSince}`],
    },
    [
      { title: 'Đơn vị', of: ({ unit }) => nameAround(unit, on) },
      { title: 'Lần gần nhất', kind: 'DATE', of: ({ lastOn }) => lastOn },
      {
        title: 'Đơn vị được làm việc lần đó',
        of: ({ visited, lastOn }) => visited && lastOn && nameAround(visited, lastOn),
      },
    ],
    everyPage((args) => listUncovered(deps, ask, args)),
  );
}

/** Units of a year of exemplars with how many they have introduced; undefined when the host has no such year. */
export async function exemplarCoverageSheet(
  deps: ListDeps,
  { hostUnitId, year: number, of }: Of<'EXEMPLAR_COVERAGE'>,
): Promise<Sheet | undefined> {
  const year = await exemplarYearOf(deps, { hostUnitId, year: number });
  if (!year) return undefined;
  return sheetOf<ExemplarUnit>(
    { title: `Điển hình tiên tiến năm ${number} theo đơn vị` },
    [
      { title: 'Đơn vị', of: ({ name }) => name },
      { title: 'Có kế hoạch', of: ({ plan }) => (plan ? 'Có' : 'Không') },
      { title: 'Đã giới thiệu', kind: 'NUMBER', of: ({ introduced }) => introduced },
      { title: 'Tối thiểu', kind: 'NUMBER', of: ({ limits }) => limits.atLeast },
      { title: 'Tối đa', kind: 'NUMBER', of: ({ limits }) => limits.atMost },
      { title: 'So với mức', of: ({ introduced, limits }) => bandLabels[bandOf(introduced, limits)] },
    ],
    everyPage((args) => listCoverage(deps, year, of, args)),
  );
}

/** What was published of one unit's work, the latest first; undefined for an unknown unit. */
export async function mediaItemsSheet(deps: ListDeps, ask: Of<'MEDIA_ITEMS'>): Promise<Sheet | undefined> {
  const unitId = parseId('unt', ask.unitId);
  if (!unitId || !(await deps.units.registry()).get(unitId)) return undefined;
  const name = await namesOn(deps, today(deps.clock));
  return sheetOf<MediaItem>(
    { title: 'Tin bài tuyên truyền' },
    [
      { title: 'Ngày', kind: 'DATE', of: ({ on }) => on },
      { title: 'Thể loại', of: ({ medium }) => mediaLabels[medium] },
      { title: 'Tiêu đề', of: ({ title }) => title },
      { title: 'Cơ quan báo chí', of: ({ outlet }) => outlet },
      { title: 'Cấp', of: ({ level }) => outletLabels[level] },
      { title: 'Đơn vị', of: (one) => name(one.unitId) },
      { title: 'Liên kết', of: ({ link }) => link },
      { title: 'Trạng thái', of: ({ status }) => mediaItemLabels[status] },
    ],
    everyPage((args) => listItems(deps, { unitId }, args)),
  );
}

/** Open tasks by due day: what a unit was given, or what it gave as a host. */
export async function planTasksSheet(deps: ListDeps, { unitId, which }: Of<'PLAN_TASKS'>): Promise<Sheet> {
  const on = today(deps.clock);
  const name = await namesOn(deps, on);
  return sheetOf<PlanTask>(
    { title: which.endsWith('LATE') ? 'Nhiệm vụ quá hạn' : 'Nhiệm vụ chưa hoàn thành' },
    [
      { title: 'Kế hoạch', of: ({ planNumber }) => planNumber },
      { title: 'Số nhiệm vụ', kind: 'NUMBER', of: ({ number }) => number },
      { title: 'Nhiệm vụ', of: ({ text }) => text },
      { title: 'Đơn vị giao', of: ({ hostUnitId }) => name(hostUnitId) },
      { title: 'Đơn vị thực hiện', of: (one) => name(one.unitId) },
      { title: 'Người đứng đầu', of: ({ headName }) => headName },
      { title: 'Chức vụ', of: ({ headPosition }) => headPosition },
      { title: 'Hạn', kind: 'DATE', of: ({ dueOn }) => dueOn },
      { title: 'Tiến độ (%)', kind: 'NUMBER', of: ({ progress }) => progress },
      { title: 'Quá hạn', of: ({ dueOn }) => (dueOn < on ? 'Có' : 'Không') },
    ],
    everyPage((args) => listTasks(deps, { unitId, list: which }, args)),
  );
}
