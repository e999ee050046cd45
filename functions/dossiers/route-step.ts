/**
 * Thẩm định, hiệp y, ý kiến Ban Thường vụ, công khai lấy ý kiến Nhân dân, Hội đồng, rồi quyết định, trình cấp trên hoặc
 * kết thúc.
 */
export const routeStepCodes = [
  'APPRAISAL',
  'OPINIONS',
  'PARTY_OPINION',
  'POSTING',
  'COUNCIL',
  'OUTCOME',
] as const;
export type RouteStepCode = (typeof routeStepCodes)[number];
