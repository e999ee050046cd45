import type { AwardStore } from '../awards/award.store.ts';
import type { CampaignStore } from '../campaigns/campaign.store.ts';
import type { RegistrationStore } from '../campaigns/registration.store.ts';
import type { ComplaintStore } from '../complaints/complaint.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { ExemplarStore } from '../exemplars/exemplar.store.ts';
import type { ExemplarYearStore } from '../exemplars/exemplar-year.store.ts';
import type { FundStore } from '../fund/fund.store.ts';
import type { InspectionStore } from '../inspections/inspection.store.ts';
import type { MeetingStore } from '../meetings/meeting.store.ts';
import type { PostingStore } from '../postings/posting.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { OfficerStore } from '../officers/officer.store.ts';
import type { Id } from '../kernel/ids.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import type { Table } from '../kernel/table/table.ts';
import type { Contribution, Counted } from './contribution.ts';

/** The registers that statistics are taken from. */
export type Registers = {
  readonly table: Table;
  readonly dossiers: Pick<DossierStore, 'get' | 'decision'>;
  readonly nominees: Pick<NomineeStore, 'page'>;
  readonly awards: Pick<AwardStore, 'get'>;
  readonly campaigns: Pick<CampaignStore, 'get'>;
  readonly registrations: Pick<RegistrationStore, 'get'>;
  readonly deadlines: Pick<DeadlineStore, 'get'>;
  readonly postings: Pick<PostingStore, 'get'>;
  readonly meetings: Pick<MeetingStore, 'get'>;
  readonly complaints: Pick<ComplaintStore, 'get'>;
  readonly inspections: Pick<InspectionStore, 'recommendation'>;
  readonly exemplars: Pick<ExemplarStore, 'get'>;
  readonly exemplarYears: Pick<ExemplarYearStore, 'get'>;
  readonly funds: Pick<FundStore, 'get'>;
  readonly officers: Pick<OfficerStore, 'get' | 'everyOf'>;
  readonly units: Pick<UnitStore, 'registry'>;
};

/** What a contribution is taken from. */
export type Root = { readonly id: string; readonly version: number; readonly unitId: Id<'unt'> };
export const contribution = (id: string, root: Root, counted: Counted): Contribution => ({
  id,
  recordId: root.id,
  unitId: root.unitId,
  version: root.version,
  ...counted,
});

/** What happened to a record up to the version that was read. */
export async function historyOf(
  { table }: Registers,
  pk: string,
  version: number,
): Promise<readonly StoredEvent[]> {
  const items = await table.queryAll({ pk, skPrefix: eventPrefix });
  return items.map((item) => eventShape.read(item)).filter((event) => event.seq <= version);
}
