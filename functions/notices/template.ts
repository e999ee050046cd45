import type { LocalDate } from '../kernel/dates.ts';
import { dayOf, timeOf } from '../kernel/clock.ts';
import { purposeNames, type Purpose } from '../deadlines/purpose.ts';

export const noticeKinds = [
  'DEADLINE_SOON',
  'DEADLINE_TODAY',
  'DEADLINE_OVERDUE',
  'DEADLINE_ESCALATED',
  'DEADLINE_MOVED',
  'DOSSIER_SUBMITTED',
  'DOSSIER_RETURNED',
  'DOSSIER_DECIDED',
  'CONSULTATION_ASKED',
  'CONSULTATION_ANSWERED',
  'CONSULTATION_SILENT',
  'CONSULTATION_WITHDRAWN',
  'MEETING_CALLED',
  'MEETING_MOVED',
  'MEETING_CANCELLED',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** All that a template may say: names of units, file numbers, days and hours. No person, no award, no reason. */
export type NoticeFacts = {
  readonly unitName: string;
  readonly label: string;
  readonly purpose?: Purpose;
  readonly dueOn?: LocalDate;
  readonly dueBefore?: LocalDate;
  /** When a council meets, and was to meet before. */
  readonly meetsAt?: string;
  readonly metAt?: string;
};

export type NoticeText = { readonly title: string; readonly text: string };

/** What to tell for each kind of event, in Vietnamese. */
export const templates: Readonly<Record<NoticeKind, (facts: NoticeFacts) => NoticeText>> = {
  DEADLINE_SOON: (f) => ({
    title: `Sắp đến hạn: ${f.label}`,
    text: `${f.unitName} cần ${work(f)} trước hết ngày ${day(f.dueOn)}.`,
  }),
  DEADLINE_TODAY: (f) => ({
    title: `Đến hạn hôm nay: ${f.label}`,
    text: `Hôm nay (${day(f.dueOn)}) là ngày cuối để ${f.unitName} ${work(f)}.`,
  }),
  DEADLINE_OVERDUE: (f) => ({
    title: `Quá hạn: ${f.label}`,
    text: `${f.unitName} chưa ${work(f)}; hạn là ngày ${day(f.dueOn)}.`,
  }),
  DEADLINE_ESCALATED: (f) => ({
    title: `Quá hạn, báo cáo thủ trưởng: ${f.label}`,
    text: `${f.unitName} vẫn chưa ${work(f)}; hạn là ngày ${day(f.dueOn)}.`,
  }),
  DEADLINE_MOVED: (f) => ({
    title: `Đổi hạn: ${f.label}`,
    text: `Hạn để ${f.unitName} ${work(f)} chuyển từ ngày ${day(f.dueBefore)} sang ngày ${day(f.dueOn)} do lịch nghỉ thay đổi.`,
  }),
  DOSSIER_SUBMITTED: (f) => ({
    title: 'Có hồ sơ chờ tiếp nhận',
    text: `Hồ sơ của ${f.label} được trình đến ${f.unitName}.`,
  }),
  DOSSIER_RETURNED: (f) => ({
    title: 'Hồ sơ được trả lại để bổ sung',
    text: `Một hồ sơ của ${f.unitName} được trả lại; xem lý do trong hồ sơ.`,
  }),
  MEETING_CALLED: (f) => ({
    title: `Mời họp Hội đồng lúc ${hour(f.meetsAt)}`,
    text: `${council(f)} mời họp lúc ${hour(f.meetsAt)}; xem địa điểm và chương trình trong phiên họp.`,
  }),
  MEETING_MOVED: (f) => ({
    title: `Đổi lịch họp Hội đồng: ${hour(f.meetsAt)}`,
    text:
      f.metAt === f.meetsAt
        ? `${council(f)} họp lúc ${hour(f.meetsAt)} ở nơi khác; xem địa điểm trong phiên họp.`
        : `Phiên họp của ${council(f)} lúc ${hour(f.metAt)} chuyển sang ${hour(f.meetsAt)}; xem địa điểm và chương trình trong phiên họp.`,
  }),
  MEETING_CANCELLED: (f) => ({
    title: `Hủy họp Hội đồng lúc ${hour(f.meetsAt)}`,
    text: `${council(f)} không họp lúc ${hour(f.meetsAt)}; xem lý do trong phiên họp.`,
  }),
  DOSSIER_DECIDED: (f) => ({
    title: 'Hồ sơ đã có quyết định',
    text: `Một hồ sơ của ${f.unitName} đã có quyết định khen thưởng.`,
  }),
  CONSULTATION_ASKED: (f) => ({
    title: 'Được hỏi ý kiến về hồ sơ khen thưởng',
    text: `${f.label} hỏi ý kiến ${f.unitName}; cần trả lời trước hết ngày ${day(f.dueOn)}.`,
  }),
  CONSULTATION_ANSWERED: (f) => ({
    title: 'Cơ quan được hỏi đã trả lời',
    text: `${f.label} đã trả lời ${f.unitName} về một hồ sơ khen thưởng.`,
  }),
  CONSULTATION_SILENT: (f) => ({
    title: 'Cơ quan được hỏi không trả lời',
    text: `${f.label} không trả lời đến hết hạn; ghi nhận là không có ý kiến phản đối.`,
  }),
  CONSULTATION_WITHDRAWN: (f) => ({
    title: 'Không còn phải cho ý kiến',
    text: `${f.label} đã rút câu hỏi ý kiến gửi ${f.unitName}.`,
  }),
};

const council = ({ unitName }: NoticeFacts): string => `Hội đồng Thi đua - Khen thưởng của ${unitName}`;

const hour = (at: string | undefined): string => {
  if (at === undefined) return '';
  const moment = new Date(at);
  return `${timeOf(moment)} ngày ${day(dayOf(moment))}`;
};

const work = ({ purpose }: NoticeFacts): string => (purpose ? purposeNames[purpose] : 'hoàn thành việc này');

/** Days as people in an office write them. */
const day = (on: LocalDate | undefined): string => (on ? on.split('-').reverse().join('/') : '');
