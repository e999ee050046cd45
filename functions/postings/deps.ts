import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Sealer } from '../subjects/sealer.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { OpinionStore } from './opinion.store.ts';
import type { PostingStore } from './posting.store.ts';

/** Everything that the posting use cases work with. */
export type PostingDeps = Scope & {
  readonly units: UnitStore;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
  readonly dossiers: Pick<DossierStore, 'get' | 'follow'>;
  readonly nominees: Pick<NomineeStore, 'get' | 'update'>;
  readonly postings: PostingStore;
  readonly opinions: OpinionStore;
  readonly sealer: Sealer;
  readonly source: () => Promise<string>;
};
