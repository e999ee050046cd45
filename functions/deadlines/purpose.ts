import type { Role } from '../kernel/actor.ts';

/** What must be done by a due day. A slice that sets a deadline adds its purpose here and to the schema. */
export const purposes = [
  'DOSSIER_ANSWER',
  'RESULT_NOTICE',
  'REVOCATION_PROPOSAL',
  'REVOCATION_DECISION',
  'RECOMMENDATION_REMEDY',
  'COMPLAINT_ACCEPTANCE',
  'COMPLAINT_RESOLUTION',
  'CONSULTATION_ANSWER',
  'PLAN_TASK',
] as const;
export type Purpose = (typeof purposes)[number];

/** Whose work it is at the unit that must act, and so who is reminded of it. */
export const purposeHearers: Readonly<Record<Purpose, readonly Role[]>> = {
  DOSSIER_ANSWER: ['APPRAISER'],
  RESULT_NOTICE: ['APPRAISER'],
  REVOCATION_PROPOSAL: ['APPRAISER', 'LEADER'],
  REVOCATION_DECISION: ['APPRAISER', 'LEADER'],
  RECOMMENDATION_REMEDY: ['OFFICER', 'LEADER'],
  COMPLAINT_ACCEPTANCE: ['APPRAISER', 'LEADER'],
  COMPLAINT_RESOLUTION: ['APPRAISER', 'LEADER'],
  CONSULTATION_ANSWER: ['OFFICER', 'APPRAISER'],
  PLAN_TASK: ['OFFICER', 'LEADER'],
};

/** What is escalated when it stays late: recorded with the aggregate, and told to the head of the unit above. */
export const escalating: readonly Purpose[] = [
  'RECOMMENDATION_REMEDY',
  'COMPLAINT_ACCEPTANCE',
  'COMPLAINT_RESOLUTION',
];

/** A list of its own by due day, where the general one is for too many eyes. */
export const dutyLanes = ['COMPLAINT', 'DENUNCIATION'] as const;
export type DutyLane = (typeof dutyLanes)[number];

/** What to call it in a sentence to the person who must act. */
export const purposeNames: Readonly<Record<Purpose, string>> = {
  DOSSIER_ANSWER: 'trả kết quả hồ sơ đề nghị khen thưởng',
  RESULT_NOTICE: 'thông báo kết quả xét khen thưởng cho đơn vị trình',
  REVOCATION_PROPOSAL: 'đề nghị hủy bỏ khen thưởng theo kết luận thanh tra, kiểm tra',
  REVOCATION_DECISION: 'quyết định về đề nghị hủy bỏ khen thưởng',
  RECOMMENDATION_REMEDY: 'khắc phục theo kiến nghị',
  COMPLAINT_ACCEPTANCE: 'thụ lý hoặc trả lời đơn',
  COMPLAINT_RESOLUTION: 'giải quyết đơn',
  CONSULTATION_ANSWER: 'trả lời lấy ý kiến về hồ sơ khen thưởng',
  PLAN_TASK: 'hoàn thành nhiệm vụ được giao',
};
