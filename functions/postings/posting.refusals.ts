import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    POSTING_NOT_RECEIVING: true;
    POSTING_NOT_OVER: true;
    POSTING_LIST_NOT_READY: true;
    POSTING_OPINIONS_UNREAD: true;
    POSTING_TOO_SHORT: true;
    POSTING_DOSSIERS_CHANGED: true;
  }
}

export const postingMessages = {
  POSTING_NOT_RECEIVING: (r) =>
    `Thông báo chỉ nhận ý kiến từ ${detail(r, 'from')} đến hết ngày ${detail(r, 'to')}.`,
  POSTING_NOT_OVER: (r) => `Thông báo phải được công khai đến hết ngày ${detail(r, 'to')}.`,
  POSTING_LIST_NOT_READY: () => 'Danh sách công khai đang được lập, hãy thử lại sau ít giây.',
  POSTING_OPINIONS_UNREAD: (r) => `Còn ${detail(r, 'unread')} ý kiến chưa được phân loại.`,
  POSTING_TOO_SHORT: (r) => `Phải công khai ít nhất ${detail(r, 'least')} ngày làm việc.`,
  POSTING_DOSSIERS_CHANGED: () => 'Hãy nêu đúng các hồ sơ có trong thông báo.',
} satisfies Record<string, RefusalMessage>;
