import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    FILE_EMPTY: true;
    FILE_TOO_LARGE: true;
    FILE_TYPE_NOT_ALLOWED: true;
    FILE_NAME_MISMATCH: true;
    FILE_SIZE_MISMATCH: true;
    FILE_HASH_MISMATCH: true;
    FILE_TYPE_MISMATCH: true;
    FILE_EXECUTABLE: true;
    FILE_MACRO: true;
    FILE_HTML: true;
    FILE_SVG: true;
    FILE_ENCRYPTED: true;
    FILE_BROKEN: true;
    FILE_BOMB: true;
    FILE_MALWARE: true;
    FILE_SCAN_FAILED: true;
    FILE_NOT_CLEAN: true;
    UPLOAD_EXPIRED: true;
  }
}

export const attachmentMessages = {
  FILE_EMPTY: () => 'Tệp rỗng (0 byte).',
  FILE_TOO_LARGE: (r) => `Tệp quá lớn, tối đa ${detail(r, 'limit')} byte.`,
  FILE_TYPE_NOT_ALLOWED: (r) =>
    `Không nhận loại tệp này (${detail(r, 'found')}); hãy dùng PDF, DOCX, XLSX, CSV, ODT, ODS, JPEG hoặc PNG.`,
  FILE_NAME_MISMATCH: (r) => `Phần mở rộng của tên tệp không khớp loại tệp, cần ${detail(r, 'expected')}.`,
  FILE_SIZE_MISMATCH: (r) => `Kích thước tệp nhận được (${detail(r, 'found')} byte) khác kích thước đã khai.`,
  FILE_HASH_MISMATCH: () => 'Nội dung tệp nhận được khác mã SHA-256 đã khai.',
  FILE_TYPE_MISMATCH: (r) => `Nội dung tệp không đúng loại đã khai (nhận ra: ${detail(r, 'found')}).`,
  FILE_EXECUTABLE: () => 'Không nhận tệp chương trình.',
  FILE_MACRO: () => 'Không nhận tài liệu có macro; hãy lưu lại dạng không có macro.',
  FILE_HTML: () => 'Không nhận tệp HTML.',
  FILE_SVG: () => 'Không nhận tệp SVG.',
  FILE_ENCRYPTED: () => 'Không nhận tệp đặt mật khẩu, vì không kiểm tra được nội dung.',
  FILE_BROKEN: () => 'Tệp bị hỏng hoặc có cấu trúc bất thường.',
  FILE_BOMB: () => 'Tệp nén phình quá lớn khi mở.',
  FILE_MALWARE: () => 'Tệp có mã độc và đã bị xóa.',
  FILE_SCAN_FAILED: (r) => `Không kiểm tra được mã độc trong tệp (${detail(r, 'result')}); hãy gửi lại.`,
  FILE_NOT_CLEAN: (r) => `Tệp chưa dùng được (trạng thái ${detail(r, 'status')}).`,
  UPLOAD_EXPIRED: () => 'Đã hết thời gian gửi tệp; hãy tạo yêu cầu mới.',
} satisfies Record<string, RefusalMessage>;

/** What may be stored as the reason of a rejection. */
export const fileCodes = [
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'FILE_TYPE_NOT_ALLOWED',
  'FILE_SIZE_MISMATCH',
  'FILE_HASH_MISMATCH',
  'FILE_TYPE_MISMATCH',
  'FILE_EXECUTABLE',
  'FILE_MACRO',
  'FILE_HTML',
  'FILE_SVG',
  'FILE_ENCRYPTED',
  'FILE_BROKEN',
  'FILE_BOMB',
  'FILE_MALWARE',
  'FILE_SCAN_FAILED',
] as const satisfies readonly (keyof typeof attachmentMessages)[];

export type FileCode = (typeof fileCodes)[number];
