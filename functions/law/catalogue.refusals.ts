import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    LAW_AWARD_UNKNOWN: true;
    LAW_SUBJECT_KIND: true;
    LAW_DAY_UNKNOWN: true;
  }
}

export const catalogueMessages = {
  LAW_AWARD_UNKNOWN: (r) =>
    `Không có danh hiệu, hình thức ${detail(r, 'award')} vào ngày ${detail(r, 'on')}.`,
  LAW_SUBJECT_KIND: (r) => `${detail(r, 'award')} không dành cho loại đối tượng này.`,
  LAW_DAY_UNKNOWN: (r) =>
    `Chỉ có dữ liệu pháp luật từ ${detail(r, 'from')} đến ${detail(r, 'to')}; không trả lời cho ngày khác.`,
} satisfies Record<string, RefusalMessage>;
