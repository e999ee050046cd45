import { describe, expect, it } from 'vitest';
import { keepBallots } from '../../functions/ballots/keep-ballots.ts';
import { eventShape } from '../../functions/kernel/table/event.ts';
import { boxStore } from '../../functions/ballots/box.store.ts';
import { ballotStore } from '../../functions/ballots/ballot.store.ts';
import { openTable, type Table } from '../../functions/kernel/table/table.ts';
import { deliver, opened, session, vote, type Session } from '../support/ballots.ts';
import { pick } from '../support/pick.ts';

describe('a vote on paper', () => {
  it('is entered by a teller and signed by another, and its numbers must add up', async () => {
    const s = await session();
    const { meeting, ballot, view } = await opened(s, [1, 2, 3, 4, 5], 'PAPER');
    const sheetId = pick(view, 'sheets', 0, 'sheetId');
    const print = async (user: Parameters<typeof s.world.run>[0]) => {
      const query = 'query ($id: ID!) { ballot(id: $id) { print { sheetId copies roll paper countForm } } }';
      return pick((await s.world.run(user, query, { id: ballot.id })).data, 'ballot', 'print');
    };
    for (const seat of [1, 2, 3]) expect(await print(s.member(seat))).toMatchObject([{ sheetId, copies: 5 }]);
    for (const user of [s.member(4), s.all.auditor]) expect(await print(user)).toBeNull();
    const printed = await print(s.member(2));
    expect(pick(printed, 0, 'roll')).toContain('Ủy viên 5');
    expect(pick(printed, 0, 'roll')).not.toContain('Ủy viên 6');
    expect(pick(printed, 0, 'paper')).toContain('Lê Thị Hoa');
    expect(pick(printed, 0, 'paper')).not.toMatch(/Ủy viên|bsh_|bal_|sheetId/);
    const tallies = [
      { for: 4, against: 0, abstain: 0 },
      { for: 1, against: 2, abstain: 1 },
    ];
    const good = { sheetId, handedOut: 5, returned: 5, invalid: 1, tallies };
    const enter = (patch: object, seat = 2, held = ballot) =>
      s.step(meeting, s.member(seat), 'enterCount', held, { sheets: [{ ...good, ...patch }] });
    const wrong: readonly (readonly [object, string])[] = [
      [{ handedOut: 6 }, 'BALLOT_COUNT_WRONG sheets.0.handedOut'],
      [{ handedOut: 4 }, 'BALLOT_COUNT_WRONG sheets.0.returned'],
      [{ invalid: 0 }, 'BALLOT_COUNT_WRONG sheets.0.tallies.0'],
      [{ tallies: tallies.slice(1) }, 'BALLOT_COUNT_WRONG sheets.0.tallies'],
      [{ invalid: -1, returned: 3 }, 'BALLOT_COUNT_WRONG sheets.0.handedOut'],
      [{ sheetId: 'another' }, 'BALLOT_COUNT_WRONG sheets'],
    ];
    for (const [patch, code] of wrong) expect((await enter(patch)).refusals).toContain(code);
    await expect(enter({}, 4)).rejects.toThrow('FORBIDDEN');
    const entered = await enter({});
    expect(entered.refusals).toEqual([]);
    const countHash = pick(entered.view, 'countMinutes', 'hash');
    const sign = (seat: number, hash = countHash) =>
      s.step(meeting, s.member(seat), 'signCount', entered.held, { countHash: hash });
    expect((await sign(2)).refusals).toEqual(['DUPLICATE ballotId']);
    expect((await sign(3, 'x')).refusals).toEqual(['INVALID_VALUE countHash']);
    const final = await sign(3);
    expect(pick(final.view, 'status')).toBe('FINAL');
    const outcomes = pick(await s.look(final.held), 'nominees', 'nodes');
    expect([outcomes].flat().map((one) => pick(one, 'outcome', 'passed'))).toEqual([true, false]);
    expect((await enter({}, 2, final.held)).refusals).toEqual(['WRONG_STATE ballotId']);
  });
});

describe('the function that keeps keys and counts', () => {
  /** A table that loses its connection at the nth transaction, before or after it was made. */
  const failing = (table: Table, nth: number, after: boolean): Table => {
    let calls = 0;
    return {
      ...table,
      get calls() {
        return table.calls;
      },
      transact: async (requests) => {
        calls += 1;
        if (calls === nth && !after) throw new Error('connection lost');
        await table.transact(requests);
        if (calls === nth) throw new Error('connection lost');
      },
    };
  };

  const run = (
    s: Session,
    ballotId: string,
    name: string,
    broken: { nth: number; after: boolean; box: boolean },
  ) => {
    const { clock, client, tableName, boxTableName, ballotKeys } = s.world.shared;
    const fail = (table: Table, box: boolean) =>
      broken.box === box ? failing(table, broken.nth, broken.after) : table;
    const table = fail(openTable(client, tableName), false);
    const deps = {
      requestId: 'r',
      clock,
      table,
      ballots: ballotStore({ table, cursors: s.world.deps().cursors }),
      box: boxStore(fail(openTable(client, boxTableName), true)),
      keys: ballotKeys,
    };
    const event = {
      aggregateId: ballotId,
      seq: 1,
      name,
      at: '2021-03-05T01:00:00Z',
      actorId: s.member(1),
      requestId: 'r',
      facts: {},
    };
    const item = eventShape.item({ pk: `BAL#${ballotId}`, sk: 'x' }, event);
    return keepBallots(deps, eventShape.read(item));
  };

  it('gives the same count after a crash at any of its steps', async () => {
    const s = await session({ nominees: ['Lê Thị Hoa'] });
    for (const box of [true, false])
      for (const after of [false, true])
        for (const nth of [1, 2]) {
          const { meeting, ballot } = await opened(s, [1, 2, 3, 4]);
          await vote(s, { meeting, ballot }, 1, ['FOR']);
          await vote(s, { meeting, ballot }, 2, ['AGAINST']);
          await s.step(meeting, s.member(1), 'closeBallot', ballot);
          const broken = run(s, ballot.id, 'BallotClosing', { nth, after, box });
          await expect(broken, JSON.stringify([box, after, nth])).rejects.toThrow('connection lost');
          await deliver(s.world, ballot.id, 'BallotClosing');
          await deliver(s.world, ballot.id, 'BallotClosing');
          const view = await s.look(ballot);
          expect([box, after, nth, pick(view, 'status')]).toEqual([box, after, nth, 'COUNTED']);
          expect(pick(view, 'countMinutes', 'sheets', 0)).toMatchObject({
            issued: 2,
            returned: 2,
            invalid: 0,
            discrepancy: false,
          });
          const sheetId = String(pick(view, 'sheets', 0, 'sheetId'));
          const left = s.world.deps().box;
          expect([await left.openingKey(sheetId), await left.ballots(sheetId)]).toEqual([undefined, []]);
        }
  }, 60_000);

  it('keeps the keys that it made when it is asked to open twice', async () => {
    const s = await session({ nominees: ['Lê Thị Hoa'] });
    const { ballot, view } = await opened(s);
    await deliver(s.world, ballot.id, 'BallotOpening');
    expect(pick(await s.look(ballot), 'sheets', 0, 'credentialKey')).toBe(
      pick(view, 'sheets', 0, 'credentialKey'),
    );
    expect(pick(await s.look(ballot), 'version')).toBe(ballot.version);
  });
});
