import type { UserStore } from '../access/user.store.ts';
import type { AttachmentStore } from '../attachments/attachment.store.ts';
import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { WorkPlanStore } from './plan.store.ts';

export type WorkPlanDeps = UnitScope & {
  readonly workPlans: WorkPlanStore;
  readonly users: Pick<UserStore, 'get'>;
  readonly attachments: Pick<AttachmentStore, 'get' | 'attach'>;
  readonly deadlines: Pick<DeadlineStore, 'get' | 'put'>;
  readonly calendar: Pick<CalendarStore, 'current'>;
};
