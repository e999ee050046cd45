/** General calendar and that of education, whose year ends in summer. */
export const calendarSectors = ['GENERAL', 'EDUCATION'] as const;
export type CalendarSector = (typeof calendarSectors)[number];
