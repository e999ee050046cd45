export const dayKinds = ['WORKING', 'CALENDAR'] as const;

/** What a time limit counts: days on which offices work, or all. */
export type DayKind = (typeof dayKinds)[number];
