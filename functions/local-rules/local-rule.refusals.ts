import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    LOCAL_RULE_LOOSER: true;
    LOCAL_RULE_OVERLAP: true;
    LOCAL_RULE_IN_FORCE: true;
    LOCAL_RULE_NOT_PROVINCE: true;
  }
}

export const localRuleMessages = {
  LOCAL_RULE_LOOSER: (r) =>
    `Quy định của địa phương nhẹ hơn quy định chung từ ngày ${detail(r, 'on')}: ${detail(r, 'national')}.`,
  LOCAL_RULE_OVERLAP: (r) =>
    `Đã có quy định số ${detail(r, 'number')} về cùng nội dung trong thời gian này; hãy kết thúc quy định đó trước.`,
  LOCAL_RULE_IN_FORCE: (r) =>
    `Quy định số ${detail(r, 'number')} đã có hiệu lực và có thể đã được áp dụng nên không sửa, xóa được; chỉ kết thúc được từ ngày mai.`,
  LOCAL_RULE_NOT_PROVINCE: () => 'Chỉ tỉnh mới ban hành quy định của địa phương.',
} satisfies Record<string, RefusalMessage>;
