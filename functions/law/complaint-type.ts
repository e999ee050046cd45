/** Khiếu nại, tố cáo, kiến nghị – phản ánh, thắc mắc: four things in law, each with its own clock. */
/** Those that are answered, not resolved. */
export const answeredTypes = ['PETITION', 'QUERY'] as const;
export type AnsweredType = (typeof answeredTypes)[number];

export const complaintTypes = ['COMPLAINT', 'DENUNCIATION', 'PETITION', 'QUERY'] as const;
export type ComplaintType = (typeof complaintTypes)[number];
