import { beforeAll, describe, expect, it } from 'vitest';
import { closeDeadline, openDeadline } from '../../functions/deadlines/keep-deadline.ts';
import { followCalendar, recountDeps } from '../../functions/deadlines/follow-calendar.ts';
import { recountDeadlines } from '../../functions/deadlines/recount-deadlines.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { systemUser } from '../../functions/kernel/system-user.ts';
import { processingRule } from '../../functions/law/processing.ts';
import { province, seedUnits } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, root, type World } from '../support/world.ts';

const start = localDate('2021-03-01');
const total = 230;

describe('a declared holiday', () => {
  let world: World;
  let leader: Id<'usr'>;
  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    await seedUnits(world);
    leader = await world.user('leader', [['LEADER', province]]);
    for (let i = 0; i < total; i += 1) await open(`dos_${i}`);
    await open('dos_closed');
    const { deadlines } = world.deps();
    const running = await deadlines.get('dos_closed', 'DOSSIER_ANSWER');
    await world.write(...closeDeadline(world.deps(root), running, start, 'DONE').writes);
  });

  async function open(ownerId: string) {
    const rule = processingRule('PROVINCE', start);
    if (!rule) throw new Error('no rule');
    const opening = {
      ownerId,
      purpose: 'DOSSIER_ANSWER' as const,
      term: { kind: 'RULE' as const, rule, startOn: start },
      unitId: province,
      label: ownerId,
      assignees: [],
      restricted: false,
      lane: null,
    };
    const deps = world.deps(root);
    await world.write(...openDeadline(deps, undefined, opening, await deps.calendar.current()).writes);
  }
  const process = () => ({
    client: world.shared.client,
    tableName: world.shared.tableName,
    clock: world.clock,
    secret: world.shared.cursorSecret,
  });
  const deliver = (name: string) =>
    followCalendar(process(), {
      aggregateId: 'hol_1',
      seq: 1,
      name,
      at: '2021-03-01T02:00:00.000Z',
      actorId: leader,
      requestId: 'r',
      facts: {},
    });
  const change = async (name: string, input: object) => {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { declaration { id } userErrors { code } } }`;
    const legalAct = { number: '1/QĐ', issuer: 'UBND tỉnh', issuedOn: '2021-03-01' };
    const { data } = await world.run(leader, query, { input: { legalAct, idempotencyKey: key(), ...input } });
    return String(pick(data, name, 'declaration', 'id'));
  };
  const deadline = (ownerId: string) => world.deps().deadlines.get(ownerId, 'DOSSIER_ANSWER');
  const moved = async () => {
    const all = await Promise.all(Array.from({ length: total }, (_, i) => deadline(`dos_${i}`)));
    return new Set(all.map((one) => one?.dueOn));
  };

  it('moves every running deadline, each with both days in its history, and no closed one', async () => {
    const days = [{ on: '2021-03-15', works: false }];
    const id = await change('declareHoliday', { unitId: province, name: 'Bão', days, expectedVersion: 0 });
    expect(await moved()).toEqual(new Set(['2021-04-05']));
    await deliver('HolidayDeclared');
    expect(await moved()).toEqual(new Set(['2021-04-06']));
    expect(await deadline('dos_closed')).toMatchObject({ dueOn: '2021-04-05', calendarVersion: 0 });
    const history = await world.deps().deadlines.history('dos_7', 'DOSSIER_ANSWER', { first: 10 });
    expect(history.edges.at(-1)?.node).toMatchObject({
      name: 'DeadlineMoved',
      seq: 2,
      actorId: systemUser,
      facts: { dueBefore: '2021-04-05', dueOn: '2021-04-06' },
    });

    const before = await world.dump();
    await deliver('HolidayDeclared');
    await deliver('DossierDecided');
    expect(await world.dump()).toBe(before);

    const withdrawal = { declarationId: id, reason: 'Bão tan', expectedVersion: 1 };
    await change('withdrawHoliday', withdrawal);
    await deliver('HolidayWithdrawn');
    expect(await moved()).toEqual(new Set(['2021-04-05']));
  });

  it('goes on where a run was cut short', async () => {
    const days = [{ on: '2021-03-16', works: false }];
    await change('declareHoliday', { unitId: province, name: 'Lũ', days, expectedVersion: 2 });
    const deps = recountDeps(process(), 'cut');
    let opened = 0;
    const cut = {
      ...deps,
      open: () => {
        if ((opened += 1) > 40) throw new Error('out of time');
        return deps.open();
      },
    };
    await expect(recountDeadlines(cut)).rejects.toThrow('out of time');
    expect(await moved()).toEqual(new Set(['2021-04-05', '2021-04-06']));
    const { moved: rest } = await recountDeadlines(recountDeps(process(), 'again'));
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThan(total);
    expect(await moved()).toEqual(new Set(['2021-04-06']));
  });
});
