import { today } from '../../kernel/clock.ts';
import { parseId } from '../../kernel/ids.ts';
import { listRecommendations } from '../../inspections/view-inspections.ts';
import { daysLate, isLate, type Recommendation } from '../../inspections/recommendation.ts';
import type { Officer } from '../../officers/officer.ts';
import { listOfficers } from '../../officers/view-officers.ts';
import type { Nomination } from '../../training/nomination.ts';
import { forHost, viewClass } from '../../training/view-training.ts';
import { inOrder } from '../../units/browse.ts';
import type { Ask } from '../ask.ts';
import type { ListDeps } from '../deps.ts';
import {
  attendanceLabels,
  nominationLabels,
  officerStatusLabels,
  recommendationLabels,
  workLabels,
  yesNo,
} from '../labels.ts';
import { everyPage, sheetOf, type Sheet } from '../sheet.ts';
import { namesOn } from './unit-names.ts';

type Of<L extends Ask['list']> = Extract<Ask, { list: L }>;

const titles: Readonly<Record<Of<'RECOMMENDATIONS'>['which'], string>> = {
  LATE_OF_HOST: 'Kiến nghị sau thanh tra, kiểm tra quá hạn',
  OPEN_OF_HOST: 'Kiến nghị chưa xác nhận khắc phục',
  TO_VERIFY: 'Kiến nghị chờ xác nhận khắc phục',
  OPEN_OF_OWNER: 'Kiến nghị phải khắc phục',
  ESCALATED_TO: 'Kiến nghị đã báo cáo lên cấp trên',
};

/** What inspections asked for and is late, to be put right, or was taken above. */
export async function recommendationsSheet(
  deps: ListDeps,
  { unitId, which }: Of<'RECOMMENDATIONS'>,
): Promise<Sheet> {
  const on = today(deps.clock);
  const name = await namesOn(deps, on);
  return sheetOf<Recommendation>(
    { title: titles[which] },
    [
      { title: 'Mã kiến nghị', of: ({ id }) => id },
      { title: 'Nội dung', of: ({ text }) => text },
      { title: 'Đơn vị kiến nghị', of: ({ hostUnitId }) => name(hostUnitId) },
      { title: 'Đơn vị phải khắc phục', of: ({ ownerUnitId }) => name(ownerUnitId) },
      { title: 'Hạn', kind: 'DATE', of: ({ dueOn }) => dueOn },
      { title: 'Trạng thái', of: ({ status }) => recommendationLabels[status] },
      { title: 'Số ngày quá hạn', kind: 'NUMBER', of: (one) => (isLate(one, on) ? daysLate(one, on) : 0) },
      { title: 'Số lần báo cáo khắc phục', kind: 'NUMBER', of: ({ remedies }) => remedies.length },
      { title: 'Số lần báo cáo cấp trên', kind: 'NUMBER', of: ({ escalations }) => escalations.length },
    ],
    everyPage((args) => listRecommendations(deps, { unitId, list: which }, args)),
  );
}

/** The directory of a unit, or of it and all below it, unit by unit. */
export async function officersSheet(
  deps: ListDeps,
  { unitId, below, status }: Of<'OFFICERS'>,
): Promise<Sheet> {
  const on = today(deps.clock);
  const name = await namesOn(deps, on);
  const units = below ? [unitId, ...(await unitsBelow(deps, unitId))] : [unitId];
  return sheetOf<Officer>(
    { title: 'Cán bộ làm công tác thi đua, khen thưởng' },
    [
      { title: 'Đơn vị', of: (one) => name(one.unitId) },
      { title: 'Họ tên', of: (one) => one.name },
      { title: 'Chức vụ', of: ({ position }) => position },
      { title: 'Hình thức', of: ({ work }) => workLabels[work] },
      { title: 'Điện thoại', of: ({ contact }) => contact.phone },
      { title: 'Thư điện tử', of: ({ contact }) => contact.email },
      { title: 'Văn bản phân công', of: ({ appointment }) => appointment.number },
      { title: 'Từ ngày', kind: 'DATE', of: ({ from }) => from },
      { title: 'Đến trước ngày', kind: 'DATE', of: ({ to }) => to },
      { title: 'Tập huấn gần nhất', kind: 'DATE', of: ({ trainedOn }) => trainedOn },
      { title: 'Trạng thái', of: (one) => officerStatusLabels[one.status] },
    ],
    async function* () {
      for (const one of units) yield* everyPage((args) => listOfficers(deps, one, status, args))();
    },
  );
}

async function unitsBelow(deps: ListDeps, rawId: string): Promise<readonly string[]> {
  const [registry, on] = [await deps.units.registry(), today(deps.clock)];
  const unitId = parseId('unt', rawId);
  if (!unitId) return [];
  const under = [...registry.units.values()].filter(
    ({ id }) => id !== unitId && registry.pathOn(id, on).includes(unitId),
  );
  return inOrder(under, on).map(({ id }) => id);
}

/** Who was sent to a class and what became of it; undefined for those who don't hold it and aren't over its host. */
export async function attendanceSheet(
  deps: ListDeps,
  { classId }: Of<'ATTENDANCE'>,
): Promise<Sheet | undefined> {
  const one = await viewClass(deps, classId);
  const first = one && (await forHost(deps, one, () => Promise.resolve(one)));
  if (!first) return undefined;
  const name = await namesOn(deps, one.startsOn);
  return sheetOf<Nomination>(
    { title: 'Danh sách dự tập huấn', notes: [one.topic, `${one.startsOn} – ${one.endsOn}, ${one.place}`] },
    [
      { title: 'Họ tên', of: (row) => row.name },
      { title: 'Chức vụ', of: ({ position }) => position },
      { title: 'Đơn vị', of: ({ unitId }) => name(unitId) },
      { title: 'Cử tham gia', of: ({ status }) => nominationLabels[status] },
      { title: 'Điểm danh', of: ({ attendance }) => attendance && attendanceLabels[attendance] },
      { title: 'Điểm kiểm tra', kind: 'NUMBER', of: ({ score }) => score },
      { title: 'Đạt', of: ({ passed }) => yesNo(passed) },
      { title: 'Số giấy chứng nhận', of: ({ certificate }) => certificate?.number ?? null },
      { title: 'Ngày cấp', kind: 'DATE', of: ({ certificate }) => certificate?.issuedOn ?? null },
    ],
    everyPage((args) => deps.training.pageOfClass(one.id, args)),
  );
}
