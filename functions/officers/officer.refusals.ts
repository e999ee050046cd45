import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    OFFICER_DATES: true;
    PLAN_TASK_HEAD: true;
    PLAN_TASK_DATES: true;
  }
}

export const officerMessages = {
  OFFICER_DATES: (r) => `Ngày không hợp lý: cần ${detail(r, 'expected')}.`,
  PLAN_TASK_HEAD: () => 'Người chịu trách nhiệm phải là thủ trưởng của đơn vị được giao.',
  PLAN_TASK_DATES: (r) => `Hạn không hợp lý: cần ${detail(r, 'expected')}.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
