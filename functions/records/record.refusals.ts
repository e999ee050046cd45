import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    RECORD_DUPLICATE: true;
    RECORD_CONTRADICTS: true;
    RECORD_OWN: true;
    RECORD_SETTLED: true;
    RECORD_SHARED: true;
    RECORDS_FULL: true;
    RECORD_AWARD_UNKNOWN: true;
    RECORD_COMPLETION: true;
    STAFF_COUNTS_INCONSISTENT: true;
    INITIATIVE_SHARES: true;
  }
}

export const recordMessages = {
  RECORD_DUPLICATE: (r) => `Thông tin này đã được ghi (${detail(r, 'recordId')}).`,
  RECORD_CONTRADICTS: (r) =>
    `Mâu thuẫn với thông tin đã ghi (${detail(r, 'recordId')}); hãy đính chính mục đó nếu ghi sai.`,
  RECORD_OWN: () => 'Người nhập không được tự xác nhận thông tin do mình nhập.',
  RECORD_SETTLED: () =>
    'Mục này đã được xác nhận hoặc ghi theo quyết định trên hệ thống; chỉ cơ quan thường trực được thay.',
  RECORD_SHARED: () => 'Sáng kiến là chung của các tác giả; hãy thu hồi hoặc đính chính chính sáng kiến đó.',
  RECORDS_FULL: () => 'Sổ thông tin của đối tượng đã đầy, không ghi thêm được.',
  RECORD_AWARD_UNKNOWN: (r) =>
    `Không có danh hiệu, hình thức ${detail(r, 'award')} trong danh mục${detail(r, 'on') && ` vào ngày ${detail(r, 'on')}`}.`,
  RECORD_COMPLETION: () => 'Cần mức hoàn thành nhiệm vụ hoặc lý do được miễn xét, và chỉ một trong hai.',
  STAFF_COUNTS_INCONSISTENT: (r) => `Số liệu không khớp: cần ${detail(r, 'expected')}.`,
  INITIATIVE_SHARES: (r) => `Tổng tỷ lệ đóng góp là ${detail(r, 'sum')} %, vượt 100 %.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
