import type { Role } from '../kernel/actor.ts';

/** What must be done by a due day. A slice that sets a deadline adds its purpose here and to the schema. */
export const purposes = ['DOSSIER_ANSWER', 'RESULT_NOTICE', 'REVOCATION_DECISION'] as const;
export type Purpose = (typeof purposes)[number];

/** Whose work it is at the unit that must act, and so who is reminded of it. */
export const purposeHearers: Readonly<Record<Purpose, readonly Role[]>> = {
  DOSSIER_ANSWER: ['APPRAISER'],
  RESULT_NOTICE: ['APPRAISER'],
  REVOCATION_DECISION: ['APPRAISER', 'LEADER'],
};

/** What to call it in a sentence to the person who must act. */
export const purposeNames: Readonly<Record<Purpose, string>> = {
  DOSSIER_ANSWER: 'trả kết quả hồ sơ đề nghị khen thưởng',
  RESULT_NOTICE: 'thông báo kết quả xét khen thưởng cho đơn vị trình',
  REVOCATION_DECISION: 'quyết định về đề nghị hủy bỏ khen thưởng',
};
