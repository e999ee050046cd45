import { beforeAll, describe, expect, it } from 'vitest';
import { newlyAddressed, type AddressedUnit } from '../../functions/campaigns/addressed-unit.ts';
import { campaignSamples } from '../../functions/campaigns/campaign.samples.ts';
import type { Campaign } from '../../functions/campaigns/campaign.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Page } from '../../functions/kernel/paging.ts';
import { createWorld, type World } from '../support/world.ts';

const { campaignIn, province, district, commune, registrationIn, on, ids } = campaignSamples();
const day = localDate;

describe('the stores of campaigns', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });

  const campaign = (extra: Partial<Campaign> = {}): Campaign => ({
    ...campaignIn('LAUNCHED'),
    id: ids.next('cmp'),
    ...extra,
  });
  const names = <T>(page: Page<T>, of: (node: T) => string) => page.edges.map(({ node }) => of(node));

  it('keeps what it was given, and reads many campaigns in one call', async () => {
    const rows = Array.from({ length: 30 }, () => campaign());
    for (const row of rows) await world.write(world.deps().campaigns.create(row));
    const deps = world.deps();
    const read = await Promise.all(rows.map((row) => deps.campaigns.get(row.id)));
    expect(read).toEqual(rows);
    expect(deps.table.calls).toEqual({ reads: 1, writes: 0 });
  });

  it('refuses to replace what has moved on', async () => {
    const row = campaign();
    const { campaigns } = world.deps();
    await world.write(campaigns.create(row));
    await world.write(campaigns.replace({ ...row, name: 'Hai', version: 2 }));
    await expect(world.write(campaigns.replace({ ...row, name: 'Ba', version: 2 }))).rejects.toThrow();
    await expect(world.write(campaigns.create(row))).rejects.toThrow();
    expect((await world.deps().campaigns.get(row.id))?.name).toBe('Hai');
  });

  it('lists a campaign in every year of its period, by first day, two calls a page', async () => {
    const host = ids.next('unt');
    const spans = [
      ['muộn', '2031-05-01', '2032-04-30'],
      ['sớm', '2030-09-01', '2031-06-30'],
    ] as const;
    const { campaigns } = world.deps();
    for (const [name, from, to] of spans) {
      const period = { kind: 'PERIOD', from: day(from), to: day(to) } as const;
      const row = campaign({ name, period, hostUnitId: host });
      await world.write(campaigns.create(row), ...campaigns.list(row));
    }
    const draft = campaign({ ...campaignIn('DRAFT'), id: ids.next('cmp'), hostUnitId: host, name: 'nháp' });
    await world.write(campaigns.create(draft));
    const of = (page: Page<Campaign>) => names(page, (row) => row.name);
    expect(of(await campaigns.pageByYear(2030, {}))).toEqual(['sớm']);
    expect(of(await campaigns.pageByHostAndYear(host, 2031, {}))).toEqual(['sớm', 'muộn']);
    expect(of(await campaigns.pageByHostAndYear(province, 2031, {}))).toEqual([]);
    expect(of(await campaigns.pageByHost(host, {}))).toEqual(['sớm', 'muộn']);
    expect(of(await campaigns.pageDrafts(host, {}))).toEqual(['nháp']);
    const deps = world.deps();
    const first = await deps.campaigns.pageByYear(2031, { first: 1 });
    expect([of(first), first.hasNextPage]).toEqual([['sớm'], true]);
    expect(deps.table.calls.reads).toBe(2);
    const cursor = first.edges[0]?.cursor;
    expect(of(await campaigns.pageByYear(2031, { first: 1, after: cursor }))).toEqual(['muộn']);
    await expect(campaigns.pageByYear(2030, { first: 1, after: cursor })).rejects.toThrow('Con trỏ');
  });

  it('finds who is missing, late or overdue by key, with names beyond ASCII', async () => {
    const row = campaign({
      dueDates: {
        ...campaignIn('LAUNCHED').dueDates,
        reportsBy: [day('2021-06-30')],
      },
    });
    const { addressedUnits } = world.deps();
    const at = '2021-03-01T00:00:00.000Z';
    const unit = (unitId: typeof commune, name: string, extra: Partial<AddressedUnit> = {}) =>
      addressedUnits.put({ ...newlyAddressed(row, unitId, name), ...extra });
    await world.write(
      unit(province, 'Ấp Đình', { acknowledgedAt: at, acknowledgedLate: true, registration: 'LATE' }),
      unit(district, 'Xã Đại An', { acknowledgedAt: at, registration: 'ON_TIME', nextReportBy: null }),
      unit(commune, 'Xã An'),
    );
    const list = async (standing: Parameters<typeof addressedUnits.page>[1], today = on) =>
      names(await addressedUnits.page(row.id, standing, today, {}), (one) => one.name);
    expect(await list('ALL')).toHaveLength(3);
    expect(await list('MISSING_ACKNOWLEDGEMENT')).toEqual(['Xã An']);
    expect(await list('LATE_ACKNOWLEDGEMENT')).toEqual(['Ấp Đình']);
    expect(await list('MISSING_REGISTRATION')).toEqual(['Xã An']);
    expect(await list('LATE_REGISTRATION')).toEqual(['Ấp Đình']);
    expect(await list('OVERDUE_REPORT', day('2021-06-30'))).toEqual([]);
    expect(await list('OVERDUE_REPORT', day('2021-07-01'))).toEqual(['Xã An', 'Ấp Đình']);
    const stored = await addressedUnits.ofUnit(commune);
    expect(stored).toEqual([newlyAddressed(row, commune, 'Xã An')]);
    await world.write(addressedUnits.discard(row.id, commune));
    expect(await world.deps().addressedUnits.get(row.id, commune)).toBeUndefined();
  });

  it('lists registrations by campaign, receiver and unit, and what was never sent by unit alone', async () => {
    const { registrations } = world.deps();
    const sent = registrationIn('SENT');
    const draft = { ...registrationIn('DRAFT'), id: ids.next('reg') };
    await world.write(registrations.create(sent), registrations.create(draft));
    const of = (page: Page<{ readonly id: string }>) => names(page, (one) => one.id);
    expect(of(await registrations.pageByCampaign(sent.campaignId, 'SENT', {}))).toEqual([sent.id]);
    expect(of(await registrations.pageByCampaign(sent.campaignId, 'DRAFT', {}))).toEqual([]);
    expect(of(await registrations.pageByReceiver(sent.campaignId, district, 'SENT', {}))).toEqual([sent.id]);
    expect(await registrations.receivedBy(sent.campaignId, district)).toEqual([sent]);
    expect(of(await registrations.pageByUnit(commune, {})).sort()).toEqual([sent.id, draft.id].sort());
  });
});
