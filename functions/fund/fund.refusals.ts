import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    FUND_OVER_LIMIT: true;
    FUND_EXCEEDED: true;
    FUND_ORGANISING_LIMIT: true;
    PAYMENT_NOT_DUE: true;
    PAYMENT_OTHER_FUND: true;
    PAYMENT_KNOWN: true;
    PAYMENT_NOT_PROPOSED: true;
    PAYMENT_SAME_PERSON: true;
    PAYMENT_NOT_TO_RECOVER: true;
  }
}

export const fundMessages = {
  FUND_OVER_LIMIT: (r) => `Mức trích vượt mức tối đa theo quy định là ${detail(r, 'limit')} đồng.`,
  FUND_EXCEEDED: (r) =>
    `Quỹ chỉ còn ${detail(r, 'room')} đồng, không đủ chi ${detail(r, 'amount')} đồng; muốn chi phải nêu lý do.`,
  FUND_ORGANISING_LIMIT: (r) =>
    `Chi tổ chức thi đua vượt phần được dùng của Quỹ là ${detail(r, 'limit')} đồng.`,
  PAYMENT_NOT_DUE: (r) => `Dòng ${detail(r, 'line')} không ở trạng thái phải chi (${detail(r, 'status')}).`,
  PAYMENT_NOT_TO_RECOVER: (r) => `Dòng chi không chờ thu hồi (${detail(r, 'status')}).`,
  PAYMENT_KNOWN: () => 'Dòng này đã có mức chi hoặc không phải chi.',
  PAYMENT_NOT_PROPOSED: () => 'Chưa ai đề nghị mức chi cho dòng này.',
  PAYMENT_SAME_PERSON: () => 'Người đồng ý phải khác người đề nghị mức chi.',
  PAYMENT_OTHER_FUND: () => 'Danh sách chi không thuộc Quỹ của đơn vị này hoặc của năm này.',
} satisfies Record<string, RefusalMessage>;
