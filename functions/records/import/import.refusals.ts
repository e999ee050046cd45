import { detail, type RefusalCode, type RefusalMessage } from '../../kernel/refusal.ts';

declare module '../../kernel/refusal.ts' {
  interface RefusalCodes {
    IMPORT_EMPTY: true;
    IMPORT_TOO_MANY_ROWS: true;
    IMPORT_TOO_LARGE: true;
    IMPORT_BROKEN: true;
    IMPORT_FORMULA: true;
    IMPORT_ENCODING_TCVN3: true;
    IMPORT_ENCODING_VNI: true;
    IMPORT_ENCODING_UNKNOWN: true;
    IMPORT_COLUMN_MISSING: true;
    IMPORT_COLUMN_UNKNOWN: true;
    IMPORT_PERSON_UNKNOWN: true;
    IMPORT_PERSON_UNSURE: true;
    IMPORT_ROW_TWICE: true;
    IMPORT_ROWS_CONTRADICT: true;
    IMPORT_NOT_READY: true;
    IMPORT_CHANGED: true;
  }
}

const oldText = (name: string) =>
  `Tệp dùng bảng mã cũ ${name}, không phải Unicode; hãy chuyển sang Unicode (UTF-8) rồi gửi lại.`;

export const importMessages = {
  IMPORT_EMPTY: () => 'Tệp không có dòng dữ liệu nào dưới dòng tiêu đề.',
  IMPORT_TOO_MANY_ROWS: (r) => `Tệp có quá nhiều dòng, tối đa ${detail(r, 'limit')}.`,
  IMPORT_TOO_LARGE: (r) => `Tệp vượt giới hạn: tối đa ${detail(r, 'expected')}.`,
  IMPORT_BROKEN: (r) => `Không đọc được tệp (dòng ${detail(r, 'row')}).`,
  IMPORT_FORMULA: (r) =>
    `Có công thức${r.details?.['cell'] === undefined ? '' : ` ở ô ${detail(r, 'cell')}`}; hãy dán lại dạng giá trị.`,
  IMPORT_ENCODING_TCVN3: () => oldText('TCVN3 (ABC)'),
  IMPORT_ENCODING_VNI: () => oldText('VNI'),
  IMPORT_ENCODING_UNKNOWN: () => 'Không nhận ra bảng mã của tệp; hãy lưu lại dạng Unicode (UTF-8).',
  IMPORT_COLUMN_MISSING: (r) => `Thiếu cột ${detail(r, 'column')}.`,
  IMPORT_COLUMN_UNKNOWN: (r) => `Không hiểu cột ${detail(r, 'column')}; hãy bỏ cột này hoặc sửa tên cột.`,
  IMPORT_PERSON_UNKNOWN: () => 'Không tìm thấy đối tượng này trong đơn vị; hãy đăng ký đối tượng trước.',
  IMPORT_PERSON_UNSURE: (r) =>
    `Có ${detail(r, 'count')} đối tượng có thể là người này; hãy chọn đúng đối tượng.`,
  IMPORT_ROW_TWICE: (r) => `Trùng với dòng ${detail(r, 'row')} trong tệp.`,
  IMPORT_ROWS_CONTRADICT: (r) => `Mâu thuẫn với dòng ${detail(r, 'row')} trong tệp.`,
  IMPORT_NOT_READY: (r) =>
    `Chưa nhập được: còn ${detail(r, 'errors')} dòng lỗi và ${detail(r, 'choices')} dòng phải chọn đối tượng.`,
  IMPORT_CHANGED: () => 'Thông tin của đối tượng đã thay đổi sau khi xem trước.',
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
