/**
 * Loại hình khen thưởng: công trạng, phong trào (until 2023: theo đợt, chuyên đề), đột xuất, quá trình cống hiến, niên hạn,
 * đối ngoại. Decree 91/2017 art. 13; Law 06/2022 art. 8.
 */
export const commendationTypes = [
  'MERIT',
  'THEMATIC',
  'AD_HOC',
  'CONTRIBUTION',
  'SENIORITY',
  'EXTERNAL',
] as const;
export type CommendationType = (typeof commendationTypes)[number];
