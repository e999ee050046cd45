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
  'COMPLAINT_RECEIVED',
  'COMPLAINT_ASSIGNED',
  'COMPLAINT_DECIDED',
  'RECOMMENDATION_MADE',
  'REMEDY_SUBMITTED',
  'REMEDY_REJECTED',
  'REGISTRATION_APPROVED',
  'REGISTRATION_RETURNED',
  'EXEMPLAR_APPROVED',
  'PLAN_TASK_ASSIGNED',
  'TRAINING_NOMINATED',
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
  COMPLAINT_RECEIVED: (f) => ({
    title: `Có đơn mới: ${f.label}`,
    text: `${f.unitName} nhận một đơn; cần xem xét thụ lý hoặc trả lời trước hết ngày ${day(f.dueOn)}.`,
  }),
  COMPLAINT_ASSIGNED: (f) => ({
    title: `Được giao xác minh: ${f.label}`,
    text: `${f.unitName} giao bạn xác minh một đơn.`,
  }),
  COMPLAINT_DECIDED: (f) => ({
    title: `Đã có quyết định giải quyết: ${f.label}`,
    text: `Một đơn do ${f.unitName} xử lý đã có quyết định; cần thi hành và ghi kết quả.`,
  }),
  RECOMMENDATION_MADE: (f) => ({
    title: 'Có kiến nghị sau thanh tra, kiểm tra',
    text: `${f.unitName} cần khắc phục một kiến nghị trước hết ngày ${day(f.dueOn)}.`,
  }),
  REMEDY_SUBMITTED: (f) => ({
    title: 'Đơn vị báo đã khắc phục kiến nghị',
    text: `Một kiến nghị của ${f.unitName} được báo là đã khắc phục; cần xác nhận.`,
  }),
  REMEDY_REJECTED: (f) => ({
    title: 'Kết quả khắc phục chưa được xác nhận',
    text: `${f.unitName} cần khắc phục tiếp một kiến nghị, hạn là ngày ${day(f.dueOn)}; xem lý do trong kiến nghị.`,
  }),
  REGISTRATION_APPROVED: (f) => ({
    title: 'Đăng ký thi đua được duyệt',
    text: `Một đăng ký thi đua của ${f.unitName} đã được duyệt.`,
  }),
  REGISTRATION_RETURNED: (f) => ({
    title: 'Đăng ký thi đua được trả lại',
    text: `Một đăng ký thi đua của ${f.unitName} được trả lại; xem lý do trong đăng ký.`,
  }),
  EXEMPLAR_APPROVED: (f) => ({
    title: 'Điển hình tiên tiến được công nhận',
    text: `Một điển hình tiên tiến của ${f.unitName} đã được công nhận; tiếp theo là bồi dưỡng, giới thiệu.`,
  }),
  PLAN_TASK_ASSIGNED: (f) => ({
    title: `Được giao nhiệm vụ theo kế hoạch ${f.label}`,
    text: `${f.unitName} có một nhiệm vụ do bạn chịu trách nhiệm, hạn là ngày ${day(f.dueOn)}.`,
  }),
  TRAINING_NOMINATED: (f) => ({
    title: 'Được cử dự lớp tập huấn',
    text: `${f.unitName} cử bạn dự một lớp tập huấn; xem thời gian và địa điểm trong lớp.`,
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
