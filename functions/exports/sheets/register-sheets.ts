import type { Award } from '../../awards/award.ts';
import { listAwards } from '../../awards/list-awards.ts';
import { clockOf, listComplaints, type ListedComplaint } from '../../complaints/view-complaints.ts';
import { caseLabel, complaintStatuses } from '../../complaints/complaint.ts';
import type { Dossier } from '../../dossiers/dossier.ts';
import type { Nominee } from '../../dossiers/nominee.ts';
import { listDossiers, viewDossier } from '../../dossiers/view-dossier.ts';
import { dayOf, today } from '../../kernel/clock.ts';
import { awardOn } from '../../law/awards.ts';
import { listRecords } from '../../statistics/view-statistics.ts';
import type { ListedRecord } from '../../statistics/statistics.store.ts';
import type { Ask } from '../ask.ts';
import type { ListDeps } from '../deps.ts';
import {
  channelLabels,
  commendationLabels,
  complaintStatusLabels,
  complaintTypeLabels,
  dossierStatusLabels,
  outcomeLabels,
  subjectKindLabels,
  yesNo,
} from '../labels.ts';
import { everyPage, sheetOf, type Sheet } from '../sheet.ts';
import { namesOn } from './unit-names.ts';

type Of<L extends Ask['list']> = Extract<Ask, { list: L }>;

/** The records behind a number of the picture. */
export async function recordsSheet(deps: ListDeps, ask: Of<'STATISTICS_RECORDS'>): Promise<Sheet> {
  const name = await namesOn(deps, ask.on);
  return sheetOf<ListedRecord>(
    { title: `Bản ghi sau số liệu ngày ${ask.on}`, notes: [`Số liệu: ${ask.cell}`] },
    [
      { title: 'Mã bản ghi', of: ({ recordId }) => recordId },
      { title: 'Đơn vị', of: ({ unitId }) => name(unitId) },
      { title: 'Ngày', kind: 'DATE', of: ({ day }) => day },
    ],
    everyPage((args) => listRecords(deps, ask, args)),
  );
}

/** Dossiers by author, inbox or round; nothing of what the appraisal found of anybody. */
export async function dossiersSheet(deps: ListDeps, { list: _, ...filter }: Of<'DOSSIERS'>): Promise<Sheet> {
  const name = await namesOn(deps, today(deps.clock));
  const deadline = (one: Dossier) => one.receipt?.deadline?.dueOn ?? null;
  return sheetOf<Dossier>(
    { title: 'Danh sách hồ sơ đề nghị khen thưởng' },
    [
      { title: 'Mã hồ sơ', of: ({ id }) => id },
      { title: 'Tiêu đề', of: ({ title }) => title },
      { title: 'Loại hình khen thưởng', of: ({ type }) => commendationLabels[type] },
      { title: 'Đơn vị lập', of: ({ authorName }) => authorName },
      { title: 'Đang ở đơn vị', of: ({ handlerUnitId }) => handlerUnitId && name(handlerUnitId) },
      { title: 'Trạng thái', of: ({ status }) => dossierStatusLabels[status] },
      { title: 'Số trường hợp', kind: 'NUMBER', of: ({ totalNominees }) => totalNominees },
      {
        title: 'Ngày trình',
        kind: 'DATE',
        of: ({ submission }) => submission && dayOf(new Date(submission.at)),
      },
      { title: 'Số tiếp nhận', of: ({ receipt }) => receipt?.number ?? null },
      { title: 'Ngày tiếp nhận', kind: 'DATE', of: ({ receipt }) => receipt?.receivedOn ?? null },
      { title: 'Hạn trả kết quả', kind: 'DATE', of: deadline },
    ],
    everyPage((args) => listDossiers(deps, filter, args)),
  );
}

/** Whom a dossier proposes; undefined when it isn't there to be seen. */
export async function nomineesSheet(
  deps: ListDeps,
  { dossierId }: Of<'NOMINEES'>,
): Promise<Sheet | undefined> {
  const dossier = await viewDossier(deps, dossierId);
  if (!dossier) return undefined;
  const on = today(deps.clock);
  return sheetOf<Nominee>(
    { title: 'Danh sách đề nghị khen thưởng', notes: [dossier.title, dossier.authorName] },
    [
      { title: 'Mã', of: ({ id }) => id },
      { title: 'Họ tên, tên tập thể', of: ({ name }) => name },
      { title: 'Loại đối tượng', of: ({ kind }) => subjectKindLabels[kind] },
      { title: 'Chức vụ', of: ({ position }) => position },
      { title: 'Đơn vị', of: ({ unitName }) => unitName },
      { title: 'Mã khen thưởng', of: ({ awardCode }) => awardCode },
      {
        title: 'Danh hiệu, hình thức đề nghị',
        of: ({ awardCode }) => awardOn(awardCode, on)?.name ?? awardCode,
      },
      { title: 'Có báo cáo thành tích', of: ({ hasReport }) => yesNo(hasReport) },
    ],
    everyPage((args) => deps.nominees.page(dossier.id, args)),
  );
}

/** The public register, by one of its filters. */
export const awardsSheet = (deps: ListDeps, { list: _, ...filter }: Of<'AWARDS'>): Sheet =>
  sheetOf<Award>(
    { title: 'Sổ khen thưởng' },
    [
      { title: 'Họ tên, tên tập thể', of: ({ name }) => name },
      { title: 'Chức vụ', of: ({ position }) => position },
      { title: 'Đơn vị', of: ({ unitName }) => unitName },
      { title: 'Danh hiệu, hình thức', of: ({ awardName }) => awardName },
      { title: 'Số quyết định', of: ({ decisionNumber }) => decisionNumber },
      { title: 'Ngày quyết định', kind: 'DATE', of: ({ issuedOn }) => issuedOn },
      { title: 'Cơ quan quyết định', of: ({ issuerName }) => issuerName },
      { title: 'Số quyết định hủy bỏ', of: ({ revocation }) => revocation?.decisionNumber ?? null },
      { title: 'Ngày hủy bỏ', kind: 'DATE', of: ({ revocation }) => revocation?.issuedOn ?? null },
    ],
    everyPage((args) => listAwards(deps.awards, filter, args)),
  );

const withClock = (row: ListedComplaint, clock: ListedComplaint['clock']): ListedComplaint => ({
  ...row,
  ...(clock && { clock }),
});

/** Complaints, petitions and queries of a unit. Denunciations never leave in a file, nor does who wrote any of them, or what. */
export const complaintsSheet = (deps: ListDeps, { list: _, ...filter }: Of<'COMPLAINTS'>): Sheet =>
  sheetOf<ListedComplaint>(
    { title: 'Sổ theo dõi đơn', notes: ['Không có tố cáo, người gửi và nội dung đơn.'] },
    [
      { title: 'Đơn', of: (one) => caseLabel(one) },
      { title: 'Loại', of: ({ type }) => complaintTypeLabels[type] },
      { title: 'Lần giải quyết', kind: 'NUMBER', of: ({ instance }) => instance },
      { title: 'Nguồn', of: ({ channel }) => channelLabels[channel] },
      { title: 'Ngày nhận', kind: 'DATE', of: ({ receivedOn }) => receivedOn },
      { title: 'Trạng thái', of: ({ status }) => complaintStatusLabels[status] },
      { title: 'Người được giao', of: ({ assignees }) => assignees.map(({ name }) => name).join('; ') },
      { title: 'Ngày thụ lý', kind: 'DATE', of: ({ acceptedOn }) => acceptedOn },
      { title: 'Số quyết định giải quyết', of: ({ decision }) => decision?.number ?? null },
      { title: 'Ngày quyết định', kind: 'DATE', of: ({ decision }) => decision?.issuedOn ?? null },
      { title: 'Kết luận', of: ({ decision }) => decision && outcomeLabels[decision.outcome] },
      { title: 'Hạn đang chạy', kind: 'DATE', of: ({ clock }) => clock?.dueOn ?? null },
    ],
    async function* () {
      const { status, due } = filter;
      const statuses = due === null && status === null ? complaintStatuses : [status];
      for (const one of statuses) {
        const asked = { ...filter, status: one, denunciations: false };
        for await (const page of everyPage((args) => listComplaints(deps, asked, args))())
          yield await Promise.all(page.map(async (row) => withClock(row, await clockOf(deps, row))));
      }
    },
  );
