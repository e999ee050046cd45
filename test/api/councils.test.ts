import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { councilFields, decision, establish, seatsFor, take } from '../support/councils.ts';
import { education, province, seedUnits } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

let world: World;
let leader: Id<'usr'>, outsider: Id<'usr'>, members: readonly Id<'usr'>[];

beforeAll(async () => {
  world = await createWorld('2021-03-01T02:00:00Z');
  await seedUnits(world);
  leader = await world.user('leader', [['LEADER', province]]);
  outsider = await world.user('outsider', [['LEADER', education]]);
  members = await Promise.all(['m1', 'm2', 'm3', 'm4'].map((name) => world.user(name)));
});

const change = (user: Id<'usr'>, councilId: string, expectedVersion: number, extra: object) =>
  take(world, user, ['changeCouncil', 'council', councilFields], {
    councilId,
    expectedVersion,
    decision: { ...decision, number: '80/QĐ-UBND', issuedOn: '2021-02-20' },
    effectiveOn: '2021-02-22',
    ...extra,
  });

const seatNumbers = (view: unknown) => [pick(view, 'seats')].flat().map((seat) => pick(seat, 'number'));

describe('councils', () => {
  it('are set up by a decision, in one round of reads and one transaction, once for each key', async () => {
    const input = {
      unitId: province,
      name: 'Hội đồng Thi đua - Khen thưởng tỉnh',
      decision,
      termFrom: '2021-01-05',
      termTo: '2026-01-05',
      seats: seatsFor(members),
      idempotencyKey: key(),
    };
    const first = await take(world, leader, ['establishCouncil', 'council', councilFields], input);
    expect(first.refusals).toEqual([]);
    expect(first.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect(seatNumbers(first.view)).toEqual([1, 2, 3, 4]);
    expect(pick(first.view, 'warnings')).toEqual([]);
    const again = await take(world, leader, ['establishCouncil', 'council', councilFields], input);
    expect(pick(again.view, 'id')).toBe(pick(first.view, 'id'));
  });

  it('keep who sat when, through changes by decisions', async () => {
    const { id, version } = await establish(world, leader, seatsFor(members));
    const fifth = await world.user('m5');
    const changed = await change(leader, id, version, {
      endSeats: [4],
      newSeats: [{ role: 'MEMBER', name: 'Ủy viên mới', title: 'Giám đốc Sở Y tế', userId: fifth }],
      fields: [{ seat: 2, fields: ['Giáo dục'] }],
    });
    expect(changed.refusals).toEqual([]);
    const on = async (date: string) => {
      const query = `query ($id: ID!, $on: LocalDate) { council(id: $id) { decisions { number }
        seats(on: $on) { number fields endedBy filledBy } } }`;
      return pick((await world.run(outsider, query, { id, on: date })).data, 'council');
    };
    expect(seatNumbers(await on('2021-02-21'))).toEqual([1, 2, 3, 4]);
    expect(seatNumbers(await on('2021-02-22'))).toEqual([1, 2, 3, 5]);
    expect(pick(await on('2021-02-22'), 'seats', 1, 'fields')).toEqual(['Giáo dục']);
    expect(pick(await on('2021-02-22'), 'decisions', 1, 'number')).toBe('80/QĐ-UBND');
    expect((await change(leader, id, version, {})).refusals).toEqual(['STALE_VERSION expectedVersion']);
  });

  it('refuse what cannot be, and change nothing then', async () => {
    const { id, version } = await establish(world, leader, seatsFor(members));
    const before = await world.dump();
    const [chair] = members;
    const refused: readonly (readonly [object, readonly string[]])[] = [
      [{ endSeats: [9] }, ['COUNCIL_SEAT_NOT_HELD endSeats.0']],
      [{ fields: [{ seat: 9, fields: [] }] }, ['COUNCIL_SEAT_NOT_HELD fields.0.seat']],
      [{ newSeats: [{ role: 'CHAIR', name: 'A', title: 'B' }] }, ['COUNCIL_ROLE_TAKEN newSeats']],
      [
        { newSeats: [{ role: 'MEMBER', name: 'A', title: 'B', userId: chair }] },
        ['COUNCIL_MEMBER_TWICE newSeats'],
      ],
      [{ newSeats: [{ role: 'MEMBER', name: ' ', title: 'B' }] }, ['REQUIRED newSeats.0.name']],
      [
        { newSeats: [{ role: 'MEMBER', name: 'A', title: 'B', unitId: 'unt_x' }] },
        ['NOT_FOUND newSeats.0.unitId'],
      ],
      [{ decision: { ...decision, issuedOn: '2021-03-02' } }, ['INVALID_VALUE decision.issuedOn']],
      [{ termTo: '2021-01-05' }, ['INVALID_VALUE termTo']],
    ];
    for (const [extra, codes] of refused)
      expect((await change(leader, id, version, extra)).refusals).toEqual(codes);
    expect((await change(outsider, id, version, {})).refusals).toEqual(['NOT_FOUND councilId']);
    expect(await world.dump()).toBe(before);
  });

  it('tell declared relatives to the member and to those who watch over conflicts alone', async () => {
    const { id, version } = await establish(world, leader, seatsFor(members));
    const [chair, , , member] = members;
    if (!chair || !member) throw new Error('no members');
    const relative = world.shared.ids.next('sub');
    const declared = await take(world, member, ['declareRelatives', 'council', councilFields], {
      councilId: id,
      expectedVersion: version,
      subjectIds: [relative],
    });
    expect(declared.refusals).toEqual([]);
    const query = 'query ($id: ID!) { council(id: $id) { seats { relativeIds } } }';
    const seen = async (user: Id<'usr'>) =>
      pick((await world.run(user, query, { id })).data, 'council', 'seats', 3, 'relativeIds');
    expect(await seen(member)).toEqual([relative]);
    expect(await seen(chair)).toEqual([relative]);
    expect(await seen(leader)).toEqual([relative]);
    expect(await seen(outsider)).toBeNull();
    const other = await take(world, outsider, ['declareRelatives', 'council', councilFields], {
      councilId: id,
      expectedVersion: version + 1,
      subjectIds: [],
    });
    expect(other.refusals).toEqual(['COUNCIL_NOT_MEMBER councilId']);
  });

  it('are listed by unit for whoever is signed in, and for nobody else', async () => {
    const { id } = await establish(world, leader, seatsFor(members));
    const query = 'query ($unitId: ID!) { councils(unitId: $unitId, first: 100) { nodes { id } } }';
    const listed = await world.run(outsider, query, { unitId: province });
    expect(JSON.stringify(listed.data)).toContain(id);
    expect((await world.run(undefined, query, { unitId: province })).errors[0]?.extensions?.['code']).toBe(
      'UNAUTHENTICATED',
    );
    const node = 'query ($id: ID!) { node(id: $id) { id } council(id: $id) { id } }';
    expect((await world.run(undefined, node, { id })).data).toEqual({ node: null, council: null });
    expect(pick((await world.run(leader, node, { id })).data, 'node', 'id')).toBe(id);
  });
});
