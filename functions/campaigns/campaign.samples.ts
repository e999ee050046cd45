import type { Role } from '../kernel/actor.ts';
import { localDate } from '../kernel/dates.ts';
import { ulidSource, type Id } from '../kernel/ids.ts';
import { foldActs } from '../units/registry.ts';
import type { Viewer } from '../units/machine.ts';
import type { Campaign, CampaignStatus } from './campaign.ts';
import { registrationId, type Registration, type RegistrationStatus } from './registration.ts';

/** A province, a district and a commune, and a campaign with a registration between them; for the pure rules. */
export function campaignSamples() {
  const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
  const [province, district, commune] = [ids.next('unt'), ids.next('unt'), ids.next('unt')];
  const on = localDate('2021-03-01');
  const day = localDate('2020-01-01');
  const unit = { kind: 'create', code: null } as const;
  const registry = foldActs([
    {
      version: 1,
      effectiveOn: day,
      legalAct: { number: '1', issuer: 'Quốc hội', issuedOn: day },
      changes: [
        { ...unit, unitId: province, name: 'Tỉnh', unitKind: 'PROVINCE', parentId: null },
        { ...unit, unitId: district, name: 'Huyện', unitKind: 'DISTRICT', parentId: province },
        { ...unit, unitId: commune, name: 'Xã', unitKind: 'COMMUNE', parentId: district },
      ],
    },
  ]);
  const id = ids.next('cmp');
  const campaignIn = (status: CampaignStatus): Campaign => ({
    id,
    hostUnitId: province,
    name: 'Nông thôn mới',
    kind: 'MOVEMENT',
    method: null,
    launcher: { level: 'PROVINCE', unitId: province, name: 'Tỉnh' },
    parentId: null,
    ancestorIds: [],
    legalBases: [],
    period: { kind: 'PERIOD', from: localDate('2021-01-01'), to: localDate('2021-12-31') },
    contents: '',
    criteria: [],
    targets: [],
    addressing: { unitIds: [], kinds: ['DISTRICT', 'COMMUNE'], underUnitId: province },
    dueDates: { acknowledgeBy: null, registerBy: null, planBy: null, reportsBy: [] },
    unverified: [],
    status,
    launchedOn: status === 'DRAFT' ? null : on,
    closingReason: null,
    documents: [],
    version: 1,
  });
  const registrationIn = (status: RegistrationStatus): Registration => ({
    id: registrationId(id, commune),
    campaignId: id,
    unitId: commune,
    receivingUnitId: district,
    hostUnitId: province,
    status,
    contents: 'Phấn đấu',
    titles: [],
    targets: [],
    consolidated: [],
    firstSentAt: status === 'DRAFT' ? null : '2021-03-01T00:00:00.000Z',
    sentAt: null,
    late: false,
    returnReason: null,
    version: 1,
  });
  const viewer = (role: Role, unitId: Id<'unt'>): Viewer => ({
    registry,
    on,
    actor: {
      kind: 'user',
      userId: ids.next('usr'),
      name: 'A',
      root: false,
      grants: [{ role, unitId, from: day, to: null }],
    },
  });
  return { province, district, commune, registry, on, campaignIn, registrationIn, viewer, ids };
}
