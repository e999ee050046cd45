import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    EXPORT_ONE_LIST: true;
    EXPORT_TOO_MANY_ROWS: true;
    EXPORT_NOT_ALLOWED: true;
    EXPORT_NOT_READY: true;
  }
}

export const exportMessages = {
  EXPORT_ONE_LIST: () => 'Chọn đúng một danh sách để xuất.',
  EXPORT_TOO_MANY_ROWS: (r) =>
    `Danh sách có quá nhiều dòng, tối đa ${detail(r, 'limit')}; hãy chọn hẹp hơn, hoặc xuất dạng CSV.`,
  EXPORT_NOT_ALLOWED: () => 'Không còn được xem danh sách này.',
  EXPORT_NOT_READY: (r) => `Tệp chưa tải được (trạng thái ${detail(r, 'status')}).`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
