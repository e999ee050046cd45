import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    CONSULTATION_NOT_FORESEEN: true;
    CONSULTATION_OVER: true;
    CONSULTATION_NOT_BY_PAPER: true;
  }
}

export const consultationMessages = {
  CONSULTATION_NOT_FORESEEN: (r) =>
    `Quy định của ngày hôm nay không nêu cơ quan này (${detail(r, 'agency')}); nếu vẫn cần hỏi, chọn loại OTHER.`,
  CONSULTATION_OVER: () => 'Hồ sơ không còn ở bước được hỏi ý kiến.',
  CONSULTATION_NOT_BY_PAPER: () => 'Cơ quan này trả lời trên hệ thống; cán bộ hỏi không ghi thay.',
} satisfies Record<string, RefusalMessage>;
