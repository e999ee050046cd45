import type { RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    WEBHOOK_URL: true;
  }
}

export const webhookMessages = {
  WEBHOOK_URL: () =>
    'Địa chỉ phải là https tại một tên miền công cộng, cổng mặc định, không kèm tài khoản hay phần sau dấu #.',
} satisfies Record<string, RefusalMessage>;
