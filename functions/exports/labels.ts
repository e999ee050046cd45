import type { CampaignMethod, LaunchLevel, campaignKinds } from '../campaigns/campaign.ts';
import type { ComplaintOutcome, ComplaintStatus, channels } from '../complaints/complaint.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import type { Band } from '../exemplars/exemplar-year.ts';
import type { MediaKind, OutletLevel } from '../exemplars/media.ts';
import type { InspectionKind } from '../inspections/plan.ts';
import type { RecommendationStatus } from '../inspections/recommendation.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import type { ComplaintType } from '../law/complaint-type.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { OfficerStatus, OfficerWork } from '../officers/officer.ts';
import type { MediaItemStatus } from '../publicity/item.ts';
import type { AgeBand, DueBand } from '../statistics/measure.ts';
import type { AwardLevel, Duration } from '../statistics/rows.ts';
import type { SubjectGroup } from '../subjects/group.ts';
import type { Sex } from '../subjects/sex.ts';
import type { Attendance, NominationStatus } from '../training/nomination.ts';

/* What a paper calls the values that the schema names in English. A value without a name doesn't compile. */

export const yesNo = (value: boolean | null): string | null =>
  value === null ? null : value ? 'Có' : 'Không';
export const unknownLabel = 'Chưa rõ';

export const sexLabels: Readonly<Record<Sex, string>> = { MALE: 'Nam', FEMALE: 'Nữ' };

export const subjectKindLabels: Readonly<Record<SubjectKind, string>> = {
  INDIVIDUAL: 'Cá nhân',
  COLLECTIVE: 'Tập thể',
  HOUSEHOLD: 'Hộ gia đình',
  UNIT: 'Đơn vị hành chính',
};

export const groupLabels: Readonly<Record<SubjectGroup, string>> = {
  PROVINCE_LEADER: 'Lãnh đạo bộ, tỉnh',
  DEPARTMENT_LEADER: 'Lãnh đạo vụ, sở, huyện',
  ENTREPRENEUR: 'Doanh nhân',
  OTHER_LEADER: 'Lãnh đạo khác từ phó phòng',
  DIRECT_WORKER: 'Người trực tiếp công tác, lao động, học tập',
  ENTERPRISE: 'Doanh nghiệp',
};

export const awardLevelLabels: Readonly<Record<AwardLevel, string>> = {
  STATE: 'Cấp nhà nước',
  PROVINCE: 'Cấp tỉnh',
  BASE: 'Cấp cơ sở',
  UNKNOWN: 'Không có trong danh mục',
};

export const campaignKindLabels: Readonly<Record<(typeof campaignKinds)[number], string>> = {
  MOVEMENT: 'Phong trào thi đua',
  DRIVE: 'Cuộc vận động',
};

export const methodLabels: Readonly<Record<CampaignMethod, string>> = {
  REGULAR: 'thường xuyên',
  THEMATIC: 'theo chuyên đề',
};

export const launchLevelLabels: Readonly<Record<LaunchLevel, string>> = {
  PRIME_MINISTER: 'Thủ tướng Chính phủ',
  PROVINCE: 'Cấp tỉnh',
  DISTRICT: 'Cấp huyện',
  SECTOR: 'Ngành',
  UNIT: 'Đơn vị',
};

export const durationLabels: Readonly<Record<Duration, string>> = {
  UNDER_1: 'dưới 1 năm',
  ONE: '1 năm',
  UNDER_3: 'trên 1 đến dưới 3 năm',
  UNDER_5: 'từ 3 đến dưới 5 năm',
  FROM_5: 'từ 5 năm',
};

export const commendationLabels: Readonly<Record<CommendationType, string>> = {
  MERIT: 'Công trạng',
  THEMATIC: 'Phong trào, chuyên đề',
  AD_HOC: 'Đột xuất',
  CONTRIBUTION: 'Quá trình cống hiến',
  SENIORITY: 'Niên hạn',
  EXTERNAL: 'Đối ngoại',
};

export const dossierStatusLabels: Readonly<Record<DossierStatus, string>> = {
  DRAFT: 'Đang soạn',
  SUBMITTED: 'Đã trình',
  RECEIVED: 'Đã tiếp nhận',
  RETURNED: 'Trả lại để bổ sung',
  UNDER_APPRAISAL: 'Đang thẩm định',
  APPRAISED: 'Đã thẩm định',
  POSTING: 'Đang công khai',
  COUNCIL: 'Trước Hội đồng',
  DECIDED: 'Đã có quyết định',
  FORWARDED: 'Đã trình cấp trên',
  CLOSED_WITHOUT_AWARD: 'Kết thúc, không khen thưởng',
  WITHDRAWN: 'Đã rút',
};

export const ageLabels: Readonly<Record<AgeBand, string>> = {
  UP_TO_10: 'đến 10 ngày',
  UP_TO_20: '11–20 ngày',
  UP_TO_30: '21–30 ngày',
  OVER_30: 'trên 30 ngày',
};

export const dueLabels: Readonly<Record<DueBand, string>> = {
  LATER: 'còn trên 7 ngày',
  SOON: 'đến hạn trong 7 ngày',
  OVERDUE: 'quá hạn',
};

export const bandLabels: Readonly<Record<Band, string>> = {
  NONE: 'chưa giới thiệu',
  BELOW: 'dưới mức',
  WITHIN: 'trong mức',
  ABOVE: 'trên mức',
};

export const complaintTypeLabels: Readonly<Record<ComplaintType, string>> = {
  COMPLAINT: 'Khiếu nại',
  DENUNCIATION: 'Tố cáo',
  PETITION: 'Kiến nghị, phản ánh',
  QUERY: 'Thắc mắc',
};

export const complaintStatusLabels: Readonly<Record<ComplaintStatus, string>> = {
  RECEIVED: 'Mới nhận',
  CLASSIFIED: 'Đã phân loại',
  ACCEPTED: 'Đã thụ lý',
  VERIFYING: 'Đang xác minh',
  DECIDED: 'Đã có quyết định giải quyết',
  ENFORCED: 'Đã thi hành',
  ANSWERED: 'Đã trả lời',
  REFUSED: 'Không thụ lý',
  WITHDRAWN: 'Đã rút',
};

export const channelLabels: Readonly<Record<(typeof channels)[number], string>> = {
  ONLINE: 'Trực tuyến',
  PAPER: 'Bản giấy',
};

export const outcomeLabels: Readonly<Record<ComplaintOutcome, string>> = {
  UPHELD: 'Đúng',
  PARTLY_UPHELD: 'Đúng một phần',
  REJECTED: 'Sai',
};

export const inspectionKindLabels: Readonly<Record<InspectionKind, string>> = {
  INSPECTION: 'Thanh tra',
  CHECK: 'Kiểm tra',
  SUPERVISION: 'Giám sát',
};

export const mediaLabels: Readonly<Record<MediaKind, string>> = {
  SPECIAL_PAGE: 'Chuyên trang',
  COLUMN: 'Chuyên mục',
  NEWS: 'Tin bài',
  REPORTAGE: 'Phóng sự',
  DOCUMENTARY: 'Phim tài liệu',
};

export const outletLabels: Readonly<Record<OutletLevel, string>> = {
  PROVINCIAL: 'Địa phương',
  CENTRAL: 'Trung ương',
};

export const mediaItemLabels: Readonly<Record<MediaItemStatus, string>> = {
  RECORDED: 'Đã ghi nhận',
  WITHDRAWN: 'Đã rút',
};

export const recommendationLabels: Readonly<Record<RecommendationStatus, string>> = {
  OPEN: 'Chưa khắc phục',
  REMEDIED: 'Đã báo cáo khắc phục, chờ xác nhận',
  VERIFIED: 'Đã xác nhận khắc phục',
};

export const workLabels: Readonly<Record<OfficerWork, string>> = {
  FULL_TIME: 'Chuyên trách',
  CONCURRENT: 'Kiêm nhiệm',
};

export const officerStatusLabels: Readonly<Record<OfficerStatus, string>> = {
  SERVING: 'Đang đảm nhiệm',
  ENDED: 'Đã thôi',
};

export const attendanceLabels: Readonly<Record<Attendance, string>> = {
  PRESENT: 'Có mặt',
  PARTIAL: 'Dự một phần',
  ABSENT: 'Vắng',
};

export const nominationLabels: Readonly<Record<NominationStatus, string>> = {
  NOMINATED: 'Được cử',
  WITHDRAWN: 'Đã rút',
};
