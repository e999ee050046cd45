import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    PUBLICITY_DATES: true;
  }
}

export const publicityMessages = {
  PUBLICITY_DATES: (r) => `Ngày không hợp lý: cần ${detail(r, 'expected')}.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
