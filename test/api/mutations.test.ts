import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { province, seedUnits } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type Answer, type World } from '../support/world.ts';

const create = `mutation ($input: CreateRoundInput!) {
  createRound(input: $input) { round { id } userErrors { code field } } }`;
const list = 'query ($id: ID!) { rounds(year: 2021, hostUnitId: $id) { nodes { id } } }';

describe('every mutation', () => {
  let world: World;
  let leader: Id<'usr'>, other: Id<'usr'>;
  let failing: 'before' | 'after' | undefined;
  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    await seedUnits(world);
    leader = await world.user('leader', [['LEADER', province]]);
    other = await world.user('other', [['LEADER', province]]);
    world.shared.client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const strikes = commandName.startsWith('TransactWrite');
          if (strikes && failing === 'before') throw new Error('the process dies');
          const result = await next(args);
          if (strikes && failing === 'after') throw new Error('the answer is lost');
          return result;
        },
      { step: 'initialize', priority: 'high' },
    );
  });
  beforeEach(() => {
    failing = undefined;
    world.clock.set('2021-01-25T02:00:00Z');
  });

  const ask = (idempotencyKey: string, user = leader, extra: object = {}) =>
    world.run(user, create, {
      input: {
        hostUnitId: province,
        name: 'Đợt 1',
        year: 2021,
        opensOn: '2021-02-01',
        closesOn: '2021-02-28',
        achievement: { kind: 'CALENDAR_YEAR', from: '2020-01-01', to: '2020-12-31' },
        awardCodes: ['CTDCP'],
        idempotencyKey,
        ...extra,
      },
    });
  const idOf = (answer: Answer) => pick(answer.data, 'createRound', 'round', 'id');
  const rounds = async () =>
    [pick((await world.run(leader, list, { id: province })).data, 'rounds', 'nodes')].flat().length;

  it.each([
    ['', 'none'],
    ['k'.repeat(129), 'too long'],
    ['k'.repeat(10_000), 'far too long'],
  ])('refuses a key that is none or too long', async (bad) => {
    const before = await world.dump();
    expect(refusals(await ask(bad), 'createRound')).toEqual(['INVALID_VALUE idempotencyKey']);
    expect(await world.dump()).toBe(before);
  });

  it('keeps keys apart by user, and remembers them for seven days', async () => {
    const same = key();
    const first = idOf(await ask(same));
    expect(idOf(await ask(same))).toBe(first);
    expect(idOf(await ask(same, other))).not.toBe(first);
    world.clock.set('2021-02-01T01:59:59Z');
    expect(idOf(await ask(same))).toBe(first);
    world.clock.set('2021-02-01T02:00:01Z');
    expect(idOf(await ask(same))).not.toBe(first);
  });

  it('leaves nothing behind when the process dies before the write, and goes through when asked again', async () => {
    const [before, again] = [await world.dump(), key()];
    failing = 'before';
    expect(pick((await ask(again)).errors, 0, 'extensions', 'code')).toBe('INTERNAL_SERVER_ERROR');
    expect(await world.dump()).toBe(before);
    failing = undefined;
    expect(idOf(await ask(again))).toMatch(/^rnd_/);
  });

  it('happens once when only the answer was lost', async () => {
    const [before, again] = [await rounds(), key()];
    failing = 'after';
    expect(pick((await ask(again)).errors, 0, 'extensions', 'code')).toBe('INTERNAL_SERVER_ERROR');
    failing = undefined;
    expect(idOf(await ask(again))).toMatch(/^rnd_/);
    expect(await rounds()).toBe(before + 1);
  });

  it('refuses a day that does not exist, and says where it stands', async () => {
    const before = await world.dump();
    const { errors } = await ask(key(), leader, { opensOn: '2021-02-30' });
    expect(pick(errors, 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain('input.opensOn');
    expect(await world.dump()).toBe(before);
  });
});
