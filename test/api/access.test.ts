import { beforeAll, describe, expect, it } from 'vitest';
import { pick } from '../support/pick.ts';
import { key, refusals, root, type World, createWorld } from '../support/world.ts';
import { userIdOf } from '../../functions/access/user.ts';
import { minhThuan, province, seedUnits, vuBan, yYen } from '../support/units.ts';

const register = `mutation ($input: RegisterUserInput!) {
  registerUser(input: $input) { user { id name grants { role unit { id name } } version } userErrors { code field message } }
}`;
const setGrants = `mutation ($input: SetGrantsInput!) {
  setGrants(input: $input) { user { id version } userErrors { code field details { name value } } }
}`;

const grant = (role: string, unitId: string) => ({ role, unitId, from: '2021-01-01' });
const person = (subject: string, ...grants: object[]) => ({
  name: '  Trần   Thị Hoa ',
  issuer: 'test',
  subject,
  grants,
  idempotencyKey: key(),
});

describe('users and grants', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await seedUnits(world);
  });

  it('registers a user, who sees their grants at once', async () => {
    const input = person('hoa', grant('OFFICER', minhThuan));
    const answer = await world.run(root, register, { input });
    expect(refusals(answer, 'registerUser')).toEqual([]);
    expect(pick(answer.data, 'registerUser', 'user', 'name')).toBe('Trần Thị Hoa');
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
    const me = await world.run(
      userIdOf('test', 'hoa'),
      '{ me { grants { role unit { name } } permissions } }',
    );
    expect(pick(me.data, 'me', 'grants')).toEqual([{ role: 'OFFICER', unit: { name: 'Xã Minh Thuận' } }]);
    expect(pick(me.data, 'me', 'permissions')).not.toContain('user.register');
    const again = await world.run(root, register, { input });
    expect(pick(again.data, 'registerUser', 'user', 'id')).toBe(userIdOf('test', 'hoa'));
    const other = await world.run(root, register, { input: { ...input, name: 'Khác' } });
    expect(refusals(other, 'registerUser')).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey']);
  });

  it('refuses what a district administrator does not cover, and changes nothing', async () => {
    const admin = await world.user('district-admin', [['ADMIN', vuBan]]);
    const before = await world.dump();
    const answer = await world.run(admin, register, {
      input: person('x', grant('OFFICER', yYen), grant('LEADER', province), grant('OFFICER', 'unt_nope')),
    });
    expect(refusals(answer, 'registerUser')).toEqual([
      'NOT_FOUND grants.0.unitId',
      'NOT_FOUND grants.1.unitId',
      'NOT_FOUND grants.2.unitId',
    ]);
    expect(await world.dump()).toBe(before);
  });

  it('takes grants away with immediate effect, and tells a stale version', async () => {
    const admin = await world.user('vb-admin', [['ADMIN', vuBan]]);
    const target = await world.user('short-lived', [['ADMIN', vuBan]]);
    const list = `query ($u: ID!) { users(unitId: $u) { nodes { name } pageInfo { hasNextPage } } }`;
    const seen = await world.run(target, list, { u: vuBan });
    expect(seen.errors).toEqual([]);
    expect(seen.calls.reads).toBe(2);
    const input = { userId: target, grants: [], expectedVersion: 1, idempotencyKey: key() };
    expect(refusals(await world.run(admin, setGrants, { input }), 'setGrants')).toEqual([]);
    expect(pick((await world.run(target, list, { u: vuBan })).errors, 0, 'extensions', 'code')).toBe(
      'FORBIDDEN',
    );
    const stale = await world.run(root, setGrants, { input: { ...input, idempotencyKey: key() } });
    expect(refusals(stale, 'setGrants')).toEqual(['STALE_VERSION expectedVersion']);
  });
});
