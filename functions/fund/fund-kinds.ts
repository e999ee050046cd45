/** Đồng bằng, thành phố trực thuộc trung ương; miền núi, trung du, Tây Nguyên, vùng sâu, hải đảo. */
export const fundRegions = ['DELTA', 'MOUNTAIN'] as const;
export type FundRegion = (typeof fundRegions)[number];

/** Ngân sách cấp, đóng góp, thu hồi; chi tiền thưởng, chi tổ chức thi đua. */
export const fundEntryKinds = ['BUDGET', 'CONTRIBUTION', 'RECOVERY', 'BONUS', 'ORGANISING'] as const;
export type FundEntryKind = (typeof fundEntryKinds)[number];
