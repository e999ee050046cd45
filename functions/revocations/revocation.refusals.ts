import type { RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    AWARD_REVOKED: true;
    REVOCATION_PENDING: true;
    RECOVERY_THROUGH_FUND: true;
  }
}

export const revocationMessages = {
  AWARD_REVOKED: () => 'Khen thưởng này đã bị hủy bỏ.',
  REVOCATION_PENDING: () => 'Đã có đề nghị hủy bỏ khen thưởng này đang chờ quyết định.',
  RECOVERY_THROUGH_FUND: () => 'Tiền thưởng đã chi từ Quỹ trong hệ thống phải được thu hồi về Quỹ.',
} satisfies Record<string, RefusalMessage>;
