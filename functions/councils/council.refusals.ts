import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    COUNCIL_ROLE_TAKEN: true;
    COUNCIL_MEMBER_TWICE: true;
    COUNCIL_SEAT_NOT_HELD: true;
    COUNCIL_NOT_MEMBER: true;
  }
}

export const councilMessages = {
  COUNCIL_ROLE_TAKEN: (r) => `Hội đồng chỉ có một người giữ vai trò ${detail(r, 'role')} cùng lúc.`,
  COUNCIL_MEMBER_TWICE: () => 'Một người không giữ hai vị trí trong Hội đồng cùng lúc.',
  COUNCIL_SEAT_NOT_HELD: (r) => `Vị trí số ${detail(r, 'seat')} không có người giữ vào ngày này.`,
  COUNCIL_NOT_MEMBER: () => 'Bạn không phải là thành viên của Hội đồng.',
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
