import type { SubjectKind } from '../law/subject-kind.ts';

/**
 * The groups by which the statutory forms count: lãnh đạo bộ, tỉnh; lãnh đạo vụ, sở, huyện; doanh nhân; lãnh đạo khác từ phó
 * phòng; người trực tiếp công tác, lao động, học tập; and, of collectives, doanh nghiệp.
 */
export const subjectGroups = [
  'PROVINCE_LEADER',
  'DEPARTMENT_LEADER',
  'ENTREPRENEUR',
  'OTHER_LEADER',
  'DIRECT_WORKER',
  'ENTERPRISE',
] as const;
export type SubjectGroup = (typeof subjectGroups)[number];

/** A person is in a group of people, a collective or unit may be an enterprise, a household is in none. */
export const groupFits = (kind: SubjectKind, group: SubjectGroup): boolean =>
  kind === 'INDIVIDUAL' ? group !== 'ENTERPRISE' : kind !== 'HOUSEHOLD' && group === 'ENTERPRISE';
