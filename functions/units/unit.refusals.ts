import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    UNIT_CYCLE: true;
    UNIT_CODE_TAKEN: true;
    UNIT_HAS_CHILDREN: true;
    UNIT_MERGE_INTO_SELF: true;
    UNIT_NOT_ALIVE: true;
    IMPORT_ROW: true;
  }
}

export const unitMessages = {
  UNIT_CYCLE: () => 'Đơn vị không thể nằm dưới chính nó.',
  UNIT_CODE_TAKEN: (r) =>
    `Mã ${detail(r, 'code')} đang được một đơn vị khác dùng vào ngày ${detail(r, 'on')}.`,
  UNIT_HAS_CHILDREN: (r) => `Vẫn còn đơn vị trực thuộc vào ngày ${detail(r, 'on')}: ${detail(r, 'unit')}.`,
  UNIT_MERGE_INTO_SELF: () => 'Không thể sáp nhập một đơn vị vào chính nó.',
  UNIT_NOT_ALIVE: (r) => `Đơn vị không tồn tại vào ngày ${detail(r, 'on')}.`,
  IMPORT_ROW: (r) => `Dòng ${detail(r, 'row')}: ${detail(r, 'expected')}.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
