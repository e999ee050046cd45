import type { RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    AWARD_REVOKED: true;
    REVOCATION_PENDING: true;
  }
}

export const revocationMessages = {
  AWARD_REVOKED: () => 'Khen thưởng này đã bị hủy bỏ.',
  REVOCATION_PENDING: () => 'Đã có đề nghị hủy bỏ khen thưởng này đang chờ quyết định.',
} satisfies Record<string, RefusalMessage>;
