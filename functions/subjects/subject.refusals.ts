import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    ID_NUMBER_SHAPE: true;
    ID_NUMBER_PLACE: true;
    ID_NUMBER_BIRTH_YEAR: true;
    ID_NUMBER_SEX: true;
    ID_NUMBER_NOT_YOURS: true;
    ID_NUMBER_NONE: true;
    SAME_ID_NUMBER: true;
    POSSIBLE_DUPLICATE: true;
    SUBJECT_KIND_FIELD: true;
  }
}

/** No message repeats a personal number. */
export const subjectMessages = {
  ID_NUMBER_SHAPE: () => 'Số định danh cá nhân phải gồm 12 chữ số (hoặc 9 chữ số với CMND cũ).',
  ID_NUMBER_PLACE: (r) =>
    `Ba chữ số đầu (${detail(r, 'placeCode')}) không phải mã nơi đăng ký khai sinh nào trong danh mục.`,
  ID_NUMBER_BIRTH_YEAR: (r) =>
    r.field.includes('birthDate')
      ? 'Năm sinh không khớp với số định danh cá nhân.'
      : 'Số định danh cá nhân chỉ một năm sinh ở tương lai.',
  ID_NUMBER_SEX: () => 'Giới tính không khớp với số định danh cá nhân.',
  ID_NUMBER_NOT_YOURS: () => 'Số đầy đủ chỉ dành cho cán bộ của chính đơn vị và chuyên viên thẩm định.',
  ID_NUMBER_NONE: () => 'Đối tượng này chưa có số định danh cá nhân.',
  SAME_ID_NUMBER: (r) =>
    r.details?.['subjectId'] === undefined
      ? 'Số định danh cá nhân này đã được đăng ký cho một người ở đơn vị khác.'
      : `Số định danh cá nhân này đã được đăng ký cho ${detail(r, 'subjectId')}.`,
  POSSIBLE_DUPLICATE: (r) =>
    `Có thể đã được đăng ký (${detail(r, 'subjectIds')}); hãy kiểm tra và xác nhận nếu là đối tượng khác.`,
  SUBJECT_KIND_FIELD: (r) => `Thông tin này không dùng cho loại đối tượng ${detail(r, 'kind')}.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
