import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    INSPECTION_OWN_UNIT: true;
    INSPECTION_DATES: true;
    INSPECTION_LEAD: true;
    INSPECTION_ANSWERS: true;
    RECOMMENDATION_NOT_LATE: true;
    RECOMMENDATION_OWN: true;
  }
}

export const inspectionMessages = {
  INSPECTION_OWN_UNIT: (r) => `${detail(r, 'name')} công tác tại đơn vị được thanh tra, kiểm tra, giám sát.`,
  INSPECTION_DATES: (r) => `Ngày không hợp lý: cần ${detail(r, 'expected')}.`,
  INSPECTION_LEAD: () => 'Đoàn phải có đúng một trưởng đoàn.',
  INSPECTION_ANSWERS: (r) => `Câu hỏi ${detail(r, 'code')} ${detail(r, 'problem')}.`,
  RECOMMENDATION_NOT_LATE: (r) => `Kiến nghị chưa quá hạn (${detail(r, 'dueOn')}).`,
  RECOMMENDATION_OWN: () => 'Người báo cáo khắc phục không tự xác nhận.',
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
