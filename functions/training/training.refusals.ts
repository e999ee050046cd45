import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    TRAINING_CLOSED: true;
    TRAINING_FULL: true;
    TRAINING_QUOTA: true;
    TRAINING_NOT_TARGET: true;
    TRAINING_NOT_NOMINATED: true;
    TRAINING_NOT_ATTENDED: true;
    TRAINING_NOT_PASSED: true;
    TRAINING_DATES: true;
  }
}

export const trainingMessages = {
  TRAINING_CLOSED: (r) => `Lớp không nhận cử người nữa (hạn ${detail(r, 'closesOn')}).`,
  TRAINING_FULL: (r) => `Lớp đã đủ ${detail(r, 'limit')} chỗ.`,
  TRAINING_QUOTA: (r) => `Đơn vị đã cử đủ ${detail(r, 'limit')} người của lớp này.`,
  TRAINING_NOT_TARGET: () => 'Đơn vị không thuộc đối tượng của lớp.',
  TRAINING_NOT_NOMINATED: () => 'Người này không được cử tham gia lớp.',
  TRAINING_NOT_ATTENDED: () => 'Người này không dự đủ lớp.',
  TRAINING_NOT_PASSED: () => 'Người này chưa đạt bài kiểm tra.',
  TRAINING_DATES: (r) => `Ngày không hợp lý: cần ${detail(r, 'expected')}.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
