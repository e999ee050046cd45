import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    EXEMPLAR_LIMIT: true;
    EXEMPLAR_OWN: true;
    EXEMPLAR_UNIT_NOT_ENROLLED: true;
    EXEMPLAR_DATES: true;
  }
}

export const exemplarMessages = {
  EXEMPLAR_LIMIT: (r) =>
    `Đơn vị đã giới thiệu ${detail(r, 'introduced')} điển hình, giới hạn là ${detail(r, 'limit')}; muốn giới thiệu thêm phải được đơn vị chủ trì chấp thuận.`,
  EXEMPLAR_OWN: () => 'Người phát hiện không tự xác minh điển hình của mình.',
  EXEMPLAR_UNIT_NOT_ENROLLED: () => 'Đơn vị không thuộc diện thực hiện kế hoạch điển hình của năm này.',
  EXEMPLAR_DATES: (r) => `Ngày không hợp lý: cần ${detail(r, 'expected')}.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
