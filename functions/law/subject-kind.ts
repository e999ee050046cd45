/** Who can be awarded: cá nhân, tập thể, hộ gia đình, đơn vị hành chính. */
export const subjectKinds = ['INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD', 'UNIT'] as const;
export type SubjectKind = (typeof subjectKinds)[number];
