/** Thẩm định, công khai lấy ý kiến Nhân dân, Hội đồng, rồi quyết định, trình cấp trên hoặc kết thúc. */
export const routeStepCodes = ['APPRAISAL', 'POSTING', 'COUNCIL', 'OUTCOME'] as const;
export type RouteStepCode = (typeof routeStepCodes)[number];
