/** Parts of a dossier: tờ trình, danh sách, báo cáo thành tích, biên bản, kết quả bỏ phiếu, chứng nhận sáng kiến, xác nhận mức độ hoàn thành nhiệm vụ, khác. */
export const components = [
  'SUBMISSION_LETTER',
  'NOMINEE_LIST',
  'ACHIEVEMENT_REPORT',
  'MEETING_MINUTES',
  'BALLOT_RESULT',
  'INITIATIVE_CERTIFICATE',
  'COMPLETION_CONFIRMATION',
  'OTHER',
] as const;
export type Component = (typeof components)[number];

/** Parts of which a dossier needs one, whichever. */
export type ComponentChoice = readonly Component[];

/** What a dossier lacks of the parts that it must have and of those of which it needs one. */
export const lacking = (
  required: readonly ComponentChoice[],
  has: (component: Component) => boolean,
): readonly ComponentChoice[] => required.filter((choice) => !choice.some(has));
