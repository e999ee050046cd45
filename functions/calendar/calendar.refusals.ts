import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    CALENDAR_DAY_UNCHANGED: true;
    CALENDAR_DAY_RANGE: true;
  }
}

export const calendarMessages = {
  CALENDAR_DAY_UNCHANGED: (r) =>
    `Ngày ${detail(r, 'on')} đã là ${detail(r, 'works') === 'true' ? 'ngày làm việc' : 'ngày nghỉ'}.`,
  CALENDAR_DAY_RANGE: (r) => `Ngày công bố phải từ ${detail(r, 'from')} đến ${detail(r, 'to')}.`,
} satisfies Record<string, RefusalMessage>;
