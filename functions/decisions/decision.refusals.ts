import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    DECISION_NUMBER_AUTOMATIC: true;
    DECISION_REGISTER_NONE: true;
  }
}

export const decisionMessages = {
  DECISION_NUMBER_AUTOMATIC: (r) =>
    `Số quyết định năm ${detail(r, 'year')} của đơn vị được lấy từ sổ của hệ thống, không nhập tay.`,
  DECISION_REGISTER_NONE: () => 'Đơn vị chưa mở sổ quyết định trong hệ thống; hãy nhập số hoặc mở sổ.',
} satisfies Record<string, RefusalMessage>;
