import type { CommendationType } from '../../law/commendation-type.ts';
import type {
  CompletionLevel,
  DisciplineForm,
  Excuse,
  InitiativeScope,
  initiativeKinds,
} from '../../law/eligibility/records.ts';
import type { Words } from './read-cells.ts';

/* What offices write in their lists, the first form being the one that is asked for. Marks and case don't matter. */

export const levelWords: Words<CompletionLevel> = {
  EXCELLENT: ['Hoàn thành xuất sắc nhiệm vụ', 'Hoàn thành xuất sắc', 'Xuất sắc', 'HTXSNV', 'HTXS'],
  GOOD: ['Hoàn thành tốt nhiệm vụ', 'Hoàn thành tốt', 'Tốt', 'HTTNV', 'HTT'],
  COMPLETED: ['Hoàn thành nhiệm vụ', 'Hoàn thành', 'HTNV'],
  NOT_COMPLETED: ['Không hoàn thành nhiệm vụ', 'Không hoàn thành', 'KHTNV'],
};

export const excuseWords: Words<Excuse> = {
  MATERNITY: ['Nghỉ thai sản', 'Thai sản'],
  STUDY: ['Đi học', 'Đi đào tạo, bồi dưỡng', 'Đào tạo'],
  INJURY: ['Điều trị do cứu người, cứu tài sản', 'Điều trị thương tích', 'Thương tích'],
};

export const typeWords: Words<CommendationType> = {
  MERIT: ['Công trạng', 'Công trạng và thành tích', 'Thường xuyên'],
  THEMATIC: ['Phong trào', 'Chuyên đề', 'Theo đợt', 'Theo đợt, chuyên đề'],
  AD_HOC: ['Đột xuất'],
  CONTRIBUTION: ['Quá trình cống hiến', 'Cống hiến'],
  SENIORITY: ['Niên hạn'],
  EXTERNAL: ['Đối ngoại'],
};

export const disciplineWords: Words<DisciplineForm> = {
  REPRIMAND: ['Khiển trách'],
  WARNING: ['Cảnh cáo'],
  PAY_CUT: ['Hạ bậc lương'],
  DEMOTION: ['Giáng chức'],
  REMOVAL: ['Cách chức'],
  DISMISSAL: ['Buộc thôi việc'],
};

export const scopeWords: Words<InitiativeScope> = {
  BASE: ['Cơ sở', 'Cấp cơ sở'],
  PROVINCE: ['Cấp tỉnh', 'Tỉnh', 'Bộ, ban, ngành, tỉnh', 'Cấp bộ'],
  NATION: ['Toàn quốc', 'Cấp quốc gia'],
};

export const initiativeWords: Words<(typeof initiativeKinds)[number]> = {
  INITIATIVE: ['Sáng kiến', 'Giải pháp', 'Sáng kiến, giải pháp'],
  RESEARCH: ['Đề tài khoa học', 'Đề tài', 'Đề tài nghiên cứu khoa học'],
  COMBAT: ['Mưu trí, sáng tạo trong chiến đấu', 'Mưu trí sáng tạo'],
};
