import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    COMPLAINT_ACCUSED: true;
    COMPLAINT_INADMISSIBLE: true;
    COMPLAINT_TYPE: true;
    COMPLAINT_DATES: true;
    COMPLAINT_NO_DIALOGUE: true;
    COMPLAINT_NOT_APPEALABLE: true;
    COMPLAINT_ASSIGNEES: true;
    COMPLAINT_NOT_WITHDRAWN: true;
  }
}

/** None of these may repeat what somebody wrote, and least of all who they are. */
export const complaintMessages = {
  COMPLAINT_ACCUSED: () =>
    'Người bị khiếu nại, tố cáo hoặc người của đơn vị bị khiếu nại, tố cáo không được xử lý vụ việc này.',
  COMPLAINT_INADMISSIBLE: (r) => `Không đủ điều kiện thụ lý: ${detail(r, 'condition')}.`,
  COMPLAINT_TYPE: (r) => `Loại đơn (${detail(r, 'type')}) không có bước này.`,
  COMPLAINT_DATES: (r) => `Ngày không hợp lý: cần ${detail(r, 'expected')}.`,
  COMPLAINT_NO_DIALOGUE: () => 'Khiếu nại lần hai phải tổ chức đối thoại trước khi quyết định.',
  COMPLAINT_NOT_APPEALABLE: (r) => `Không khiếu nại lần hai được: ${detail(r, 'reason')}.`,
  COMPLAINT_ASSIGNEES: () => 'Phải giao người xác minh trước.',
  COMPLAINT_NOT_WITHDRAWN: () =>
    'Người gửi chưa rút đơn: cần yêu cầu rút bằng mã tra cứu, hoặc đơn rút bằng giấy đối với đơn giấy.',
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
