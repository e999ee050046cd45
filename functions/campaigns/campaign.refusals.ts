import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    CAMPAIGN_DATES: true;
    CAMPAIGN_CYCLE: true;
    CAMPAIGN_PARENT: true;
    CAMPAIGN_LAUNCHER: true;
    CAMPAIGN_UNITS_PENDING: true;
    CAMPAIGN_CLOSED: true;
    CAMPAIGN_NOT_ACKNOWLEDGED: true;
    CAMPAIGN_REPORT_DATE: true;
    CAMPAIGN_TARGET_UNKNOWN: true;
    REGISTRATION_AWARD: true;
    REGISTRATION_NOT_YOURS: true;
  }
}

export const campaignMessages = {
  CAMPAIGN_DATES: (r) => `Ngày tháng không hợp lý: ${detail(r, 'expected')}.`,
  CAMPAIGN_CYCLE: () => 'Phong trào không thể nằm dưới chính nó.',
  CAMPAIGN_PARENT: (r) =>
    `Phong trào cấp trên phải đã được phát động và không quá ${detail(r, 'limit')} cấp.`,
  CAMPAIGN_LAUNCHER: (r) => `Cấp phát động không phù hợp: ${detail(r, 'expected')}.`,
  CAMPAIGN_UNITS_PENDING: (r) =>
    `Còn ${detail(r, 'pending')} đơn vị chưa ghi vào danh sách; hãy lập danh sách đơn vị trước khi phát động.`,
  CAMPAIGN_CLOSED: (r) => `Phong trào không còn nhận (trạng thái ${detail(r, 'status')}).`,
  CAMPAIGN_NOT_ACKNOWLEDGED: () => 'Đơn vị chưa xác nhận đã nhận phong trào.',
  CAMPAIGN_REPORT_DATE: () => 'Phong trào không yêu cầu báo cáo vào ngày này.',
  CAMPAIGN_TARGET_UNKNOWN: (r) => `Phong trào không có chỉ tiêu ${detail(r, 'target')}.`,
  REGISTRATION_AWARD: (r) =>
    `Không có danh hiệu, hình thức ${detail(r, 'award')} cho đối tượng này vào ngày ${detail(r, 'on')}.`,
  REGISTRATION_NOT_YOURS: () => 'Thao tác này thuộc đơn vị khác.',
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
