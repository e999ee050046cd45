import { beforeAll, describe, expect, it } from 'vitest';
import { minhThuan, province, seedUnits, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the law, asked by anyone', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await seedUnits(world);
  });

  it('lists the catalogue as of a day, with citations', async () => {
    const query = 'query ($on: LocalDate) { awardCatalogue(on: $on) { code citation status components } }';
    const then = await world.run(undefined, query, { on: '2021-04-01' });
    const now = await world.run(undefined, query, { on: '2025-08-01' });
    const codes = (data: unknown) =>
      [pick(data, 'awardCatalogue')].flat().map((award) => pick(award, 'code'));
    expect(codes(then.data)).toContain('GKH');
    expect(codes(now.data)).not.toContain('GKH');
    expect([pick(then.data, 'awardCatalogue')].flat().every((award) => pick(award, 'citation') !== '')).toBe(
      true,
    );
  });

  it('tells who may decide, and null for what does not exist', async () => {
    const query = `query ($code: String!, $unit: ID!, $on: LocalDate) {
      authority(awardCode: $code, unitId: $unit, on: $on) { mayDecide level rule { decidedBy } } }`;
    const ask = async (code: string, unit: string, on: string) =>
      pick((await world.run(undefined, query, { code, unit, on })).data, 'authority');
    expect(await ask('BKT', province, '2021-04-01')).toMatchObject({ mayDecide: true, level: 'PROVINCE' });
    expect(await ask('CSTDCS', vuBan, '2021-04-01')).toMatchObject({ mayDecide: true, level: 'DISTRICT' });
    expect(await ask('BKTTG', province, '2021-04-01')).toMatchObject({ mayDecide: false });
    expect(await ask('XXX', province, '2021-04-01')).toBeNull();
    expect(await ask('BKT', 'unt_0', '2021-04-01')).toBeNull();
  });

  it('says who decides instead, and why, before and after districts end', async () => {
    const query = `query ($code: String!, $unit: ID!, $on: LocalDate) { authority(awardCode: $code, unitId: $unit,
      on: $on) { mayDecide level reason citation status decider { id } actingUnit { id } } }`;
    const ask = async (code: string, unit: string, on: string) =>
      pick((await world.run(undefined, query, { code, unit, on })).data, 'authority');
    expect(await ask('CSTDCS', minhThuan, '2021-04-01')).toMatchObject({
      mayDecide: false,
      level: 'COMMUNE',
      decider: { id: vuBan },
    });
    world.clock.set('2025-08-01T02:00:00Z');
    expect(await ask('CSTDCS', minhThuan, '2025-07-01')).toMatchObject({
      mayDecide: true,
      decider: { id: minhThuan },
      status: 'CONFIRMED',
    });
    const district = await ask('CSTDCS', vuBan, '2025-07-01');
    expect(district).toMatchObject({
      mayDecide: false,
      level: null,
      decider: null,
      actingUnit: { id: vuBan },
    });
    expect(String(pick(district, 'reason'))).toContain('không còn cấp huyện');
    expect(await ask('BKTTG', vuBan, '2021-04-01')).toMatchObject({ mayDecide: false, decider: null });
    expect(await ask('CSTDCS', vuBan, '2019-06-01')).toMatchObject({ mayDecide: false, actingUnit: null });
    const early = await world.run(undefined, query, { code: 'BKT', unit: vuBan, on: '2010-01-01' });
    expect(early.errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});
