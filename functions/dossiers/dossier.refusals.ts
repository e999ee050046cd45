import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    DOSSIER_NOT_YOURS: true;
    DOSSIER_OWN: true;
    DOSSIER_SAME_OFFICER: true;
    DOSSIER_NO_NOMINEES: true;
    DOSSIER_COMPONENT_MISSING: true;
    DOSSIER_MIXED_AUTHORITY: true;
    DOSSIER_AWARD_NOT_IN_ROUND: true;
    DOSSIER_SUBJECT_KIND: true;
    DOSSIER_ROUND_NOT_OPEN: true;
    DOSSIER_ROUND_CLOSED: true;
    DOSSIER_LOCAL_DATE: true;
    DOSSIER_NOT_APPRAISED: true;
    DOSSIER_NOT_ELIGIBLE: true;
    DOSSIER_ELIGIBLE: true;
    DOSSIER_VERDICT_PENDING: true;
    DOSSIER_NOT_IN_AUTHORITY: true;
    DECISION_NUMBER_TAKEN: true;
    DOSSIER_STEP_MISSING: true;
    DOSSIER_STEP_NOT_NEEDED: true;
    DOSSIER_SUSPENDED: true;
    DOSSIER_HELD: true;
    DOSSIER_SIMPLE_CASE: true;
  }
}

export const dossierMessages = {
  DOSSIER_NOT_YOURS: () => 'Vai trò của bạn tại đơn vị này không cho phép thao tác trên hồ sơ.',
  DOSSIER_OWN: () => 'Bạn đã lập hoặc trình hồ sơ này nên không được thẩm định hay quyết định hồ sơ.',
  DOSSIER_SAME_OFFICER: () => 'Người xác nhận phải khác người đã thẩm định.',
  DOSSIER_NO_NOMINEES: () => 'Hồ sơ chưa có trường hợp đề nghị khen thưởng nào.',
  DOSSIER_COMPONENT_MISSING: (r) => `Hồ sơ thiếu thành phần ${detail(r, 'component')}.`,
  DOSSIER_MIXED_AUTHORITY: () => 'Các hình thức khen thưởng trong hồ sơ không cùng một cấp có thẩm quyền.',
  DOSSIER_AWARD_NOT_IN_ROUND: (r) => `Đợt xét không nhận hình thức khen thưởng ${detail(r, 'award')}.`,
  DOSSIER_SUBJECT_KIND: (r) => `Hình thức ${detail(r, 'award')} không dành cho đối tượng này.`,
  DOSSIER_ROUND_NOT_OPEN: (r) => `Đợt xét chưa mở nhận hồ sơ (từ ngày ${detail(r, 'opensOn')}).`,
  DOSSIER_ROUND_CLOSED: (r) => `Đợt xét đã hết hạn nhận hồ sơ (ngày ${detail(r, 'closesOn')}).`,
  DOSSIER_LOCAL_DATE: (r) =>
    `Đã quá thời hạn trình ${detail(r, 'award')} theo quy định của tỉnh (ngày ${detail(r, 'by')}).`,
  DOSSIER_NOT_APPRAISED: (r) =>
    `Còn ${detail(r, 'missing')} trường hợp chưa được thẩm định và xác nhận hoặc chưa được duyệt.`,
  DOSSIER_NOT_ELIGIBLE: () =>
    'Trường hợp chưa đủ tiêu chuẩn theo pháp luật; muốn duyệt phải nêu lý do trong ghi chú.',
  DOSSIER_ELIGIBLE: () =>
    'Trường hợp đủ tiêu chuẩn theo pháp luật; muốn không duyệt phải nêu lý do trong ghi chú.',
  DOSSIER_VERDICT_PENDING: () =>
    'Kết luận theo quy định đang được ghi; thử lại sau ít giây, hoặc yêu cầu xét lại tiêu chuẩn.',
  DOSSIER_NOT_IN_AUTHORITY: (r) => `Đơn vị không có thẩm quyền quyết định hình thức ${detail(r, 'award')}.`,
  DECISION_NUMBER_TAKEN: (r) =>
    `Số quyết định ${detail(r, 'number')} đã được dùng trong năm ${detail(r, 'year')}.`,
  DOSSIER_STEP_MISSING: (r) =>
    `Hồ sơ chưa xong bước ${stepName(detail(r, 'step'))} mà pháp luật yêu cầu trước thao tác này.`,
  DOSSIER_STEP_NOT_NEEDED: (r) => `Hồ sơ không phải qua bước ${stepName(detail(r, 'step'))}.`,
  DOSSIER_SUSPENDED: (r) =>
    `Còn ${detail(r, 'suspended')} trường hợp tạm dừng xét vì tố cáo, phản ánh hoặc ý kiến không đồng ý chưa giải quyết.`,
  DOSSIER_HELD: (r) =>
    `Hồ sơ tạm dừng xét: còn phát hiện của ${detail(r, 'inspections')} cuộc thanh tra, kiểm tra, giám sát chưa xử lý xong.`,
  DOSSIER_SIMPLE_CASE: (r) =>
    `Chưa đúng trường hợp được áp dụng thủ tục đơn giản${detail(r, 'expected') && `: cần ${detail(r, 'expected')}`}.`,
} satisfies Record<string, RefusalMessage>;

const stepNames: Readonly<Record<string, string>> = {
  OPINIONS: 'lấy ý kiến cơ quan liên quan',
  PARTY_OPINION: 'lấy ý kiến Ban Thường vụ Tỉnh ủy',
  POSTING: 'công khai lấy ý kiến',
  COUNCIL: 'Hội đồng xét',
};
const stepName = (step: string): string => stepNames[step] ?? step;
