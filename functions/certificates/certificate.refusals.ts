import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    CERTIFICATE_ISSUED: true;
    CERTIFICATE_REVOKED: true;
    CERTIFICATE_REPLACED: true;
  }
}

export const certificateMessages = {
  CERTIFICATE_ISSUED: () => 'Khen thưởng này đã được cấp giấy chứng nhận; hãy cấp lại nếu cần.',
  CERTIFICATE_REVOKED: () => 'Khen thưởng đã bị hủy bỏ.',
  CERTIFICATE_REPLACED: (r) => `Giấy chứng nhận đã được thay bằng bản khác${detail(r, 'by')}.`,
} satisfies Record<string, RefusalMessage>;
