import type { RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    NOTICE_NO_ADDRESS: true;
  }
}

export const noticeMessages = {
  NOTICE_NO_ADDRESS: () => 'Chưa có địa chỉ thư điện tử công vụ; hãy đề nghị quản trị hệ thống ghi địa chỉ.',
} satisfies Record<string, RefusalMessage>;
