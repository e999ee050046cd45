import type { UserStore } from '../access/user.store.ts';
import type { UnitScope } from '../units/change-root.ts';
import type { OfficerStore } from './officer.store.ts';

export type OfficerDeps = UnitScope & {
  readonly officers: OfficerStore;
  readonly users: Pick<UserStore, 'get'>;
};
