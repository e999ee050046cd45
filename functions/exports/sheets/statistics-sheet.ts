import { purposeNames } from '../../deadlines/purpose.ts';
import { viewStatistics, type Statistics } from '../../statistics/view-statistics.ts';
import {
  awardNumbers,
  campaignsLaunched,
  complaints,
  dossierNumbers,
  dossiersEnded,
  exemplars,
  exemplarUnits,
  fund,
  numberOf,
  processing,
  recommendations,
  sessions,
  training,
  type Cell,
} from '../../statistics/picture.ts';
import { dueBands, type DueBand } from '../../statistics/measure.ts';
import { today } from '../../kernel/clock.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { UnitRegistry } from '../../units/registry.ts';
import type { Ask } from '../ask.ts';
import type { ListDeps } from '../deps.ts';
import {
  ageLabels,
  awardLevelLabels,
  commendationLabels,
  bandLabels,
  campaignKindLabels,
  complaintTypeLabels,
  dossierStatusLabels,
  dueLabels,
  durationLabels,
  methodLabels,
  groupLabels,
  launchLevelLabels,
  sexLabels,
  subjectKindLabels,
  unknownLabel,
} from '../labels.ts';
import { inMemory, sheetOf, type Sheet } from '../sheet.ts';
import { namesOn } from './unit-names.ts';

type Line = { readonly group: string; readonly what: string; readonly count: number | null };

/** The one-page picture, a line a number. */
export async function statisticsSheet(
  deps: ListDeps,
  { unitId, on, tree }: Extract<Ask, { list: 'STATISTICS' }>,
): Promise<Sheet> {
  const picture = await viewStatistics(deps, { unitId, on, tree });
  const [name, registry] = await Promise.all([namesOn(deps, on), deps.units.registry()]);
  const how = tree === 'WAS' ? 'theo cây đơn vị vào ngày của số liệu' : 'theo cây đơn vị hôm nay';
  return sheetOf<Line>(
    {
      title: `Số liệu thi đua, khen thưởng ${name(picture.unitId)} ngày ${on}`,
      notes: [`Gồm đơn vị và tất cả cấp dưới, ${how}.`, 'Tố cáo không được đếm.'],
    },
    [
      { title: 'Nhóm số liệu', of: ({ group }) => group },
      { title: 'Chỉ tiêu', of: ({ what }) => what },
      { title: 'Số lượng', kind: 'NUMBER', of: ({ count }) => count },
    ],
    inMemory([
      ...work(picture),
      ...results(picture),
      ...watched(picture),
      ...trained(picture, registry, tree === 'WAS' ? on : today(deps.clock)),
      ...money(picture),
    ]),
  );
}

const said = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(' · ');

function work({ sums }: Statistics): readonly Line[] {
  const campaigns = 'Phong trào thi đua';
  const registered = (when: string) => numberOf(sums, 'REGISTERED', when).count;
  return [
    { group: campaigns, what: 'Đang diễn ra', count: numberOf(sums, 'CAMPAIGN_RUNNING').count },
    ...campaignsLaunched(sums).map(({ kind, level, duration, method, count }) => ({
      group: campaigns,
      what: said(
        'Phát động trong năm',
        campaignKindLabels[kind],
        launchLevelLabels[level],
        durationLabels[duration],
        method && methodLabels[method],
      ),
      count,
    })),
    { group: campaigns, what: 'Đăng ký đúng hạn', count: registered('ON_TIME') },
    { group: campaigns, what: 'Đăng ký trễ hạn', count: registered('LATE') },
    ...dossierNumbers(sums).map(({ status, age, count }) => ({
      ...{ group: 'Hồ sơ đang có', what: said(dossierStatusLabels[status], ageLabels[age]), count },
    })),
    ...dossiersEnded(sums).map(({ status, count }) => ({
      ...{ group: 'Hồ sơ kết thúc trong năm', what: dossierStatusLabels[status], count },
    })),
    ...processing(sums).flatMap(({ purpose, onTime, late, averageDays, waiting }) => {
      const group = `Thời hạn ${purposeNames[purpose]}`;
      return [
        { group, what: 'Đúng hạn trong năm', count: onTime.count },
        { group, what: 'Trễ hạn trong năm', count: late.count },
        { group, what: 'Số ngày trung bình', count: averageDays },
        ...byDue(group, waiting),
      ];
    }),
  ];
}

const results = ({ sums, on }: Statistics): readonly Line[] =>
  awardNumbers(sums, on).flatMap(({ level, awardName, kind, group, sex, type, count, revoked }) => {
    const what = said(
      awardLevelLabels[level],
      awardName,
      kind ? subjectKindLabels[kind] : unknownLabel,
      group ? groupLabels[group] : `nhóm: ${unknownLabel}`,
      sex ? sexLabels[sex] : `giới tính: ${unknownLabel}`,
      type ? commendationLabels[type] : `loại hình: ${unknownLabel}`,
    );
    return [
      { group: 'Khen thưởng trong năm', what, count },
      ...(revoked > 0 ? [{ group: 'Khen thưởng bị hủy trong năm', what, count: revoked }] : []),
    ];
  });

const watched = ({ sums, on }: Statistics): readonly Line[] => [
  { group: 'Công khai lấy ý kiến', what: 'Đang mở', count: numberOf(sums, 'POSTING_OPEN').count },
  ...byDue('Phiên họp Hội đồng chưa họp', sessions(sums)),
  ...complaints(sums).flatMap(({ type, waiting }) =>
    byDue(`Đơn, thư đang giải quyết: ${complaintTypeLabels[type]}`, waiting),
  ),
  ...byDue('Kiến nghị sau thanh tra, kiểm tra chưa xong', recommendations(sums)),
  ...exemplars(sums).map(({ kind, count }) => ({
    ...{ group: 'Điển hình giới thiệu trong năm', what: subjectKindLabels[kind], count },
  })),
  ...exemplarUnits(sums, on).map(({ band, count }) => ({
    ...{ group: 'Đơn vị theo mức giới thiệu điển hình', what: bandLabels[band], count },
  })),
];

function trained({ sums, unitId }: Statistics, registry: UnitRegistry, on: LocalDate): readonly Line[] {
  const { communes, withTrained, without } = training(sums, registry, unitId, on);
  const lines = {
    'Số đơn vị cấp xã': communes,
    'Có cán bộ đã qua tập huấn': withTrained.count,
    'Chưa có cán bộ qua tập huấn': without,
  };
  return Object.entries(lines).map(([what, count]) => ({ group: 'Tập huấn ở cấp xã', what, count }));
}

function money({ sums }: Statistics): readonly Line[] {
  const { approved, budget, contribution, recovery, bonus, organising, left } = fund(sums);
  const lines = { 'Được duyệt': approved, 'Ngân sách cấp': budget, 'Đóng góp': contribution };
  const spent = { 'Thu hồi': recovery, 'Chi tiền thưởng': bonus, 'Chi tổ chức': organising, 'Còn lại': left };
  return Object.entries({ ...lines, ...spent }).map(([what, dong]) => ({
    ...{ group: 'Quỹ thi đua, khen thưởng (đồng)', what, count: Number(dong) },
  }));
}

const byDue = (group: string, waiting: { readonly [Key in Lowercase<DueBand>]: Cell }): readonly Line[] =>
  dueBands.map((band) => {
    const { later, soon, overdue } = waiting;
    return {
      group,
      what: said('Đang chờ', dueLabels[band]),
      count: { LATER: later, SOON: soon, OVERDUE: overdue }[band].count,
    };
  });
