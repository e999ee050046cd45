import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    ROUND_CALENDAR: true;
    ROUND_AWARD_UNKNOWN: true;
  }
}

export const roundMessages = {
  ROUND_CALENDAR: (r) => `Lịch của đợt không hợp lý: ${detail(r, 'expected')}.`,
  ROUND_AWARD_UNKNOWN: (r) =>
    `Không có danh hiệu, hình thức ${detail(r, 'award')} vào cuối thời gian tính thành tích.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
