export const sexes = ['MALE', 'FEMALE'] as const;
export type Sex = (typeof sexes)[number];
