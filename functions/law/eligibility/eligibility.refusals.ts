import { detail, type RefusalCode, type RefusalMessage } from '../../kernel/refusal.ts';

declare module '../../kernel/refusal.ts' {
  interface RefusalCodes {
    LAW_DATE_NOT_COVERED: true;
    LAW_AWARD_UNKNOWN: true;
    LAW_SUBJECT_KIND: true;
  }
}

export const eligibilityMessages = {
  LAW_DATE_NOT_COVERED: (r) =>
    `Không xét được năm thành tích ${detail(r, 'year')} vào ngày ${detail(r, 'on')}: chưa có quy định cho thời gian đó.`,
  LAW_AWARD_UNKNOWN: (r) => `Không có danh hiệu, hình thức ${detail(r, 'award')} vào thời gian đó.`,
  LAW_SUBJECT_KIND: (r) => `${detail(r, 'award')} không dành cho loại đối tượng này.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
