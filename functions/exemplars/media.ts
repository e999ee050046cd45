/** The five kinds that Plan 08/KH-UBND names: chuyên trang, chuyên mục, tin bài, phóng sự, phim tài liệu. */
export const mediaKinds = ['SPECIAL_PAGE', 'COLUMN', 'NEWS', 'REPORTAGE', 'DOCUMENTARY'] as const;
export type MediaKind = (typeof mediaKinds)[number];

export const outletLevels = ['PROVINCIAL', 'CENTRAL'] as const;
export type OutletLevel = (typeof outletLevels)[number];
