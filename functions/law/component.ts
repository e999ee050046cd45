/** Parts of a dossier: tờ trình, danh sách, báo cáo thành tích, biên bản, kết quả bỏ phiếu, chứng nhận sáng kiến, khác. */
export const components = [
  'SUBMISSION_LETTER',
  'NOMINEE_LIST',
  'ACHIEVEMENT_REPORT',
  'MEETING_MINUTES',
  'BALLOT_RESULT',
  'INITIATIVE_CERTIFICATE',
  'OTHER',
] as const;
export type Component = (typeof components)[number];
