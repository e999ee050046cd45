import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    BALLOT_MODE_NOT_LAWFUL: true;
    BALLOT_NEEDS_MEETING: true;
    BALLOT_LIST_STALE: true;
    BALLOT_TELLERS: true;
    BALLOT_SEAT_WITHOUT_ACCOUNT: true;
    BALLOT_NOBODY_VOTES: true;
    BALLOT_NO_CONFLICT: true;
    BALLOT_WAIVER_OWN: true;
    BALLOT_CHAIR_ONLY: true;
    BALLOT_NOT_ON_ROLL: true;
    BALLOT_PAPER_TAKEN: true;
    BALLOT_CLOSED: true;
    BALLOT_IDENTIFIED: true;
    BALLOT_CREDENTIAL_INVALID: true;
    BALLOT_MALFORMED: true;
    BALLOT_ALREADY_CAST: true;
    BALLOT_COUNT_WRONG: true;
    BALLOT_DISCREPANCY: true;
  }
}

export const ballotMessages = {
  BALLOT_MODE_NOT_LAWFUL: (r) => `Hình thức ${detail(r, 'award')} phải bỏ phiếu, không giơ tay biểu quyết.`,
  BALLOT_NEEDS_MEETING: () => 'Chỉ bỏ phiếu trong phiên họp đang diễn ra, về hồ sơ có trong chương trình.',
  BALLOT_LIST_STALE: () => 'Danh sách đề nghị đã thay đổi so với khi lập phiếu; hãy lập lại cuộc bỏ phiếu.',
  BALLOT_TELLERS: () => 'Ban kiểm phiếu cần ít nhất hai thành viên khác nhau đang giữ vị trí trong Hội đồng.',
  BALLOT_SEAT_WITHOUT_ACCOUNT: (r) =>
    `Thành viên ở vị trí ${detail(r, 'seat')} chưa có tài khoản; hãy bỏ phiếu giấy.`,
  BALLOT_NOBODY_VOTES: () => 'Có trường hợp mà không thành viên nào dự họp được biểu quyết.',
  BALLOT_NO_CONFLICT: () => 'Không có xung đột lợi ích để miễn.',
  BALLOT_WAIVER_OWN: () => 'Không được tự miễn xung đột lợi ích của chính mình.',
  BALLOT_CHAIR_ONLY: () => 'Chỉ Chủ tịch Hội đồng được miễn, có lý do.',
  BALLOT_NOT_ON_ROLL: () => 'Bạn không có tên trong danh sách bỏ phiếu của tờ phiếu này.',
  BALLOT_PAPER_TAKEN: () =>
    'Phiếu của bạn đã được phát cho một thiết bị; chỉ thiết bị đó dùng được phiếu này.',
  BALLOT_CLOSED: () => 'Hòm phiếu đã đóng hoặc không tồn tại.',
  BALLOT_IDENTIFIED: () => 'Phiếu kín phải gửi không kèm đăng nhập.',
  BALLOT_CREDENTIAL_INVALID: () => 'Phiếu không do Hội đồng phát hành.',
  BALLOT_MALFORMED: () => 'Phiếu không đúng quy cách.',
  BALLOT_ALREADY_CAST: () => 'Phiếu này đã được bỏ; phiếu bỏ trước được tính.',
  BALLOT_COUNT_WRONG: (r) => `Số phiếu không khớp: cần ${detail(r, 'expected')}.`,
  BALLOT_DISCREPANCY: (r) =>
    `Số phiếu trong hòm (${detail(r, 'returned')}) không khớp với số phát ra (${detail(r, 'issued')}) hoặc với bản niêm phong.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
